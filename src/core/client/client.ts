import {NetworkError, type NetworkFailure} from '../errors/network-error.js'
import {checkRequest} from '../http/check-request.js'
import {type HttpRequest, type HttpResponse, type SendOptions, type Transport} from '../http/types.js'

/** Makes the request for one of a region's endpoints. */
export type BuildRequest<E> = (endpoint: E) => HttpRequest | Promise<HttpRequest>

/** Sends a request to the endpoint that works. @throws {NetworkError} where none does. */
export type Caller<E> = (build: BuildRequest<E>, options?: SendOptions) => Promise<HttpResponse>

/** Failures after which the region's next endpoint is tried (spec §4.4). */
const failsOver = new Set<NetworkFailure>(['dns-unknown', 'tls'])

const joinFailures = (failures: readonly NetworkError[]): NetworkError => {
  const [first] = failures
  if (failures.length === 1 && first) return first
  const message = failures.map((error) => error.message.replace(/\.$/, '')).join('; ')
  return new NetworkError(`${message}.`, {
    failure: failures.at(-1)?.failure ?? 'other',
    maybeSent: failures.some(({maybeSent}) => maybeSent),
    hint: first?.hint,
    cause: failures,
  })
}

/**
 * Calls through a region's endpoints in their order: an unknown host or a failed TLS handshake leads to the next one, for
 * which the request is built and signed anew. Later calls start where one succeeded; after the last endpoint the first
 * is next again (spec §4.4).
 */
export const createCaller = <E>({
  endpoints,
  send,
}: {
  readonly endpoints: readonly E[]
  readonly send: Transport
}): Caller<E> => {
  let current = 0
  return async (build, options) => {
    const failures: NetworkError[] = []
    for (const endpoint of endpoints.slice(current)) {
      const request = await build(endpoint)
      checkRequest(request)
      try {
        return await send(request, options)
      } catch (error) {
        if (!(error instanceof NetworkError) || !failsOver.has(error.failure)) throw error
        failures.push(error)
        current += 1
      }
    }
    current = 0
    throw joinFailures(failures)
  }
}

/** One call through a region's endpoints, as `createCaller` makes them. */
export const callOperation = async <E>({
  endpoints,
  build,
  send,
  signal,
}: {
  readonly endpoints: readonly E[]
  readonly build: BuildRequest<E>
  readonly send: Transport
  readonly signal?: AbortSignal | undefined
}): Promise<HttpResponse> => createCaller({endpoints, send})(build, {signal})
