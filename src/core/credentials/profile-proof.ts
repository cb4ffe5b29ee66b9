import {ConfigError} from '../errors/config-error.js'
import {CredentialsError} from '../errors/credentials-error.js'
import {type Profile} from '../config/profile.js'
import {checkText} from './check-text.js'
import {type Agency, type Proof, readClaims} from './claims.js'
import {accountSection, describeProfile} from './profile-section.js'
import {profileIamEndpoint} from './profile-iam-endpoint.js'
import {type CredentialType} from './types.js'

/** Opens another profile. @throws {ConfigError} */
export type OpenProfile = (name: string, source: string) => Profile

const claimNames = {
  accessKeyId: 'ak',
  secretAccessKey: 'sk',
  identityProvider: 'idp_id',
  identityTokenFile: 'id_token_file',
}

const defaultDuration = 3600

const say = ({settings}: Profile, key: string): string | undefined => {
  const text = settings.get(key)
  return text === '' ? undefined : text
}

/** What the keys of the section prove; undefined where there are none. @throws {CredentialsError} where they are half set. */
const sectionProof = (profile: Profile, types: readonly CredentialType[]): Proof | undefined => {
  for (const type of types) {
    const section = accountSection(profile, type)
    const get = (key: string): string | undefined => section?.values.get(key)
    const claims = {
      accessKeyId: get('ak'),
      secretAccessKey: get('sk'),
      securityToken: get('security_token'),
      identityProvider: get('idp_id'),
      identityTokenFile: get('id_token_file'),
    }
    const where = `[${section?.name ?? ''}] of ${describeProfile(profile)}`
    for (const key of ['ak', 'sk', 'security_token', 'idp_id']) checkText(get(key), `${key} in ${where}`)
    const proof = readClaims(claims, claimNames, where)
    if (proof !== undefined) return proof
  }
  return undefined
}

/** A program that the profile names. @throws {CredentialsError} where others could have put it there. */
const processProof = (profile: Profile, command: string): Proof => {
  if (!profile.trusted || profile.isPrivate !== true)
    throw new CredentialsError(`${profile.path}: credential_process is not run, since others may write the file`, {
      hint: `chmod 600 ${profile.path}`,
    })
  return {kind: 'process', command}
}

const agencyOf = (profile: Profile): Agency | undefined => {
  const name = say(profile, 'agency_name')
  if (name === undefined) return undefined
  const text = say(profile, 'duration')
  if (text !== undefined && !/^\d{1,6}$/.test(text))
    throw new ConfigError(`duration of ${profile.title}: expected a number of seconds`)
  return {name, domain: say(profile, 'agency_domain'), duration: text === undefined ? defaultDuration : Number(text)}
}

/**
 * How a profile proves who calls: its keys, a program, another profile's proof, and an agency assumed with any of them.
 * undefined where it says nothing.
 * @throws {CredentialsError} where it is half set, {ConfigError} where profiles name each other in a circle.
 */
export const profileProof = (
  profile: Profile,
  {
    type,
    open,
    above = [],
  }: {readonly type: CredentialType; readonly open: OpenProfile; readonly above?: readonly string[]},
): Proof | undefined => {
  const agency = agencyOf(profile)
  const source = say(profile, 'source_profile')
  const command = say(profile, 'credential_process')
  if (source !== undefined && agency === undefined)
    throw new ConfigError(`${profile.title} has source_profile but no agency_name`)
  // Any keys of an account may assume an agency, whichever type the service asks for.
  const types: readonly CredentialType[] =
    agency === undefined && above.length === 0 ? [type] : [type, 'basic', 'global']

  const base = (): {readonly proof: Proof | undefined; readonly iamEndpoint: string | undefined} => {
    if (source === undefined)
      return {
        proof: command === undefined ? sectionProof(profile, types) : processProof(profile, command),
        iamEndpoint: agency && profileIamEndpoint(profile, types),
      }
    const path = [...above, profile.name]
    if (path.includes(source))
      throw new ConfigError(`source_profile goes in a circle: ${[...path, source].join(' -> ')}`)
    const other = open(source, `source_profile of ${profile.title}`)
    const otherProof = profileProof(other, {type, open, above: path})
    const inherited = otherProof?.kind === 'agency' ? otherProof.iamEndpoint : undefined
    return {proof: otherProof, iamEndpoint: profileIamEndpoint(other, [type, 'basic', 'global']) ?? inherited}
  }
  const {proof, iamEndpoint} = base()
  if (agency === undefined) return proof
  if (proof === undefined)
    throw new CredentialsError(`${profile.title} names the agency ${agency.name} but no keys that may assume it`, {
      hint: 'Write ak and sk to its [basic] section, or name a source_profile.',
    })
  return {kind: 'agency', agency, base: proof, iamEndpoint}
}
