import {ConfigError} from '../core/errors/config-error.js'
import {CredentialsError} from '../core/errors/credentials-error.js'
import {UsageError} from '../core/errors/usage-error.js'

export interface KeepOptions<T> {
  readonly now: () => Date
  /** How long a result is good for, in milliseconds; undefined: for ever. */
  readonly lifetime?: (result: T) => number | undefined
}

/** Another try would end the same way: what the user wrote is wrong, or there are no keys. */
const isLasting = (error: unknown): boolean =>
  error instanceof ConfigError || error instanceof CredentialsError || error instanceof UsageError

/** Keys may come from a million lines: the oldest is forgotten beyond this number. */
const most = 10_000

/**
 * Makes a thing once for each key, however many ask for it at the same time. A failure is kept only where the next try
 * could do no better.
 */
export const keepOnce = <T>({now, lifetime}: KeepOptions<T>): ((key: string, make: () => Promise<T>) => Promise<T>) => {
  const kept = new Map<string, {result: Promise<T>; until: number}>()
  return (key, make) => {
    const known = kept.get(key)
    if (known && (known.until === Infinity || known.until > now().getTime())) return known.result
    if (kept.size >= most) kept.delete(kept.keys().next().value ?? '')
    const entry = {result: make(), until: Infinity}
    kept.set(key, entry)
    entry.result.then(
      (result) => {
        const milliseconds = lifetime?.(result)
        if (milliseconds !== undefined) entry.until = now().getTime() + milliseconds
      },
      (error: unknown) => {
        if (!isLasting(error) && kept.get(key) === entry) kept.delete(key)
      },
    )
    return entry.result
  }
}
