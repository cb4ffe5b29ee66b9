import {type CredentialType} from '../catalog/types.js'
import {settingError} from '../config/resolve-settings.js'
import {type Profile} from '../config/profile.js'
import {ConfigError} from '../errors/config-error.js'
import {type HwcError} from '../errors/hwc-error.js'
import {nearest} from '../errors/nearest.js'
import {
  knownRegions,
  regionEndpoints,
  type RegionEndpoints,
  type RegionSources,
  variableFor,
} from './region-endpoints.js'

export interface EndpointSources extends RegionSources {
  readonly credentialType: CredentialType
  /** What the account's own source says of the endpoint (design §2: one account, one source). */
  readonly accountEndpoint?: RegionEndpoints | undefined
  readonly profile?: Pick<Profile, 'kind'> | undefined
}

export interface ResolvedEndpoint extends RegionEndpoints {
  /** Absent only where an endpoint was given and no region. */
  readonly region?: string | undefined
}

const sandboxRegion = 'cn-north-4'

/**
 * The region that a call goes to, as the settings say; else for a global service the catalogue's first. The sandbox has
 * one of its own, which only `--region` overrides (design §5).
 */
export const chooseRegion = ({
  service,
  settings,
  credentialType,
  profile,
}: Pick<EndpointSources, 'service' | 'settings' | 'credentialType' | 'profile'>): string | undefined => {
  const [first] = Object.keys(service.regions)
  const said = settings.get('region')
  if (profile?.kind === 'sandbox' && settings.provenance('region').origin !== 'flag')
    return Object.hasOwn(service.regions, sandboxRegion) ? sandboxRegion : (first ?? sandboxRegion)
  return said ?? (credentialType === 'global' ? first : undefined)
}

/**
 * Where a call goes (design §6): `--endpoint`, the endpoint of the account's source, then the region's endpoints. They
 * are never mixed: an endpoint that was given is the only one.
 * @throws {UsageError | ConfigError} for a region that nobody knows or that is missing, with those that the service has.
 */
export const resolveEndpoint = async (sources: EndpointSources): Promise<ResolvedEndpoint> => {
  const {settings, accountEndpoint} = sources
  const region = chooseRegion(sources)
  const given = settings.get('endpoint')
  if (given !== undefined) return {endpoints: given, source: '--endpoint', region}
  if (accountEndpoint !== undefined) return {...accountEndpoint, region}
  if (region === undefined) throw await regionIsMissing(sources)
  const found = await regionEndpoints(sources, region)
  if (found === undefined) throw await regionIsUnknown(sources, region)
  return {...found, region}
}

const listOf = (regions: readonly string[]): string =>
  regions.length === 0 ? 'none: give --endpoint' : regions.join(', ')

const regionIsMissing = async (sources: EndpointSources): Promise<ConfigError> => {
  const {service} = sources.service
  return new ConfigError(`No region is set; ${service} has ${listOf(await knownRegions(sources))}`, {
    hint: 'Give --region, set HWC_REGION, or write region to the [hwc] section of the profile.',
  })
}

const regionIsUnknown = async (sources: EndpointSources, region: string): Promise<HwcError> => {
  const {service} = sources.service
  const known = await knownRegions(sources)
  const [suggestion] = nearest(region, known)
  return settingError(sources.settings, 'region', `${service} has no region ${region}; it has ${listOf(known)}`, {
    expected: 'a region of the service',
    suggestion,
    hint:
      suggestion === undefined
        ? `Its endpoint may be set as ${variableFor(sources.service, region)}.`
        : `Did you mean ${suggestion}?`,
  })
}
