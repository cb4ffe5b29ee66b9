import {parseQuery, splitTarget, unquote} from './received-request.js'

/** What a signature covers, as it arrived. */
export interface SignedRequest {
  readonly method: string
  /** Path and query as they stood in the request line. */
  readonly target: string
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  /** In the order of the Authorization header. */
  readonly signedHeaders: readonly string[]
  readonly payloadHash: string
}

const percent = (character: string): string =>
  Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/** Everything but letters, digits, `_`, `.`, `-` and `~` is escaped, byte by byte of its UTF-8 form (spec §11). */
const quote = (text: string): string => text.replaceAll(/[^\w.~-]/gu, percent)

/** Order by code point, which is the order of the UTF-8 bytes. */
const byCodePoint = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other))

const canonicalPath = (path: string): string => {
  const quoted = unquote(path).split('/').map(quote).join('/')
  return quoted.endsWith('/') ? quoted : `${quoted}/`
}

/**
 * The canonical queries that a client may have signed: values of one key sort as text, or natively (numbers as numbers),
 * which a server cannot know, but then they arrive in the order that was signed (spec §2.5).
 */
const canonicalQueries = (query: string): readonly string[] => {
  const write = (pairs: readonly (readonly [string, string])[]): string =>
    pairs.map(([key, value]) => `${quote(key)}=${quote(value)}`).join('&')
  const byKey = parseQuery(query).toSorted(([one], [other]) => byCodePoint(one, other))
  const byKeyAndValue = byKey.toSorted(
    ([one, value], [other, otherValue]) => byCodePoint(one, other) || byCodePoint(value, otherValue),
  )
  return Array.from(new Set([write(byKeyAndValue), write(byKey)]))
}

/** The canonical requests of which one must have been signed (spec §2.4), recomputed from what arrived. */
export const recomputeCanonicalRequests = (request: SignedRequest): readonly string[] => {
  const {method, target, headers, signedHeaders, payloadHash} = request
  const {path, query} = splitTarget(target)
  const headerLines = signedHeaders.map((name) => `${name}:${headers.get(name) ?? ''}\n`).join('')
  return canonicalQueries(query).map((canonicalQuery) =>
    [method.toUpperCase(), canonicalPath(path), canonicalQuery, headerLines, signedHeaders.join(';'), payloadHash].join(
      '\n',
    ),
  )
}
