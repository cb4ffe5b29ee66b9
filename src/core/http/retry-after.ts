/**
 * The seconds that a Retry-After header asks to wait: a number or an HTTP date (RFC 9110 §10.2.3), never less than 0;
 * undefined where there is none or it is neither.
 */
export const retryAfterSeconds = (header: string | undefined, now: Date): number | undefined => {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text)
  // A date has letters; Date.parse would take other numbers for years.
  const time = /[a-z]/i.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(time) ? undefined : Math.max(0, (time - now.getTime()) / 1000)
}
