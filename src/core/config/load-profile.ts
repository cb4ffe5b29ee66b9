import {type Stats, closeSync, fstatSync, openSync, readdirSync, readFileSync} from 'node:fs'
import {ConfigError} from '../errors/config-error.js'
import {FileError} from '../errors/file-error.js'
import {fileReason} from '../errors/file-reason.js'
import {nearest} from '../errors/nearest.js'
import {UsageError} from '../errors/usage-error.js'
import {decodeCredentialsFile, rawSection} from './credentials-file.js'
import {isProfilePath, parseProfile} from './parse-setting.js'
import {isPrivate} from './private-folder.js'
import {isTrustedProfile, profilePath, profilesFolder} from './profile-paths.js'
import {readProfileSettings, refuseDangerousKeys} from './profile-settings.js'
import {type Profile} from './profile.js'
import {readVariable} from './read-variable.js'
import {type Flags} from './resolve-settings.js'
import {type Surroundings} from './surroundings.js'

export interface ProfileSources {
  readonly flags: Flags
  readonly surroundings: Pick<Surroundings, 'env' | 'home' | 'platform' | 'userId'>
  /** Told on stderr: a file that others may read, keys that are left out. */
  readonly warn: (message: string) => void
}

/** The profile that is meant. */
export interface ProfileChoice {
  readonly name: string
  /** `--profile` or HWC_PROFILE; absent: nobody named one. */
  readonly source?: string
}

/** Which profile the command line or the environment names, else `default`; it may have no file. @throws {UsageError | ConfigError} */
export const chooseProfile = ({
  flags,
  surroundings: {env},
}: {
  readonly flags: Flags
  readonly surroundings: Pick<Surroundings, 'env'>
}): ProfileChoice => {
  const flag = flags.get('profile')
  if (flag !== undefined) return {name: accept(String(flag), '--profile'), source: '--profile'}
  const variable = readVariable(env, 'profile')
  if (variable === undefined) return {name: 'default'}
  return {name: accept(variable.text, variable.variable), source: variable.variable}
}

const accept = (text: string, source: string): string => {
  const parsed = parseProfile(text)
  if (!('value' in parsed)) throw problemOf(source, parsed.problem)
  return parsed.value
}

/** What is wrong with a profile that the command line named is 2, one that the environment named is 3. */
const problemOf = (source: string, problem: string, suggestion?: string): UsageError | ConfigError => {
  const message = `${source}: ${problem}`
  const hint = suggestion === undefined ? 'hwc --profile sandbox needs no account.' : `Did you mean ${suggestion}?`
  if (source.startsWith('--')) return new UsageError([{message, flag: source, suggestion}], {hint})
  return new ConfigError(message, {hint})
}

const readWhole = (path: string): {readonly bytes: Uint8Array; readonly stats: Stats} => {
  const descriptor = openSync(path, 'r')
  try {
    return {stats: fstatSync(descriptor), bytes: readFileSync(descriptor)}
  } finally {
    closeSync(descriptor)
  }
}

/** The names of the profiles that have files, `default` not among them. */
export const listProfileNames = (home: string): readonly string[] => {
  const folder = profilesFolder(home)
  if (folder === undefined) return []
  try {
    return readdirSync(folder, {withFileTypes: true})
      .filter((entry) => !entry.isDirectory() && 'value' in parseProfile(entry.name))
      .map(({name}) => name)
      .sort()
  } catch {
    return []
  }
}

/**
 * Loads the profile that the command line or the environment names, else `default`. What is wrong with a profile that
 * nobody named is kept as its `absence` or `defect`: it matters only when its keys are needed.
 * @throws {UsageError | ConfigError} for an unknown profile (2 from argv, 3 from the environment) or a malformed file
 * @throws {FileError} for a path that cannot be read.
 */
export const loadProfile = (sources: ProfileSources): Profile => open(chooseProfile(sources), sources)

/**
 * Loads a profile that another one names, for messages in `source`.
 * @throws {ConfigError} for a name that is none, an unknown profile or a malformed file.
 */
export const openProfile = (name: string, source: string, sources: Omit<ProfileSources, 'flags'>): Profile =>
  open({name: accept(name, source), source}, sources)

const open = ({name, source}: ProfileChoice, sources: Omit<ProfileSources, 'flags'>): Profile => {
  const {surroundings, warn} = sources
  const path = profilePath(name, surroundings)
  const base = {
    name,
    kind: 'file' as const,
    title: `profile ${name}`,
    explicit: source !== undefined,
    trusted: isTrustedProfile(name, surroundings),
    path: path ?? '',
    settings: new Map<string, string>(),
  }
  if (name === 'sandbox') return {...base, kind: 'sandbox', path: ''}

  const absent = (reason: string, cause?: unknown): Profile => {
    if (source === undefined) return {...base, absence: reason}
    if (isProfilePath(name)) throw new FileError(`Cannot read ${base.path}: ${reason}`, {cause})
    const where = base.path === '' ? reason : `${base.path}: ${reason}`
    throw problemOf(
      source,
      `no profile ${name} (${where})`,
      nearest(name, [...listProfileNames(surroundings.home), 'sandbox'])[0],
    )
  }
  if (path === undefined) return absent('no home folder is known')

  let whole: ReturnType<typeof readWhole>
  try {
    whole = readWhole(path)
  } catch (error) {
    return absent(fileReason(error, 'read'), error)
  }
  try {
    const file = decodeCredentialsFile(whole.bytes, path)
    if (!base.trusted) refuseDangerousKeys(file)
    warnIfShared(sources, whole.stats, file)
    return {
      ...base,
      file,
      isPrivate: isPrivate(whole.stats, surroundings.userId),
      settings: readProfileSettings(file, {trusted: base.trusted, warn}),
    }
  } catch (error) {
    if (source !== undefined || !(error instanceof ConfigError)) throw error
    return {...base, defect: error}
  }
}

const secretKeys = ['sk', 'security_token', 'auth_token', 'user_password', 'app_key']

const warnIfShared = (
  {surroundings: {platform}, warn}: Omit<ProfileSources, 'flags'>,
  {mode}: Stats,
  file: ReturnType<typeof decodeCredentialsFile>,
): void => {
  const holdsSecrets = file.sections.some(({name}) => secretKeys.some((key) => rawSection(file, name)?.has(key)))
  if (platform !== 'win32' && (mode & 0o044) !== 0 && holdsSecrets)
    warn(`${file.path} holds secrets and others may read it: chmod 600 ${file.path}`)
}
