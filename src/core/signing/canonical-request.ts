import {type Headers} from '../http/types.js'
import {canonicalHeaders} from './canonical-headers.js'
import {canonicalUri} from './canonical-uri.js'
import {signedHeaders} from './signed-headers.js'

export interface CanonicalParts {
  readonly method: string
  /** As it goes out, without the query. */
  readonly path: string
  /** As it goes out, without `?`: the query string on the wire is the canonical one (spec §2.5). */
  readonly query: string
  /** All headers that are sent, the signature's own included. */
  readonly headers: Headers
  /** Those of them that are signed. */
  readonly names?: readonly string[]
  readonly payloadHash: string
}

/** The six parts of a request that its signature covers (spec §2.4). */
export const canonicalRequest = ({
  method,
  path,
  query,
  headers,
  names = signedHeaders(headers),
  payloadHash,
}: CanonicalParts): string =>
  [
    method.toUpperCase(),
    canonicalUri(path),
    query,
    canonicalHeaders(headers, names),
    names.join(';'),
    payloadHash,
  ].join('\n')
