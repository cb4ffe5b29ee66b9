import {type Exchange} from './exchange.js'

/** Ends the request when the signal says so, until the answer's body is closed. */
export const obey = (signal: AbortSignal | undefined, exchange: Exchange): (() => void) => {
  if (!signal) return () => undefined
  const end = (): void => {
    exchange.fail(signal.reason instanceof Error ? signal.reason : new Error('The call was stopped.'))
  }
  signal.addEventListener('abort', end, {once: true})
  return () => {
    signal.removeEventListener('abort', end)
  }
}
