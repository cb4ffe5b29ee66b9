import {readBody} from '../http/read-body.js'
import {type Headers, type HttpResponse} from '../http/types.js'
import {parseJson} from '../values/parse-json.js'
import {type Value} from '../values/value.js'
import {decodeText} from './decode-text.js'
import {fillFromHeaders, type HeaderFields, headerFields} from './fill-from-headers.js'
import {isErrorStatus, type ServiceErrorOptions, toServiceError} from './service-error.js'

/** What a service answered. */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Headers
  /** The data; undefined where the answer has none. A text that is no JSON is a string. */
  readonly value: Value | undefined
  /** Whether the body was no JSON and `value` is its text. */
  readonly isText: boolean
  /** Sentences for people. */
  readonly warnings: readonly string[]
}

export interface ParseOptions extends ServiceErrorOptions {
  /** Fills fields from headers as the catalogue says. */
  readonly fields?: HeaderFields | undefined
  /** The request's method. */
  readonly method?: string | undefined
}

const warningsOf = ({status, headers, notes = []}: HttpResponse): readonly string[] => {
  if (status < 300 || status >= 400 || status === 304) return notes
  const location = headers['location']
  const target = location === undefined ? '' : ` to ${location}`
  return [...notes, `The service answered with a redirection (${status})${target}, which is not followed.`]
}

const parseText = (text: string): Pick<Answer, 'value' | 'isText'> => {
  try {
    return {value: parseJson(text.replace(/^\uFEFF/, '')), isText: false}
  } catch {
    return {value: text, isText: true}
  }
}

/**
 * Reads an answer: JSON losslessly, whatever its content type says, else its text; nothing where the body is empty, but
 * for the declared headers of a HEAD (spec §7, design §7).
 * @throws {ServiceError} for the statuses 400–599.
 * @throws {NetworkError} where the body breaks off.
 */
export const parseAnswer = async (response: HttpResponse, options: ParseOptions): Promise<Answer> => {
  const {status, headers} = response
  if (isErrorStatus(status)) throw await toServiceError(response, options)
  const warnings = warningsOf(response)
  const bytes = await readBody(response)
  const fields = options.fields ? headerFields(headers, options.fields) : new Map<string, Value>()
  if (bytes.length === 0) {
    const value = options.method === 'HEAD' && fields.size > 0 ? fields : undefined
    return {status, headers, value, isText: false, warnings}
  }
  const {value, isText} = parseText(decodeText(bytes, headers['content-type']))
  return {
    status,
    headers,
    value: isText || value === undefined ? value : fillFromHeaders(value, fields),
    isText,
    warnings,
  }
}
