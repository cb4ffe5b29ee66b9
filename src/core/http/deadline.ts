import {NetworkError} from '../errors/network-error.js'

export interface Deadline {
  /** Aborts when the time is up, or when the signal it was made from does. */
  readonly signal: AbortSignal
  /** Ends the clock: without it the process would wait for it. */
  readonly stop: () => void
}

/** The time-out of a whole command, retries included, in seconds; its reason is a NetworkError that says so. */
export const createDeadline = (seconds: number, signal?: AbortSignal): Deadline => {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    controller.abort(
      new NetworkError(`The command was not done within ${seconds} s.`, {
        failure: 'total-timeout',
        maybeSent: true,
        hint: '--total-timeout gives it more time.',
      }),
    )
  }, seconds * 1000)
  const forward = (): void => {
    controller.abort(signal?.reason)
  }
  if (signal?.aborted) forward()
  signal?.addEventListener('abort', forward, {once: true})
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', forward)
    },
  }
}
