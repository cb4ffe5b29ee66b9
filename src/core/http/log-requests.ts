import {isUtf8} from 'node:buffer'
import {showControls} from '../values/show-controls.js'
import {followSteps} from './follow-steps.js'
import {
  type Headers,
  type HttpRequest,
  type HttpResponse,
  isStreamBody,
  type Middleware,
  type RequestBody,
  type Step,
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
  /** Hides a request's secrets where its path or an answer quotes them. */
  readonly hideQuoted?: (request: HttpRequest) => (text: string) => string
  /** Milliseconds since some moment, with fractions; never set back. */
  readonly clock: () => number
}

/** As much of a body is shown, in characters. */
const shownLength = 16_384

/** Media types of what is for programs, not for people, whatever its bytes look like. */
const binaryType = /^\s*(?:(?:image|audio|video|font)\/|multipart\/|application\/(?:octet-stream|bson|zip|gzip|pdf)\b)/i

const contentTypeOf = (headers: Headers): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''

/** Masked before it is cut: half a secret would not be known for one. */
const bodyText = (body: RequestBody | undefined, {headers, mask}: {headers: Headers; mask: LogMask}): string => {
  if (body === undefined || body.length === 0) return ''
  const isBinary = isStreamBody(body) || binaryType.test(contentTypeOf(headers)) || !isUtf8(body) || body.includes(0)
  if (isBinary) return `(${body.length} bytes)`
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
  block('>', `${method} ${scheme}://${host}${mask.target(target)}`, {
    headers,
    body: bodyText(body, {headers, mask}),
    mask,
  })

const showResponse = ({status, headers, bytes}: HttpResponse, milliseconds: number, mask: LogMask): string =>
  block('<', `${status} after ${Math.round(milliseconds)} ms`, {
    headers,
    body: bytes === undefined ? '(a stream)' : bodyText(bytes, {headers, mask}),
    mask,
  })

const hiding = (mask: LogMask, hide: (text: string) => string): LogMask => ({
  ...mask,
  header: (name, value) => mask.header(name, hide(value)),
  body: (text) => hide(mask.body(text)),
})

const showTime = (milliseconds: number): string => `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`

/** When each step was reached, in milliseconds. */
type Steps = ReadonlyMap<Step, number>

/** How long the steps to a connection took, when the answer began, and when it was whole: undefined while it is not. */
const showTimings = (steps: Steps, start: number, end: number | undefined): string => {
  const named = steps.get('looked-up')
  const connected = steps.get('connected')
  const secured = steps.get('secured')
  const answered = steps.get('answered')
  const times = [
    steps.has('kept') && 'connection kept',
    named !== undefined && `DNS ${showTime(named - start)}`,
    connected !== undefined && `connect ${showTime(connected - (named ?? start))}`,
    secured !== undefined && `TLS ${showTime(secured - (connected ?? start))}`,
    answered !== undefined && `first byte after ${showTime(answered - start)}`,
    end !== undefined && `total ${showTime(end - start)}`,
  ].filter((text) => text !== false)
  return times.length === 0 ? '' : `* ${times.join(', ')}\n`
}

/**
 * Shows each request and what came of it, with the times that it took, secrets masked. Stands inside signing, to show what
 * is sent.
 */
export const logRequests =
  ({write, mask, hideQuoted, clock}: LogOptions): Middleware =>
  (next) =>
  async (request, options) => {
    const hide = hideQuoted?.(request) ?? ((text: string) => text)
    write(showRequest(request, {...mask, target: (target) => hide(mask.target(target))}))
    const begin = clock()
    const steps = new Map<Step, number>()
    const followed = followSteps(options, (step) => {
      steps.set(step, clock())
    })
    try {
      const response = await next(request, followed)
      const isWhole = response.bytes !== undefined
      const end = clock()
      // What was loaded before the first request is not the server's time.
      const start = steps.get('started') ?? begin
      write(
        showResponse(response, end - start, hiding(mask, hide)) + showTimings(steps, start, isWhole ? end : undefined),
      )
      if (!isWhole) {
        response.body.once('close', () => {
          write(`* the stream ended, total ${showTime(clock() - start)}\n`)
        })
      }
      return response
    } catch (error) {
      const {message} = error as Error
      write(`! ${showControls(mask.body(message))}\n`)
      throw error
    }
  }
