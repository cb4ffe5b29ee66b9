import {decodeHeader} from './response-headers.js'

/** The head of an answer of HTTP/1. */
export interface AnswerHead {
  readonly status: number
  /** Names in lower case; repeated ones joined with `, `. */
  readonly headers: ReadonlyMap<string, string>
  /** How the end of the body is known: its length in bytes, or otherwise (RFC 9112 §6.3). */
  readonly length: number | 'chunked' | 'until close'
  /** Seconds for which the server keeps the connection; 0: it closes it, undefined: it does not say. */
  readonly keepFor: number | undefined
}

const namePattern = /^[!#$%&'*+\-.^_`|~\da-z]+$/i
/** What a value cannot hold, since it would be two lines elsewhere. */
const brokenValue = /[\0\r\n]/

const readHeaders = (lines: readonly string[]): ReadonlyMap<string, string> | undefined => {
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon)
    if (colon === -1 || !namePattern.test(name) || brokenValue.test(line)) return undefined
    const key = name.toLowerCase()
    const value = decodeHeader(line.slice(colon + 1).trim())
    const known = headers.get(key)
    headers.set(key, known === undefined ? value : `${known}, ${value}`)
  }
  return headers
}

/** Undefined where the head says two things: who believes the other one would take the rest for another answer. */
const bodyLength = (headers: ReadonlyMap<string, string>): AnswerHead['length'] | undefined => {
  const encoding = headers.get('transfer-encoding')
  const length = headers.get('content-length')
  if (encoding !== undefined) {
    if (length !== undefined) return undefined
    return /(?:^|[,\s])chunked$/i.test(encoding) ? 'chunked' : 'until close'
  }
  if (length === undefined) return 'until close'
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

const keepFor = (version: string, headers: ReadonlyMap<string, string>): number | undefined => {
  const connection = headers.get('connection')?.toLowerCase() ?? ''
  if (connection.includes('close') || (version === '0' && !connection.includes('keep-alive'))) return 0
  const [, seconds] = /^timeout=(\d{1,9})/.exec(headers.get('keep-alive') ?? '') ?? []
  return seconds === undefined ? undefined : Number(seconds)
}

/** Reads the head of an answer, without the empty line at its end; undefined for what is none. */
export const parseAnswerHead = (text: string): AnswerHead | undefined => {
  const [first = '', ...lines] = text.split('\r\n')
  const [, version, status] = /^HTTP\/1\.([01]) (\d{3})(?: [^\0\r\n]*)?$/.exec(first) ?? []
  const headers = readHeaders(lines)
  if (version === undefined || !headers) return undefined
  const length = bodyLength(headers)
  return length === undefined
    ? undefined
    : {status: Number(status), headers, length, keepFor: keepFor(version, headers)}
}
