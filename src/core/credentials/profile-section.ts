import {rawSection} from '../config/credentials-file.js'
import {interpolate} from '../config/interpolate.js'
import {type Profile} from '../config/profile.js'
import {type CredentialType} from './types.js'

/** `[basic]` and `[global]` are the sections; the SDK's client builder looks for the long names (spec §3.9). */
export const sectionNames: Readonly<Record<CredentialType, readonly [string, ...string[]]>> = {
  basic: ['basic', 'basiccredentials'],
  global: ['global', 'globalcredentials'],
  own: ['basic', 'basiccredentials', 'global', 'globalcredentials'],
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

/** A profile for messages, with its file: `profile prod (/home/me/.huaweicloud/profiles/prod)`. */
export const describeProfile = ({title, path}: Profile): string => (path === '' ? title : `${title} (${path})`)
