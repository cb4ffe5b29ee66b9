import {NetworkError} from '../errors/network-error.js'
import {
  backOff,
  isIdempotent,
  isRepeatable,
  isUnclear,
  leadsToNextEndpoint,
  longestRetryAfter,
  type Outcome,
} from './retry-policy.js'
import {retryAfterSeconds} from './retry-after.js'
import {type HttpRequest, type HttpResponse, type Middleware, type SendOptions, type Transport} from './types.js'

export interface RetryOptions {
  /** How often a failed call is tried again; 0: never. */
  readonly retries: number
  /** In [0, 1). */
  readonly random: () => number
  /** Ends early when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly now: () => Date
  /** When the whole command must be over: nothing is waited for beyond that. */
  readonly totalDeadline?: Date | undefined
  /** Answers false once the process was told to end: no try is started any more. */
  readonly mayRetry?: (() => boolean) | undefined
  /** Is told of every pause, in one sentence. */
  readonly notify?: ((message: string) => void) | undefined
}

const noTimeLeft = '--total-timeout leaves no time for another try.'

/** Frees the connection of an answer that nobody will read. */
const discard = ({body}: HttpResponse): void => {
  body.on('error', () => undefined)
  body.resume()
}

const attempt = async (next: Transport, request: HttpRequest, options?: SendOptions): Promise<Outcome> => {
  try {
    return {response: await next(request, options)}
  } catch (error) {
    return {error}
  }
}

const describe = (outcome: Outcome): string =>
  'response' in outcome
    ? `The service answered ${outcome.response.status}`
    : (outcome.error as Error).message.replace(/\.$/, '')

/** The answer or the error at the end, with what is to be said of it. */
const conclude = (outcome: Outcome, notes: readonly string[]): HttpResponse => {
  if ('response' in outcome) {
    const {response} = outcome
    return notes.length === 0 ? response : {...response, notes: [...(response.notes ?? []), ...notes]}
  }
  const {error} = outcome
  if (notes.length === 0 || !(error instanceof NetworkError)) throw error
  const {message, failure, maybeSent, hint, cause} = error
  const hints = [hint, ...notes].filter((text) => text !== undefined)
  throw new NetworkError(message, {failure, maybeSent, hint: hints.join('\n'), cause})
}

interface Tried {
  readonly tries: number
  /** Whether one before the last may have been carried out. */
  readonly wasUnclear: boolean
  readonly repeatWith: string | undefined
}

/** What is to be said of a call that is not safe to repeat and may have been carried out. */
export const unclearNote = (repeatWith: string | undefined): string =>
  `The call may have been carried out: ${repeatWith === undefined ? 'look before you repeat it' : `repeat it with ${repeatWith}`}.`

const lastNotes = (
  {method}: HttpRequest,
  outcome: Outcome,
  {tries, wasUnclear, repeatWith}: Tried,
): readonly string[] => {
  const notes: string[] = []
  if ('response' in outcome && outcome.response.status < 400 && outcome.response.status !== 304) return notes
  const isMissing = 'response' in outcome && outcome.response.status === 404
  if (method.toUpperCase() === 'DELETE' && isMissing && wasUnclear) {
    notes.push('An earlier try of this call got no clear answer: it probably did the deletion.')
  } else if (tries > 1) notes.push(`It was tried ${tries} times.`)
  if (!isIdempotent(method) && !('response' in outcome) && (isUnclear(outcome) || wasUnclear)) {
    notes.push(unclearNote(repeatWith))
  }
  return notes
}

/**
 * Tries a failed call again as long as that is safe (design §7): exponential pauses with full jitter, a Retry-After of up
 * to a minute obeyed. What stands further in sees every try: a signature is made afresh.
 */
export const retry =
  (options: RetryOptions): Middleware =>
  (next) =>
  async (request, sendOptions) => {
    const {retries, random, sleep, now, totalDeadline, mayRetry = () => true, notify = () => undefined} = options
    const isSafe = isIdempotent(request.method) || sendOptions?.repeatWith !== undefined
    const signal = sendOptions?.signal
    let wasUnclear = false
    for (let tries = 1; ; tries += 1) {
      const outcome = await attempt(next, request, sendOptions)
      // Of what succeeds at once, as most calls do, there is nothing to say.
      if (tries === 1 && 'response' in outcome && outcome.response.status < 300) return outcome.response
      const end = (...notes: string[]): HttpResponse =>
        conclude(outcome, [
          ...lastNotes(request, outcome, {tries, wasUnclear, repeatWith: sendOptions?.repeatWith}),
          ...notes,
        ])
      if (sendOptions?.hasAlternative && 'error' in outcome && leadsToNextEndpoint(outcome.error)) return end()
      if (tries > retries || !isRepeatable(outcome, isSafe) || !mayRetry() || signal?.aborted) return end()

      const header = 'response' in outcome ? outcome.response.headers['retry-after'] : undefined
      const asked = retryAfterSeconds(header, now())
      if (asked !== undefined && asked > longestRetryAfter) {
        return end(
          `The service asks to wait ${Math.ceil(asked)} s before the next try; hwc waits for ${longestRetryAfter} s at most.`,
        )
      }
      const pause = asked === undefined ? backOff(tries, random) : Math.ceil(asked * 1000)
      if (totalDeadline && now().getTime() + pause >= totalDeadline.getTime()) {
        return end(noTimeLeft)
      }
      const seconds = (pause / 1000).toFixed(1)
      notify(`${describe(outcome)}; trying again in ${seconds} s (try ${tries + 1} of ${retries + 1}).`)
      await sleep(pause, signal)
      if (signal?.reason instanceof NetworkError) return end(noTimeLeft)
      if (!mayRetry() || signal?.aborted) return end()
      if ('response' in outcome) discard(outcome.response)
      wasUnclear ||= isUnclear(outcome)
    }
  }
