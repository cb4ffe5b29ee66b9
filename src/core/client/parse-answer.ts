import {type Operation} from '../catalog/types.js'
import {readBody} from '../http/read-body.js'
import {type Headers, type HttpResponse} from '../http/types.js'
import {type Value} from '../values/value.js'
import {fillFromHeaders, type HeaderFields, headerFields} from './fill-from-headers.js'
import {fitLists} from './fit-lists.js'
import {readValue} from './read-value.js'
import {isErrorStatus, type ServiceErrorOptions, toServiceError} from './service-error.js'

/** What a service answered. */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Headers
  /** The data; undefined where the answer has none. A text that is no data is a string. */
  readonly value: Value | undefined
  /** Whether the body was no data and `value` is its text. */
  readonly isText: boolean
  /** Sentences for people. */
  readonly warnings: readonly string[]
}

export interface ParseOptions extends ServiceErrorOptions {
  /** What the catalogue says of the answer: which fields its headers fill, and where XML means a list. */
  readonly fields?: HeaderFields | undefined
  /** The request's method. */
  readonly method?: Operation['method'] | undefined
}

/** What is to be told of an answer that is no error: its notes, and where it is a redirection that is not followed. */
export const answerWarnings = ({
  status,
  headers,
  notes = [],
}: Pick<HttpResponse, 'status' | 'headers' | 'notes'>): readonly string[] => {
  if (status < 300 || status >= 400 || status === 304) return notes
  const location = headers['location']
  // What stands in a query or before a host may be secret.
  const target = location === undefined ? '' : ` to ${location.replace(/\?.*$/s, '?…').replace(/\/\/[^/]*@/, '//')}`
  return [...notes, `The service answered with a redirection (${status})${target}, which is not followed.`]
}

/**
 * Reads an answer: JSON, XML and BSON losslessly as data, else its text; nothing where the body is empty, but for the
 * declared headers of a HEAD (spec §7, design §7).
 * @throws {ServiceError} for the statuses 400–599.
 * @throws {NetworkError} where the body breaks off.
 */
export const parseAnswer = async (response: HttpResponse, options: ParseOptions): Promise<Answer> => {
  const {status, headers} = response
  if (isErrorStatus(status)) throw await toServiceError(response, options)
  const warnings = answerWarnings(response)
  const bytes = await readBody(response)
  const {fields} = options
  const fromHeaders = fields ? headerFields(headers, fields) : new Map<string, Value>()
  if (bytes.length === 0) {
    const value = options.method === 'HEAD' && fromHeaders.size > 0 ? fromHeaders : undefined
    return {status, headers, value, isText: false, warnings}
  }
  const {value, form} = await readValue(bytes, headers['content-type'])
  if (form === 'text') return {status, headers, value, isText: true, warnings}
  const data = form === 'xml' && fields ? fitLists(value, {ref: fields.operation.response}, fields.schema) : value
  return {status, headers, value: fillFromHeaders(data, fromHeaders), isText: false, warnings}
}
