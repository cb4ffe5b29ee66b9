import {rawSection} from '../config/credentials-file.js'
import {interpolate} from '../config/interpolate.js'
import {parseEndpointSetting, parseHost} from '../config/parse-setting.js'
import {type Profile} from '../config/profile.js'
import {ConfigError} from '../errors/config-error.js'
import {CredentialsError} from '../errors/credentials-error.js'
import {idsFor} from './account-ids.js'
import {type Finding, readClaims, type Source} from './claims.js'
import {type AccountEndpoint, type CredentialType} from './types.js'

/** `[basic]` and `[global]` are the sections; the SDK's client builder looks for the long names (spec §3.9). */
const sectionNames: Readonly<Record<CredentialType, readonly string[]>> = {
  basic: ['basic', 'basiccredentials'],
  global: ['global', 'globalcredentials'],
  own: ['basic', 'basiccredentials'],
}

/** Keys of `[hwc]` that say where the account comes from, and which are not built yet. */
const laterSources = ['agency_name', 'source_profile', 'credential_process', 'credential_sources']

const claimNames = {
  accessKeyId: 'ak',
  secretAccessKey: 'sk',
  identityProvider: 'idp_id',
  identityTokenFile: 'id_token_file',
}

/** The endpoint of a profile's `[hwc]` section. @throws {ConfigError} */
export const profileEndpoint = ({settings, title}: Profile): AccountEndpoint | undefined => {
  const text = settings.get('endpoint')
  if (text === undefined || text === '') return undefined
  const parsed = parseEndpointSetting(text)
  if (!('value' in parsed)) throw new ConfigError(`endpoint of ${title}: ${parsed.problem}`)
  return {endpoints: parsed.value, source: `endpoint of ${title}`}
}

/**
 * The values of the section that a credential type asks for, the first of its names that the file has.
 * @throws {ConfigError} for a bad interpolation in any value of the section (spec §3.9).
 */
export const accountSection = (
  {file}: Profile,
  type: CredentialType,
): {readonly name: string; readonly values: ReadonlyMap<string, string>} | undefined => {
  for (const name of sectionNames[type]) {
    const raw = file && rawSection(file, name)
    if (file && raw) return {name, values: interpolate(raw, {path: file.path, section: name})}
  }
  return undefined
}

/** What a profile's file says (spec §3.9). */
export const fromProfile = (profile: Profile, type: CredentialType): Source => {
  const source = profile.path === '' ? profile.title : `${profile.title} (${profile.path})`
  return {name: source, find: (explain) => find(profile, type, source, explain)}
}

const find = (
  profile: Profile,
  type: CredentialType,
  source: string,
  explain: (reason: string) => void,
): Finding | undefined => {
  if (profile.defect !== undefined) throw profile.defect
  if (profile.absence !== undefined) {
    explain(profile.absence)
    return undefined
  }
  const later = laterSources.filter((key) => profile.settings.get(key))
  if (later.length > 0) throw new CredentialsError(`${source}: ${later.join(', ')} is not built yet`)
  const section = accountSection(profile, type)
  if (section === undefined) {
    explain(`it has no section [${sectionNames[type][0] ?? ''}]`)
    return undefined
  }
  const {name, values} = section
  const proof = readClaims(
    {
      accessKeyId: values.get('ak'),
      secretAccessKey: values.get('sk'),
      securityToken: values.get('security_token'),
      identityProvider: values.get('idp_id'),
      identityTokenFile: values.get('id_token_file'),
    },
    claimNames,
    `[${name}] of ${source}`,
  )
  if (proof === undefined) {
    explain(`[${name}] has neither ak nor sk`)
    return undefined
  }
  const endpoint = profileEndpoint(profile)
  const iamEndpoint = values.get('iam_endpoint')
  return {
    proof,
    ...idsFor(type, {projectId: values.get('project_id'), domainId: values.get('domain_id')}),
    ...(iamEndpoint ? {iamEndpoint: checkHost(iamEndpoint, `iam_endpoint of ${source}`)} : {}),
    ...(endpoint === undefined ? {} : {endpoint}),
    source,
  }
}

const checkHost = (text: string, where: string): string => {
  const parsed = parseHost(text)
  if (!('value' in parsed)) throw new ConfigError(`${where}: ${parsed.problem}`)
  return parsed.value
}
