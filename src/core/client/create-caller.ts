import {NetworkError} from '../errors/network-error.js'
import {leadsToNextEndpoint} from '../http/retry-policy.js'
import {type HttpRequest, type HttpResponse, type SendOptions, type Transport} from '../http/types.js'

/** Makes the request for one of a region's endpoints, checked to go nowhere else. */
export type BuildRequest<E> = (endpoint: E) => HttpRequest | Promise<HttpRequest>

/** Sends a request to the endpoint that works. @throws {NetworkError} where none does. */
export type Caller<E> = (build: BuildRequest<E>, send: Transport, options?: SendOptions) => Promise<HttpResponse>

const joinFailures = (failures: readonly NetworkError[]): NetworkError => {
  const [first] = failures
  if (failures.length === 1 && first) return first
  const message = Array.from(new Set(failures.map((error) => error.message.replace(/\.$/, '')))).join('; ')
  return new NetworkError(`${message}.`, {
    failure: failures.at(-1)?.failure ?? 'other',
    maybeSent: failures.some(({maybeSent}) => maybeSent),
    hint: first?.hint,
    cause: failures,
  })
}

/**
 * Calls through a region's endpoints in their order: an unknown host, a failed TLS handshake or a refused connection leads
 * to the next one, for which the request is built and signed anew. Later calls start where one succeeded; after the last endpoint the first
 * is next again (spec §4.4).
 */
export const createCaller = <E>(endpoints: readonly E[]): Caller<E> => {
  let current = 0
  return async (build, send, options) => {
    const failures: NetworkError[] = []
    for (let at = current; at < endpoints.length; at += 1) {
      const request = await build(endpoints[at] as E)
      try {
        return await send(request, {...options, hasAlternative: at + 1 < endpoints.length})
      } catch (error) {
        if (!(error instanceof NetworkError) || !leadsToNextEndpoint(error)) throw error
        failures.push(error)
        // Calls that run side by side meet the same failure: each of them moves on from where it stood.
        current = Math.max(current, at + 1)
      }
    }
    current = 0
    throw joinFailures(failures)
  }
}
