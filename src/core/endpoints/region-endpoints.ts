import {type ServiceVersion} from '../catalog/types.js'
import {parseEndpoint} from '../config/parse-endpoint.js'
import {type Settings} from '../config/resolve-settings.js'
import {type Surroundings} from '../config/surroundings.js'
import {ConfigError} from '../errors/config-error.js'
import {type Written} from '../values/plain-scalar.js'
import {readRegionsText, regionsFilePath, regionsOf} from './regions-file.js'

/** Endpoints of a region, each `https://host[:port]`, the first to be tried first. */
export interface RegionEndpoints {
  readonly endpoints: readonly string[]
  /** `HUAWEICLOUD_SDK_REGION_ECS_CN_NORTH_4`, a file's path, or `the catalogue`. */
  readonly source: string
}

export interface RegionSources {
  readonly service: Pick<ServiceVersion, 'service' | 'regionName' | 'regions'>
  readonly settings: Settings
  readonly surroundings: Pick<Surroundings, 'env' | 'home'>
  readonly warn: (message: string) => void
}

/** What the SDK calls the service where regions are meant: `ECS`. */
const regionNameOf = ({service, regionName}: RegionSources['service']): string => (regionName ?? service).toUpperCase()

/** `HUAWEICLOUD_SDK_REGION_ECS_CN_NORTH_4`: dashes of the region become underscores, nothing else changes (spec §4.2). */
export const variableFor = (service: RegionSources['service'], region: string): string =>
  `HUAWEICLOUD_SDK_REGION_${regionNameOf(service)}_${region.replaceAll('-', '_').toUpperCase()}`

const checkAll = (texts: readonly string[], source: string): RegionEndpoints => {
  const endpoints = texts
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const endpoint = parseEndpoint(text, {dropPath: true})
      if (endpoint === undefined) throw new ConfigError(`${source}: expected a host, or http:// or https:// and a host`)
      return endpoint
    })
  if (endpoints.length === 0) throw new ConfigError(`${source}: there is no endpoint`)
  return {endpoints, source}
}

const readFile = async (
  {service, settings, surroundings: {home}}: RegionSources,
  path: string | undefined = regionsFilePath(settings, home),
): Promise<{readonly path: string; readonly regions: ReadonlyMap<string, readonly string[]>} | undefined> => {
  const text = path === undefined ? undefined : readRegionsText(path)
  if (path === undefined || text === undefined) return undefined
  const {readYaml, YamlSyntaxError} = await import('../values/read-yaml.js')
  let content: Written
  try {
    content = await readYaml(text, {repeatedKeys: 'last'})
  } catch (cause) {
    if (!(cause instanceof YamlSyntaxError)) throw cause
    throw new ConfigError(`${path}, line ${cause.line}, is not valid YAML`, {cause})
  }
  return {path, regions: regionsOf(content, regionNameOf(service), path)}
}

/**
 * The endpoints of a region: environment, regions.yaml, catalogue (spec §4.1); undefined where none knows it. A broken
 * regions.yaml only matters when the catalogue does not know the region either.
 * @throws {ConfigError}
 */
export const regionEndpoints = async (sources: RegionSources, region: string): Promise<RegionEndpoints | undefined> => {
  const {service, surroundings, warn} = sources
  const variable = variableFor(service, region)
  const said = surroundings.env[variable]
  if (said !== undefined && said !== '') return checkAll(said.split(','), variable)

  const builtIn = Object.hasOwn(service.regions, region) ? service.regions[region] : undefined
  try {
    const file = await readFile(sources)
    const listed = file?.regions.get(region)
    if (file && listed) return checkAll(listed, `${region} of ${file.path}`)
  } catch (error) {
    if (builtIn === undefined || !(error instanceof ConfigError)) throw error
    warn(`${error.message}; the file is not used`)
  }
  return builtIn && {endpoints: builtIn, source: 'the catalogue'}
}

/** The regions whose endpoints the environment says, as their ids are spelt everywhere. */
const regionsInEnvironment = ({service, surroundings: {env}}: RegionSources): readonly string[] => {
  const prefix = variableFor(service, '')
  return Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(prefix) && name !== prefix && value
      ? [name.slice(prefix.length).replaceAll('_', '-').toLowerCase()]
      : [],
  )
}

/** Every region of the service that `regionEndpoints` has something for, sorted. */
export const allRegions = async (sources: RegionSources): Promise<readonly string[]> =>
  Array.from(new Set([...(await knownRegions(sources)), ...regionsInEnvironment(sources)])).sort()

/** The ids of all regions that the catalogue or regions.yaml knows for the service, sorted. */
export const knownRegions = async (sources: RegionSources): Promise<readonly string[]> => {
  const file = await readFile(sources).catch(() => undefined)
  return Array.from(new Set([...Object.keys(sources.service.regions), ...(file?.regions.keys() ?? [])])).sort()
}
