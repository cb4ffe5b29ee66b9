import {type ExitCode} from './exit-code.js'
import {HwcError} from './hwc-error.js'

/** Checks were made and some found something wrong; what, stands in the data that was shown. */
export class DiagnosisError extends HwcError {
  readonly kind = 'diagnosis'

  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message)
  }
}
