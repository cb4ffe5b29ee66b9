import {ExitCode} from './exit-code.js'
import {HwcError} from './hwc-error.js'

/** A service answered, but its pages cannot be followed to their end: what came may not be the whole list. */
export class PagingError extends HwcError {
  readonly kind = 'paging'
  readonly exitCode = ExitCode.ServiceFailed
}
