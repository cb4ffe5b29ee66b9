import {type ServiceError} from '../errors/service-error.js'
import {type HttpRequest, type HttpResponse} from '../http/types.js'
import {type Keys} from './types.js'

/** Time-outs of one request, in seconds; where there are none, the command's own. */
export interface Limits {
  readonly connectTimeout: number
  readonly readTimeout: number
}

/** How credentials reach IAM, STS and the machine's own services. */
export interface Outreach {
  /** Signs where keys are given, and sends, to the metadata address never by a proxy; answers with whatever status came back. */
  readonly send: (request: HttpRequest, keys?: Keys, limits?: Limits) => Promise<HttpResponse>
  /** Reads an answer of 400 or more (spec §8.2). */
  readonly readError: (response: HttpResponse) => Promise<ServiceError>
  /** The generated text without a prefix (spec §5.3). */
  readonly userAgent: string
}
