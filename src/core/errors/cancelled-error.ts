import {ExitCode} from './exit-code.js'
import {HwcError} from './hwc-error.js'

/** The user ended a prompt: nothing was changed. */
export class CancelledError extends HwcError {
  readonly kind = 'cancelled'
  readonly exitCode = ExitCode.Interrupted

  constructor() {
    super('Cancelled: nothing was changed.')
  }
}
