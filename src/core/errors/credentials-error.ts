import {ExitCode} from './exit-code.js'
import {HwcError} from './hwc-error.js'

/** No usable credentials: none were found, or a source is half set or broken. Names sources, never values. */
export class CredentialsError extends HwcError {
  readonly kind = 'credentials'
  readonly exitCode = ExitCode.Credentials
}
