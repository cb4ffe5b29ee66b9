import {type ErrorFormat} from '../catalog/types.js'
import {compactJson, formatJson} from '../values/format-json.js'
import {isValueMap, NumberText, type Value, type ValueMap} from '../values/value.js'

/** What a service's error says of itself. */
export interface ErrorDetails {
  readonly code?: Value | undefined
  readonly message?: Value | undefined
  readonly encodedAuthorizationMessage?: Value | undefined
  /** Where the body names it; a header is asked first. */
  readonly requestId?: Value | undefined
}

const pairs = [
  ['error_code', 'error_msg'],
  ['errorCode', 'errorMsg'],
  ['code', 'message'],
] as const

/**
 * The first pair of code and message at a level ends the search there, else all objects below are searched and the last
 * find counts; lists are not entered (spec §8.2).
 */
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

/** A value as people read it: a text as it is, all else as JSON. */
export const toErrorText = (value: Value): string =>
  typeof value === 'string' ? value : formatJson(value, compactJson)

const firstOf = (map: ValueMap, ...names: readonly string[]): Value =>
  names.map((name) => map.get(name) ?? null).find((value) => value !== null) ?? null

/** One level, each name by itself, and `message` added to what another name says (spec §8.2, on CCE). */
const readFlat = (map: ValueMap): ErrorDetails => {
  const first = firstOf(map, 'error_msg', 'errorMessage')
  const more = firstOf(map, 'message')
  const isSame = more === null || (first !== null && toErrorText(first) === toErrorText(more))
  return {
    code: firstOf(map, 'error_code', 'errorCode'),
    message: isSame ? first : first === null ? more : `${toErrorText(first)}, ${toErrorText(more)}`,
    encodedAuthorizationMessage: map.get('encoded_authorization_message'),
  }
}

/** `<Error><Code/><Message/><RequestId/></Error>`. */
const readElements = (map: ValueMap): ErrorDetails => ({
  code: map.get('Code'),
  message: map.get('Message'),
  requestId: map.get('RequestId'),
})

const readers: Readonly<Record<ErrorFormat, (map: ValueMap) => ErrorDetails>> = {flat: readFlat, xml: readElements}

/** Finds code and message in the body of an error, in the shapes of all services or in that of this one. */
export const extractError = (body: Value, format?: ErrorFormat): ErrorDetails => {
  if (!isValueMap(body)) return {}
  return (format === undefined ? search : readers[format])(body)
}

/** Whether Python's truth test, by which the SDK takes a code or message for missing, fails. */
export const isFalsy = (value: Value | undefined): boolean => {
  if (value === undefined || value === null || value === false || value === '') return true
  if (value instanceof NumberText) return Number(value.text) === 0
  if (isValueMap(value)) return value.size === 0
  return Array.isArray(value) && value.length === 0
}
