import {ExitCode} from './exit-code.js'
import {HwcError} from './hwc-error.js'

/** Some of many calls failed, or were not made any more. */
export class PartialError extends HwcError {
  readonly kind = 'partial'
  readonly exitCode = ExitCode.Partial
}
