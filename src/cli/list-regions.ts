import {findService} from '../core/catalog/find-service.js'
import {type ServiceVersion} from '../core/catalog/types.js'
import {type Flags} from '../core/config/resolve-settings.js'
import {iamRegions, stsRegions} from '../core/credentials/iam-regions.js'
import {allRegions, regionEndpoints, type RegionSources} from '../core/endpoints/region-endpoints.js'
import {UsageError} from '../core/errors/usage-error.js'
import {type Value} from '../core/values/value.js'
import {openCommand, type OpenCommand} from './open-command.js'
import {type Runtime} from './runtime.js'
import {showData, toValue} from './show-data.js'

/** The head of a service's file, in the version that was asked for. @throws {UsageError} where there is none. */
const headOf = async (word: string, {runtime, settings}: OpenCommand): Promise<ServiceVersion> => {
  const catalog = await runtime.catalog()
  const name = findService(catalog, word)
  const service = catalog.services[name]
  const version = settings.get('api-version') ?? service?.defaultVersion ?? ''
  if (service === undefined || !service.versions.includes(version))
    throw new UsageError(`${name} has no version ${version}; it has ${service?.versions.join(', ') ?? 'none'}`)
  return catalog.open(name, version).head
}

const ofService = async (word: string, command: OpenCommand): Promise<Value> => {
  const service = await headOf(word, command)
  const {settings, runtime: surroundings} = command
  const told = new Set<string>()
  const warn = (message: string): void => {
    if (!told.has(message)) command.warn(message)
    told.add(message)
  }
  const sources: RegionSources = {service, settings, surroundings, warn}
  const rows: Value[] = []
  for (const region of await allRegions(sources)) {
    const found = await regionEndpoints(sources, region)
    if (found) rows.push(toValue({region, endpoints: found.endpoints, source: found.source}))
  }
  return rows
}

/** The regions that any service of the catalogue has, with how many have it, and where IAM and STS are. */
const ofAll = async ({runtime}: OpenCommand): Promise<Value> => {
  const catalog = await runtime.catalog()
  const counts = new Map<string, number>()
  for (const [name, {versions}] of Object.entries(catalog.services)) {
    const regions = new Set(versions.flatMap((version) => Object.keys(catalog.open(name, version).head.regions)))
    for (const region of regions) counts.set(region, (counts.get(region) ?? 0) + 1)
  }
  return Array.from(counts)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([region, services]) =>
      toValue({
        region,
        services,
        iamEndpoint: iamRegions.includes(region) ? `https://iam.${region}.myhuaweicloud.com` : null,
        stsEndpoint: stsRegions.includes(region) ? `https://sts.${region}.myhuaweicloud.com` : null,
      }),
    )
}

/**
 * Lists the regions of a service with their endpoints and where each comes from; without a service, all regions that the
 * catalogue knows.
 */
export const listRegions = async (service: string | undefined, flags: Flags, runtime: Runtime): Promise<void> => {
  const command = openCommand(runtime, flags)
  await showData(await (service === undefined ? ofAll(command) : ofService(service, command)), command)
}
