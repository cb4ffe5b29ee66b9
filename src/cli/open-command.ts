import {loadProfile} from '../core/config/load-profile.js'
import {type Flags, resolveSettings} from '../core/config/resolve-settings.js'
import {type Runtime} from './runtime.js'
import {type Setup} from './setup.js'
import {warn} from './warn.js'

/** Reserved flags of commands that ask IAM, STS or the metadata service. */
export const networkSettings = [
  'profile',
  'region',
  'project-id',
  'account-domain-id',
  'output',
  'connect-timeout',
  'read-timeout',
  'total-timeout',
  'retries',
  'proxy',
  'insecure',
  'ca-bundle',
  'client-cert',
  'client-key',
  'signing-algorithm',
  'debug',
  'log-file',
  'quiet',
  'no-color',
] as const

/** A hand-written command with what the settings say. */
export interface OpenCommand extends Setup {
  readonly runtime: Runtime
  readonly warn: (message: string) => void
}

/**
 * Reads the profile and the settings for a hand-written command.
 * @throws {UsageError | ConfigError | FileError} as for operations.
 */
export const openCommand = (runtime: Runtime, flags: Flags): OpenCommand => {
  const tell = warn(runtime, flags.get('quiet') === true)
  const profile = loadProfile({flags, surroundings: runtime, warn: tell})
  const settings = resolveSettings({flags, env: runtime.env, profile})
  if (settings.provenance('output').origin === 'profile') runtime.errorOutput.profile = settings.get('output')
  return {runtime, profile, settings, warn: tell}
}
