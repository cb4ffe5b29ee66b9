import {type ErrorFormat} from '../catalog/types.js'
import {ServiceError} from '../errors/service-error.js'
import {readBody} from '../http/read-body.js'
import {type Headers, type HttpRequest, type HttpResponse} from '../http/types.js'
import {readJson} from '../values/read-json.js'
import {type Value} from '../values/value.js'
import {decodeText} from './decode-text.js'
import {extractError, isFalsy, toErrorText} from './extract-error.js'
import {mediaTypeOf} from './media-type.js'
import {readValue} from './read-value.js'

export interface ServiceErrorOptions {
  /** Our own time, to compare with the server's. */
  readonly now: Date
  /** Masks what looks like a secret in a body that nobody understands. */
  readonly maskText?: ((text: string) => string) | undefined
  /** Takes the secrets of the request out of whatever the answer says: services quote what they were sent. */
  readonly hideSecrets?: ((text: string, sent: HttpRequest | undefined) => string) | undefined
  /** How the service writes its errors, where the catalogue says so. */
  readonly errorFormat?: ErrorFormat | undefined
}

/** How much of a body that nobody understands is shown, in bytes (design §8). */
const shownBytes = 1024

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

/** Python takes NaN and Infinity for JSON, and so do services (vector `json-nan`). */
const withoutNaN = (text: string): string =>
  text.replaceAll(/("(?:[^"\\]|\\.)*")|-?\bInfinity\b|\bNaN\b/g, (_, quoted?: string) => quoted ?? 'null')

/** An error's body as data; as text where it is none, or is XML of a service that the catalogue says nothing of. */
const readError = async (
  bytes: Uint8Array,
  {
    contentType = '',
    errorFormat,
  }: {readonly contentType?: string | undefined; readonly errorFormat?: ErrorFormat | undefined},
): Promise<Value> => {
  if (mediaTypeOf(contentType) === 'application/bson' || errorFormat === 'xml')
    return (await readValue(bytes, contentType)).value
  const text = decodeText(bytes, contentType)
  return readJson(text) ?? readJson(withoutNaN(text)) ?? text
}

/** The error that an answer with status 400–599 means, its body read (spec §8.2). */
export const toServiceError = async (
  response: HttpResponse,
  {now, maskText = (text) => text, hideSecrets = (text) => text, errorFormat}: ServiceErrorOptions,
): Promise<ServiceError> => {
  const {status, headers, notes = [], sent} = response
  const bytes = await readBody(response)
  const contentType = headers['content-type']
  const body = await readError(bytes, {contentType, errorFormat})
  const {code, message, encodedAuthorizationMessage: encoded, requestId} = extractError(body, errorFormat)
  const text =
    message === undefined || isFalsy(message)
      ? cut(maskText(hideSecrets(decodeText(bytes, contentType), sent))) ||
        `The service answered ${status} without a message.`
      : hideSecrets(toErrorText(message), sent)
  const hints = [clockHint(status, headers, now), ...notes].filter((hint) => hint !== undefined)
  return new ServiceError(text, {
    status,
    code: code === undefined || isFalsy(code) ? String(status) : toErrorText(code),
    requestId: headers['x-request-id'] ?? (isFalsy(requestId) ? undefined : toErrorText(requestId ?? null)),
    encodedAuthorizationMessage: encoded === undefined || encoded === null ? undefined : toErrorText(encoded),
    hint: hints.length > 0 ? hints.join('\n') : undefined,
  })
}

/** Whether an answer is an error: 400–599; what is above is a success for the SDK (spec §7). */
export const isErrorStatus = (status: number): boolean => status >= 400 && status < 600
