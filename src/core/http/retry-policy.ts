import {NetworkError, type NetworkFailure} from '../errors/network-error.js'
import {type HttpResponse} from './types.js'

/** How a try ended: with an answer or without one. */
export type Outcome = {readonly response: HttpResponse} | {readonly error: unknown}

/** Methods whose repetition changes nothing (RFC 9110 §9.2.2). */
const idempotentMethods = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])

/** Failures that another try meets again: nobody there, nobody to trust, nobody let through, no time left. */
const lastingFailures = new Set<NetworkFailure>(['dns-unknown', 'tls', 'proxy', 'total-timeout'])

/** Failures after which the region's next endpoint is tried (spec §4.4, and a refused connection). */
const failuresOfEndpoints = new Set<NetworkFailure>(['dns-unknown', 'tls', 'refused'])

/** Whether another endpoint of the region may do better; nothing of the request was sent. */
export const leadsToNextEndpoint = (error: unknown): boolean =>
  error instanceof NetworkError && failuresOfEndpoints.has(error.failure)

/** First pause in milliseconds, doubled with each try, and the longest one. */
const firstPause = 500
const longestPause = 20_000

/** The longest Retry-After that is waited for, in seconds (design §7). */
export const longestRetryAfter = 60

export const isIdempotent = (method: string): boolean => idempotentMethods.has(method.toUpperCase())

/** Whether the server may have done what it was asked although nobody said so. */
export const isUnclear = (outcome: Outcome): boolean =>
  'response' in outcome
    ? outcome.response.status >= 500
    : outcome.error instanceof NetworkError && outcome.error.maybeSent

/**
 * Whether a call that ended like this may be tried again (design §7): any on a 429; one that is safe to repeat on every
 * 5xx and connection failure; another only if no byte was written, or where a 503 names a time for the next try.
 */
export const isRepeatable = (outcome: Outcome, isSafe: boolean): boolean => {
  if ('response' in outcome) {
    const {status, headers} = outcome.response
    if (status === 429) return true
    if (status < 500 || status > 599) return false
    return isSafe || (status === 503 && headers['retry-after'] !== undefined)
  }
  const {error} = outcome
  if (!(error instanceof NetworkError) || lastingFailures.has(error.failure)) return false
  return isSafe || !error.maybeSent
}

/** The pause before the next try, in milliseconds: exponential with full jitter. `tries` are those made, from 1. */
export const backOff = (tries: number, random: () => number): number =>
  Math.round(random() * Math.min(longestPause, firstPause * 2 ** (tries - 1)))
