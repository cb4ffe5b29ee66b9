import {ConfigError} from '../../errors/config-error.js'
import {JsonSyntaxError, parseJson} from '../../values/parse-json.js'
import {isValueMap, NumberText, type Value, type ValueMap} from '../../values/value.js'
import {parseProfile} from '../parse-setting.js'
import {type ImportedProfile, type LeftOut, looksLikeKey, withoutHalves} from './imported-profile.js'

/** KooCLI's names of what a profile of ours holds too. */
const names: Readonly<Record<string, string>> = {
  accessKeyId: 'ak',
  secretAccessKey: 'sk',
  securityToken: 'security_token',
  region: 'region',
  projectId: 'project_id',
  domainId: 'domain_id',
  agencyName: 'agency_name',
  agencyDomainName: 'agency_domain',
  sourceProfile: 'source_profile',
  connectTimeout: 'connect_timeout',
  readTimeout: 'read_timeout',
  retryCount: 'retries',
}

const secrets = ['accessKeyId', 'secretAccessKey', 'securityToken']

/** What KooCLI writes where nobody chose anything. */
const defaults: Readonly<Record<string, string>> = {connectTimeout: '5', readTimeout: '10', retryCount: '0'}

/** Known, and said by something else here or by nothing. */
const otherwise: Readonly<Record<string, string>> = {
  skipSecureVerify: 'say --insecure, or write insecure to the profile yourself',
  agencyDomainId: 'an agency is assumed by the name of its account: agency_domain',
  xAuthToken: 'a token ends soon: log in with keys',
  userName: "a password's log-in is for HW_USER_NAME and the like in the environment",
  password: "a password's log-in is for HW_USER_NAME and the like in the environment",
  ssoParam: 'single sign-on is not built',
  ssoAuth: 'single sign-on is not built',
}

const textOf = (value: Value | undefined): string =>
  value instanceof NumberText ? value.text : typeof value === 'string' ? value : ''

const isSaid = (value: Value | undefined): boolean => {
  if (isValueMap(value)) return value.size > 0
  return !['', 'false', 'null'].includes(
    value === null ? '' : typeof value === 'boolean' ? String(value) : textOf(value),
  )
}

/** Older releases do not say whether they wrote keys in cipher: then it shows. */
const isCipher = (name: string, text: string, isEncrypted: boolean | undefined): boolean =>
  secrets.includes(name) && (isEncrypted ?? (name !== 'securityToken' && !looksLikeKey(text)))

const readProfile = (profile: ValueMap, isEncrypted: boolean | undefined): ImportedProfile => {
  const values = new Map<string, string>()
  const leftOut: LeftOut[] = []
  for (const [name, value] of profile) {
    const text = textOf(value)
    if (name === 'name' || name === 'mode' || !isSaid(value) || defaults[name] === text) continue
    const key = Object.hasOwn(names, name) ? names[name] : undefined
    if (isCipher(name, text, isEncrypted)) leftOut.push({name, reason: 'it is encrypted by KooCLI'})
    else if (key !== undefined && text !== '') values.set(key, text)
    else
      leftOut.push({name, reason: Object.hasOwn(otherwise, name) ? (otherwise[name] ?? '') : 'it means nothing here'})
  }
  return withoutHalves({name: textOf(profile.get('name')), values, leftOut})
}

export interface KooCliProfiles {
  readonly profiles: readonly ImportedProfile[]
  /** The one that KooCLI uses where none is named. */
  readonly current: string
}

/**
 * Reads KooCLI's `config.json`: profiles, regions and ids; keys only where they are not encrypted.
 * @throws {ConfigError} where it is no such file.
 */
export const readKooCli = (text: string, path: string): KooCliProfiles => {
  let content: Value
  try {
    content = parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw new ConfigError(`${path} is not JSON`)
  }
  const list = isValueMap(content) ? content.get('profiles') : undefined
  if (!isValueMap(content) || !Array.isArray(list)) throw new ConfigError(`${path} has no list of profiles`)
  const flag = content.get('authEncrypt')
  const isEncrypted = flag === undefined ? undefined : flag !== false && flag !== 'false'
  const profiles = (list as readonly Value[]).filter(isValueMap).map((profile) => readProfile(profile, isEncrypted))
  return {profiles, current: textOf(content.get('current'))}
}

/** Why a profile of another tool cannot have its name here; undefined where it can. */
export const nameFault = (name: string): string | undefined => {
  if (name === 'sandbox') return 'the profile sandbox is built in'
  const parsed = parseProfile(name)
  if (!('value' in parsed)) return parsed.problem
  return /[/\\]/.test(name) ? 'a name holds no slash' : undefined
}
