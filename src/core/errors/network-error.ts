import {ExitCode} from './exit-code.js'
import {HwcError, type HwcErrorOptions} from './hwc-error.js'

/** Why no answer came; `dns-unknown` and `tls` let the next endpoint of a region be tried (spec §4.4, §8.3). */
export type NetworkFailure =
  | 'dns-unknown'
  | 'dns-temporary'
  | 'refused'
  | 'connect-timeout'
  | 'read-timeout'
  | 'total-timeout'
  | 'reset'
  | 'tls'
  | 'proxy'
  | 'other'

export interface NetworkErrorOptions extends HwcErrorOptions {
  readonly failure: NetworkFailure
  /** `false` if no byte of the request can have reached the server, so that repeating it is safe for every method. */
  readonly maybeSent: boolean
}

/** No answer came: DNS, TLS, connection or time-out. */
export class NetworkError extends HwcError {
  readonly kind = 'network'
  readonly exitCode = ExitCode.Network
  readonly failure: NetworkFailure
  readonly maybeSent: boolean

  constructor(message: string, {failure, maybeSent, ...options}: NetworkErrorOptions) {
    super(message, options)
    this.failure = failure
    this.maybeSent = maybeSent
  }
}
