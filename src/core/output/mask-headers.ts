import {isSensitiveName} from './is-sensitive-name.js'
import {mask} from './mask-value.js'
import {maskAuthorization, maskText} from './mask-text.js'

const secretHeaders = new Set(['cookie', 'set-cookie', 'proxy-authorization'])

/** One header with its value masked, if it is secret: `Authorization` keeps what is not. */
export const maskHeader = (name: string, text: string): string => {
  const lower = name.toLowerCase()
  if (lower === 'authorization') return maskAuthorization(text)
  return secretHeaders.has(lower) || isSensitiveName(lower) ? mask : maskText(text)
}

/** Headers with tokens, signatures and cookies masked; names and order stay. */
export const maskedHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, maskHeader(name, text)]))
