import {ServiceError} from '../errors/service-error.js'
import {readBody} from '../http/read-body.js'
import {type Headers, type HttpResponse} from '../http/types.js'
import {compactJson, formatJson} from '../values/format-json.js'
import {type Value} from '../values/value.js'
import {decodeText} from './decode-text.js'
import {extractError, isFalsy} from './extract-error.js'

export interface ServiceErrorOptions {
  /** Our own time, to compare with the server's. */
  readonly now: Date
  /** Masks what looks like a secret in a body that nobody understands. */
  readonly maskText?: ((text: string) => string) | undefined
}

/** How much of a body that nobody understands is shown, in bytes (design §8). */
const shownBytes = 1024

const textOf = (value: Value): string => (typeof value === 'string' ? value : formatJson(value, compactJson))

const cut = (text: string): string => {
  const bytes = Buffer.from(text)
  if (bytes.length <= shownBytes) return text
  // A character that the cut halves ends as U+FFFD.
  return `${bytes
    .subarray(0, shownBytes)
    .toString()
    .replace(/\uFFFD$/, '')}…`
}

/** How far our clock is from the server's, where that may be why a signature is refused (design §8). */
const clockHint = (status: number, headers: Headers, now: Date): string | undefined => {
  if (status !== 401 && status !== 403) return undefined
  const server = Date.parse(headers['date'] ?? '')
  const minutes = Math.round((now.getTime() - server) / 60_000)
  if (!(Math.abs(now.getTime() - server) > 5 * 60_000)) return undefined
  return `This machine's clock is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead of' : 'behind'} the service's: set it right.`
}

/** The error that an answer with status 400–599 means, its body read (spec §8.2). */
export const toServiceError = async (
  response: HttpResponse,
  {now, maskText = (text) => text}: ServiceErrorOptions,
): Promise<ServiceError> => {
  const {status, headers, notes = []} = response
  const body = decodeText(await readBody(response), headers['content-type'])
  const {code, message, encodedAuthorizationMessage: encoded} = extractError(body)
  const text =
    message === undefined || isFalsy(message)
      ? cut(maskText(body)) || `The service answered ${status} without a message.`
      : textOf(message)
  const hints = [clockHint(status, headers, now), ...notes].filter((hint) => hint !== undefined)
  return new ServiceError(text, {
    status,
    code: code === undefined || isFalsy(code) ? String(status) : textOf(code),
    requestId: headers['x-request-id'],
    encodedAuthorizationMessage: encoded === undefined || encoded === null ? undefined : textOf(encoded),
    hint: hints.length > 0 ? hints.join('\n') : undefined,
  })
}

/** Whether an answer is an error: 400–599; what is above is a success for the SDK (spec §7). */
export const isErrorStatus = (status: number): boolean => status >= 400 && status < 600
