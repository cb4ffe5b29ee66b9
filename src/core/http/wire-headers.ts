import {findHeader} from './headers.js'
import {type Headers, type HttpRequest} from './types.js'

/** What the SDK's HTTP library puts before everything else (spec §1). */
const first: readonly (readonly [string, string])[] = [
  ['User-Agent', 'hwc'],
  ['Accept-Encoding', 'gzip, deflate'],
  ['Accept', '*/*'],
  ['Connection', 'keep-alive'],
]

/** Methods that say nothing of a body which is not there. */
const bodyless = new Set(['GET', 'HEAD'])

/** The value as the HTTP module wants it: one character for each byte of its UTF-8 form. */
const toBytes = (value: string): string =>
  /^[\0-\x7f]*$/.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1')

const contentLength = ({method, body}: HttpRequest): string | undefined => {
  if (body !== undefined) return String(body.length)
  return bodyless.has(method.toUpperCase()) ? undefined : '0'
}

/**
 * The headers in the order in which they go out, one spelling each: where a name has two, the first one's place with
 * the last one's spelling and value, as the SDK sends them. Content-Length comes last.
 */
export const wireHeaders = (request: HttpRequest): Headers => {
  const headers = new Map<string, readonly [string, string]>()
  const put = (name: string, value: string): void => {
    headers.set(name.toLowerCase(), [name, toBytes(value)])
  }
  // A signed request names its host; every other needs it too (RFC 9112 §3.2), where the SDK's HTTP library puts it.
  if (findHeader(request.headers, 'Host') === undefined) put('Host', request.host)
  for (const [name, value] of first) put(name, value)
  for (const name of Object.keys(request.headers)) put(name, request.headers[name] ?? '')
  const length = contentLength(request)
  if (length !== undefined && !headers.has('content-length')) put('Content-Length', length)
  return Object.fromEntries(headers.values())
}
