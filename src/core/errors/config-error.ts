import {ExitCode} from './exit-code.js'
import {HwcError} from './hwc-error.js'

/** A profile, a settings file or an environment variable is missing or malformed; the message names which and where. */
export class ConfigError extends HwcError {
  readonly kind = 'config'
  readonly exitCode = ExitCode.Config
}
