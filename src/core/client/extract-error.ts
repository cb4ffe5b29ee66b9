import {parseJson} from '../values/parse-json.js'
import {isValueMap, NumberText, type Value, type ValueMap} from '../values/value.js'

/** What a service's error says of itself. */
export interface ErrorDetails {
  readonly code?: Value
  readonly message?: Value
  readonly encodedAuthorizationMessage?: Value
}

const pairs = [
  ['error_code', 'error_msg'],
  ['errorCode', 'errorMsg'],
  ['code', 'message'],
] as const

/** Python takes NaN and Infinity for JSON, and so do services (vector `json-nan`). */
const withoutNaN = (text: string): string =>
  text.replaceAll(/("(?:[^"\\]|\\.)*")|-?\bInfinity\b|\bNaN\b/g, (_, quoted?: string) => quoted ?? 'null')

const parse = (text: string): Value | undefined => {
  for (const candidate of [text, withoutNaN(text)]) {
    try {
      return parseJson(candidate)
    } catch {
      // Not JSON: what to do then is the caller's question.
    }
  }
  return undefined
}

const search = (map: ValueMap): ErrorDetails => {
  const encoded = map.get('encoded_authorization_message')
  const own: ErrorDetails = encoded === undefined ? {} : {encodedAuthorizationMessage: encoded}
  for (const [codeName, messageName] of pairs) {
    const code = map.get(codeName)
    const message = map.get(messageName)
    if (code !== undefined && message !== undefined) return {...own, code, message}
  }
  return Array.from(map.values())
    .filter(isValueMap)
    .reduce<ErrorDetails>((found, inner) => ({...found, ...search(inner)}), own)
}

/**
 * Finds code and message in the body of an error: the first pair at a level ends the search there, else all objects
 * below are searched and the last find counts; lists are not entered (spec §8.2).
 */
export const extractError = (body: string): ErrorDetails => {
  const value = parse(body)
  return value !== undefined && isValueMap(value) ? search(value) : {}
}

/** Whether Python's truth test, by which the SDK takes a code or message for missing, fails. */
export const isFalsy = (value: Value | undefined): boolean => {
  if (value === undefined || value === null || value === false || value === '') return true
  if (value instanceof NumberText) return Number(value.text) === 0
  if (isValueMap(value)) return value.size === 0
  return Array.isArray(value) && value.length === 0
}
