import {ConfigError} from '../errors/config-error.js'
import {type CredentialsFile, rawSection} from './credentials-file.js'
import {interpolate} from './interpolate.js'
import {settingsTable} from './settings-table.js'

/** Sections that mean something to hwc. */
const knownSections = ['hwc', 'basic', 'global', 'basiccredentials', 'globalcredentials']

/** What runs, reads, writes or redirects something: refused in a profile that may have come with a repository (design §5). */
const trustedOnly = [
  'credential_process',
  'source_profile',
  'id_token_file',
  'log_file',
  'proxy',
  'insecure',
  'ca_bundle',
  'client_cert',
  'client_key',
  // These say whose keys are used in the end.
  'agency_name',
  'agency_domain',
  'credential_sources',
]

/** Settings that such a profile gives. */
const harmless = ['region', 'output', 'endpoint']

/**
 * Refuses a file whose keys would run, read, write or redirect something.
 * @throws {ConfigError} that names the keys.
 */
export const refuseDangerousKeys = (file: CredentialsFile): void => {
  for (const name of knownSections) {
    const found = trustedOnly.filter((key) => rawSection(file, name)?.has(key))
    if (found.length > 0)
      throw new ConfigError(
        `${file.path}: ${found.join(', ')} in [${name}] may not come from a file given by its path`,
        {
          hint: 'Move the file to ~/.huaweicloud/profiles and name the profile.',
        },
      )
  }
}

/** Keys of `[hwc]` that say where an account's keys come from (design §5). */
const accountKeys = [
  'agency_name',
  'agency_domain',
  'source_profile',
  'duration',
  'credential_process',
  'credential_sources',
]

/** Every key that means something in `[hwc]`. */
export const profileKeys: readonly string[] = [
  ...settingsTable.flatMap(({profileKey}) => profileKey ?? []),
  ...accountKeys,
]

/**
 * What a profile's `[hwc]` section says of the keys that mean something; a percent sign elsewhere does not matter.
 * Without trust, what is neither harmless nor refused is left out, and told.
 * @throws {ConfigError} for a bad interpolation.
 */
export const readProfileSettings = (
  file: CredentialsFile,
  {trusted, warn}: {readonly trusted: boolean; readonly warn: (message: string) => void},
): ReadonlyMap<string, string> => {
  const raw = rawSection(file, 'hwc')
  if (raw === undefined) return new Map()
  const values = interpolate(raw, {path: file.path, section: 'hwc', keys: profileKeys})
  if (trusted) return values
  const ignored = Array.from(values.keys()).filter((key) => !harmless.includes(key))
  if (ignored.length > 0) warn(`${file.path}: ${ignored.join(', ')} not read from a file given by its path`)
  return new Map(Array.from(values).filter(([key]) => harmless.includes(key)))
}
