import {type ExitCode} from './exit-code.js'
import {HwcError} from './hwc-error.js'

/** A signal ended what was in flight. */
export class InterruptedError extends HwcError {
  readonly kind = 'interrupted'

  constructor(readonly exitCode: ExitCode) {
    super('Interrupted: what was in flight was given up.', {hint: 'The service may have carried it out.'})
  }
}
