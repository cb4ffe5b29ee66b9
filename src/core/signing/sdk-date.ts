const two = (part: number): string => String(part).padStart(2, '0')

/** Not from toISOString: V8 reads the machine's time zone for it, which takes longer than the signature. */
const format = (date: Date): string => {
  const day = `${String(date.getUTCFullYear())}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`
  return `${day}T${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}Z`
}

/** A moment as X-Sdk-Date writes it: UTC, `20240305T060708Z`. */
export const toSdkDate = (date: Date): string => {
  const second = Math.floor(date.getTime() / 1000)
  if (second !== last.second) last = {second, text: format(date)}
  return last.text
}

/** Within a second it is always the same. */
let last = {second: NaN, text: ''}

/** The one that was found good last. */
let good = ''

/** Whether a text is a moment in exactly that form; no such day or hour is none. */
export const isSdkDate = (text: string): boolean => {
  if (text === good) return true
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!parts) return false
  const [, year, month, day, hour, minute, second] = parts
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(date.getTime()) || toSdkDate(date) !== text) return false
  good = text
  return true
}
