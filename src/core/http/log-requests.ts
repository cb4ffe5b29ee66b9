import {isUtf8} from 'node:buffer'
import {
  type Headers,
  type HttpRequest,
  type HttpResponse,
  isStreamBody,
  type Middleware,
  type RequestBody,
} from './types.js'

/** What hides secrets in a log. */
export interface LogMask {
  readonly target: (target: string) => string
  readonly header: (name: string, value: string) => string
  readonly body: (text: string) => string
}

export interface LogOptions {
  /** Takes whole lines, each with its line feed. */
  readonly write: (text: string) => void
  readonly mask: LogMask
  readonly now: () => Date
}

/** As much of a body is shown, in characters. */
const shownLength = 16_384

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Control characters shown, not executed (design §8). */
const showControls = (text: string): string =>
  text.replace(controls, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** Masked before it is cut: half a secret would not be known for one. */
const bodyText = (body: RequestBody | undefined, mask: LogMask): string => {
  if (body === undefined || body.length === 0) return ''
  if (isStreamBody(body) || !isUtf8(body) || body.includes(0)) return `(${body.length} bytes)`
  const text = mask.body(Buffer.from(body).toString())
  return text.length > shownLength ? `${text.slice(0, shownLength)}… (${body.length} bytes)` : text
}

const block = (
  sign: string,
  first: string,
  {headers, body, mask}: {headers: Headers; body: string; mask: LogMask},
): string =>
  [
    first,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${mask.header(name, value)}`),
    ...(body === '' ? [] : ['', ...body.split('\n')]),
  ]
    .map((line) => `${sign} ${showControls(line)}`.trimEnd() + '\n')
    .join('')

const showRequest = ({method, scheme, host, target, headers, body}: HttpRequest, mask: LogMask): string =>
  block('>', `${method} ${scheme}://${host}${mask.target(target)}`, {headers, body: bodyText(body, mask), mask})

const showResponse = ({status, headers, bytes}: HttpResponse, milliseconds: number, mask: LogMask): string =>
  block('<', `${status} after ${milliseconds} ms`, {
    headers,
    body: bytes === undefined ? '(a stream)' : bodyText(bytes, mask),
    mask,
  })

/** Shows each request and what came of it, secrets masked. Stands inside signing, to show what is sent. */
export const logRequests =
  ({write, mask, now}: LogOptions): Middleware =>
  (next) =>
  async (request, options) => {
    write(showRequest(request, mask))
    const start = now().getTime()
    try {
      const response = await next(request, options)
      write(showResponse(response, now().getTime() - start, mask))
      return response
    } catch (error) {
      const {message} = error as Error
      write(`! ${showControls(mask.body(message))}\n`)
      throw error
    }
  }
