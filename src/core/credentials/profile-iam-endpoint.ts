import {parseHost} from '../config/parse-setting.js'
import {type Profile} from '../config/profile.js'
import {ConfigError} from '../errors/config-error.js'
import {accountSection, describeProfile} from './profile-section.js'
import {type CredentialType} from './types.js'

/**
 * The `iam_endpoint` of the first of these sections of a profile that has one.
 * @throws {ConfigError} where it names no host.
 */
export const profileIamEndpoint = (profile: Profile, types: readonly CredentialType[]): string | undefined => {
  for (const type of types) {
    const text = accountSection(profile, type)?.values.get('iam_endpoint')
    if (!text) continue
    const parsed = parseHost(text)
    if ('value' in parsed) return parsed.value
    throw new ConfigError(`iam_endpoint of ${describeProfile(profile)}: ${parsed.problem}`)
  }
  return undefined
}
