import {type ExitCode, exitCodeForStatus} from './exit-code.js'
import {HwcError, type HwcErrorOptions} from './hwc-error.js'

export interface ServiceErrorFacts extends HwcErrorOptions {
  /** HTTP status, 400–599. */
  readonly status: number
  /** The service's error code as text; the status as text where the answer had none (spec §8.2). */
  readonly code: string
  readonly requestId?: string | undefined
  readonly encodedAuthorizationMessage?: string | undefined
}

/** The service answered with an error. `message` is the service's own text. */
export class ServiceError extends HwcError {
  readonly kind = 'service'
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly encodedAuthorizationMessage: string | undefined

  constructor(message: string, {status, code, requestId, encodedAuthorizationMessage, ...options}: ServiceErrorFacts) {
    super(message, options)
    this.status = status
    this.code = code
    this.requestId = requestId
    this.encodedAuthorizationMessage = encodedAuthorizationMessage
  }

  get exitCode(): ExitCode {
    return exitCodeForStatus(this.status)
  }
}
