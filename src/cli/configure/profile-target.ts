import {mkdirSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {isProfilePath} from '../../core/config/parse-setting.js'
import {type CredentialsFile} from '../../core/config/credentials-file.js'
import {type Edit} from '../../core/config/edit-credentials-file.js'
import {chooseProfile} from '../../core/config/load-profile.js'
import {isTrustedProfile, profilePath} from '../../core/config/profile-paths.js'
import {variablesOf} from '../../core/config/read-variable.js'
import {type Flags} from '../../core/config/resolve-settings.js'
import {editProfileFile, type ProfileFile} from '../../core/config/write-profile.js'
import {whileLocked} from '../../core/credentials/keys-lock.js'
import {ConfigError} from '../../core/errors/config-error.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {type Runtime} from '../runtime.js'

/** The profile that is to be changed; it may have no file yet. */
export interface ProfileTarget extends ProfileFile {
  readonly name: string
}

/** The file of a profile. @throws {UsageError} for the sandbox, {ConfigError} where no home is known. */
export const targetNamed = (name: string, {env, home}: Runtime): ProfileTarget => {
  if (name === 'sandbox') throw new UsageError('The profile sandbox is built in: it has no file')
  const path = profilePath(name, {env, home})
  if (path === undefined) throw new ConfigError('No home folder is known, so there is nowhere to keep profiles')
  return {name, path, trusted: isTrustedProfile(name, {env, home})}
}

/** The file of the profile that the command line or the environment names, else of `default`. */
export const profileTarget = (flags: Flags, runtime: Runtime): ProfileTarget =>
  targetNamed(chooseProfile({flags, surroundings: runtime}).name, runtime)

/** The same command line and world, but nobody names a profile: the one that is meant may have no file yet. */
export const withoutProfile = (flags: Flags, runtime: Runtime): [Runtime, Flags] => {
  const named = variablesOf('profile').map((variable) => [variable, undefined] as const)
  const rest = new Map(Array.from(flags).filter(([name]) => name !== 'profile'))
  return [{...runtime, env: {...runtime.env, ...Object.fromEntries(named)}}, rest]
}

/** So that the lock has a place; whether it can be written is told by whoever writes. */
const makeFolder = (path: string): void => {
  try {
    mkdirSync(path, {recursive: true, mode: 0o700})
  } catch {
    return
  }
}

/** Changes a profile's file while no other hwc does. @throws {ConfigError | FileError} */
export const editProfile = async (
  target: ProfileTarget,
  edit: (file: CredentialsFile) => readonly Edit[],
  runtime: Runtime,
): Promise<readonly Edit[]> => {
  makeFolder(dirname(target.path))
  // No profile's name starts with a dot, so that nobody takes the lock for one.
  const lock = join(dirname(target.path), `.${basename(target.path)}.lock`)
  return whileLocked(lock, runtime, {peek: () => undefined, work: () => Promise.resolve(editProfileFile(target, edit))})
}

/** A profile for messages: `profile prod (/home/me/.huaweicloud/profiles/prod)`. */
export const describeTarget = ({name, path}: ProfileTarget): string =>
  isProfilePath(name) ? path : `profile ${name} (${path})`
