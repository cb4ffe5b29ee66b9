import {isValueMap, type Value, type ValueMap} from '../../../src/core/values/value.js'
import {plain} from '../../support/read-line.js'
import {type Echo} from './expected-echo.js'

/** Which operation the sandbox took a request for, and what it understood of it. */
export interface ReceivedEcho {
  readonly service: Value | undefined
  readonly version: Value | undefined
  readonly command: Value | undefined
  readonly echo: Echo
  /** The form of the Authorization header is right. */
  readonly isSigned: boolean
}

const mapOf = (value: Value | undefined, what: string): ValueMap => {
  if (isValueMap(value)) return value
  throw new Error(`The echo has no ${what}`)
}

const textsOf = (value: Value): string[] => (Array.isArray(value) ? value : [value]).map(String)

const part = (value: Value): unknown => {
  if (!isValueMap(value)) return value
  return Object.fromEntries(value)
}

const formOf = (form: ValueMap): unknown =>
  Array.from(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly Value[]) : [value]).map((entry) => [name, part(entry)]),
  )

const bodyOf = (echo: ValueMap): unknown => {
  const [form, bytes, body] = ['form', 'bytes', 'body'].map((key) => echo.get(key))
  if (form !== undefined) return {form: formOf(mapOf(form, 'form'))}
  if (bytes !== undefined) return {bytes}
  return body === undefined ? undefined : {json: plain(body)}
}

/** Headers that tell how a request came, not what was typed, and the boundary, which is random. */
const headersOf = (headers: ValueMap): Record<string, string> =>
  Object.fromEntries(
    Array.from(headers, ([name, value]): [string, string] => [name, String(value)])
      .filter(([name]) => !['authorization', 'content-length', 'x-hwc-sandbox-echo'].includes(name))
      .map(([name, value]) => [name, name === 'content-type' ? value.replace(/; boundary=\w+$/, '') : value]),
  )

const signature = /^SDK-HMAC-SHA256 Access=[A-Z\d]+, SignedHeaders=[\w;-]+, Signature=[\da-f]{64}$/

/** Reads what the sandbox echoed. @throws {Error} for anything that is no echo. */
export const receivedEcho = (answer: Value | undefined): ReceivedEcho => {
  const echo = mapOf(answer, 'object')
  const headers = mapOf(echo.get('headers'), 'headers')
  return {
    service: echo.get('service'),
    version: echo.get('version'),
    command: echo.get('operation'),
    isSigned: signature.test(String(headers.get('authorization'))),
    echo: {
      path: Array.from(mapOf(echo.get('path'), 'path').values()),
      query: Array.from(mapOf(echo.get('query'), 'query'), ([name, value]) => [name, textsOf(value)]),
      headers: headersOf(headers),
      body: bodyOf(echo),
    },
  }
}
