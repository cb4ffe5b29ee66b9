import {type Value} from '../core/values/value.js'
import {type FormPart} from './form-part.js'
import {type XmlElement} from './read-xml.js'

/** A body as it was understood from its own content type, before any operation is known. */
export type ReceivedBody =
  | {readonly kind: 'none'}
  | {readonly kind: 'json'; readonly value: Value}
  | {readonly kind: 'form'; readonly parts: readonly FormPart[]}
  /** What was read of other types: a BSON document or an XML element. */
  | {readonly kind: 'bson'; readonly bytes: Uint8Array; readonly value: Value}
  | {readonly kind: 'xml'; readonly bytes: Uint8Array; readonly root: XmlElement}
  | {readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly why: string}

/** A request as it arrived, decoded. */
export interface ReceivedRequest {
  readonly method: string
  /** Path and query as they stood in the request line. */
  readonly target: string
  /** The raw path. */
  readonly path: string
  /** Decoded pairs in the order that they arrived. */
  readonly query: readonly (readonly [string, string])[]
  /** By lower-case name; of a repeated header the last. */
  readonly headers: ReadonlyMap<string, string>
  /** The base type in lower case without parameters; empty where there is none. */
  readonly contentType: string
  /** The labels in front of the service's name in the host: `bucket` in `bucket.obs.localhost`; empty where there are none. */
  readonly hostPrefix?: string
  readonly body: ReceivedBody
}

/** Decodes percent escapes as the signing rule does: what is no escape stays as it is, bad UTF-8 becomes U+FFFD (spec §11). */
export const unquote = (text: string): string =>
  text.includes('%')
    ? text.replaceAll(/(?:%[\da-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
    : text

/** Splits a raw query into decoded pairs; a plus sign is a plus sign. */
export const parseQuery = (text: string): readonly (readonly [string, string])[] =>
  text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0 ? [unquote(pair), ''] : [unquote(pair.slice(0, equals)), unquote(pair.slice(equals + 1))]
    })

/** Header values travel as bytes: node shows them as Latin-1, the signature means UTF-8. */
export const headersOf = (rawHeaders: readonly string[]): ReadonlyMap<string, string> => {
  const headers = new Map<string, string>()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const value = Buffer.from(rawHeaders[index + 1] ?? '', 'latin1').toString('utf8')
    headers.set((rawHeaders[index] ?? '').toLowerCase(), value)
  }
  return headers
}

export const splitTarget = (target: string): {readonly path: string; readonly query: string} => {
  const mark = target.indexOf('?')
  return mark < 0 ? {path: target, query: ''} : {path: target.slice(0, mark), query: target.slice(mark + 1)}
}

/** `Application/JSON; charset=utf-8` → `application/json`. */
export const baseContentType = (value: string | undefined): string =>
  (value ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
