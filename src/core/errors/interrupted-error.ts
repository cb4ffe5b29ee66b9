import {type ExitCode} from './exit-code.js'
import {HwcError} from './hwc-error.js'

/** A signal ended what was in flight, or what came before anything was sent. */
export class InterruptedError extends HwcError {
  readonly kind = 'interrupted'

  constructor(
    readonly exitCode: ExitCode,
    {wasSent = true}: {readonly wasSent?: boolean} = {},
  ) {
    if (wasSent) super('Interrupted: what was in flight was given up.', {hint: 'The service may have carried it out.'})
    else super('Interrupted before anything was sent.')
  }
}
