import {NetworkError, type NetworkFailure} from '../errors/network-error.js'
import {followSteps} from './follow-steps.js'
import {type HttpRequest, type HttpResponse, type Middleware} from './types.js'

export type LogLevel = 'INFO' | 'ERROR'

export interface AccessLogOptions {
  /** Takes one line's message; it throws nothing. */
  readonly write: (level: LogLevel, message: string) => void
  readonly mask: {
    /** What of the request's target is shown. */
    readonly target: (request: HttpRequest) => string
    /** Answers one line. */
    readonly text: (text: string) => string
  }
  /** Milliseconds since some moment, with fractions; never set back. */
  readonly clock: () => number
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0')

/** As Python writes a duration: `0:00:01.234567`. */
export const formatElapsed = (milliseconds: number): string => {
  const all = Math.max(0, Math.round(milliseconds * 1000))
  const seconds = Math.floor(all / 1_000_000)
  const time = [Math.floor(seconds / 3600), pad(Math.floor(seconds / 60) % 60, 2), pad(seconds % 60, 2)].join(':')
  return `${time}.${pad(all % 1_000_000, 6)}`
}

/** What the server said, else what came; -1 where that is not known and is not waited for (spec §9.5). */
const lengthOf = ({headers, bytes}: HttpResponse): string =>
  headers['content-length'] ?? String(headers['content-type']?.endsWith('octet-stream') ? -1 : (bytes?.length ?? -1))

/** The SDK's names for a call without an answer (spec §8.3). */
const sdkName = (failure: NetworkFailure | undefined): string => {
  if (failure === 'dns-unknown') return 'HostUnreachableException'
  return failure === 'tls' ? 'SslHandShakeException' : 'ConnectionException'
}

/**
 * Writes what the SDK's access log says of each request (spec §9.5): `"<METHOD> <URL>" <status> <length> <elapsed>
 * <request id>`, or why no answer came; secrets in the URL masked, bodies never. Stands inside signing: every try has its
 * line.
 */
export const logAccess =
  ({write, mask, clock}: AccessLogOptions): Middleware =>
  (next) =>
  async (request, options) => {
    let start = clock()
    let answered: number | undefined
    const {method, scheme, host} = request
    const call = `"${method} ${scheme}://${host}${mask.target(request)}"`
    try {
      const response = await next(
        request,
        followSteps(options, (step) => {
          // What was loaded before the first request is not the server's time.
          if (step === 'started') start = clock()
          else if (step === 'answered') answered = clock()
        }),
      )
      const elapsed = formatElapsed((answered ?? clock()) - start)
      const requestId = mask.text(response.headers['x-request-id'] ?? '')
      write('INFO', `${call} ${response.status} ${lengthOf(response)} ${elapsed} ${requestId}`)
      return response
    } catch (error) {
      // Whatever else is thrown was found out before anything was sent.
      if (error instanceof NetworkError || options?.signal?.aborted) {
        const failure = error instanceof NetworkError ? error.failure : undefined
        write('ERROR', `${sdkName(failure)} occurred. ${mask.text((error as Error).message)} ${call}`)
      }
      throw error
    }
  }
