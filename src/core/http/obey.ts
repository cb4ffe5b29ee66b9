import {type Exchange} from './exchange.js'

/** One listener a signal ends all its requests: a thousand calls would else add and remove a thousand. */
const exchangesOf = new WeakMap<AbortSignal, Set<Exchange>>()

const follow = (signal: AbortSignal): Set<Exchange> => {
  const exchanges = new Set<Exchange>()
  const end = (): void => {
    const reason = signal.reason instanceof Error ? signal.reason : new Error('The call was stopped.')
    for (const exchange of exchanges) exchange.fail(reason)
  }
  signal.addEventListener('abort', end, {once: true})
  exchangesOf.set(signal, exchanges)
  return exchanges
}

/** Ends the request when the signal says so, until what this answers is called. */
export const obey = (signal: AbortSignal | undefined, exchange: Exchange): (() => void) => {
  if (!signal) return () => undefined
  const exchanges = exchangesOf.get(signal) ?? follow(signal)
  exchanges.add(exchange)
  return () => {
    exchanges.delete(exchange)
  }
}
