import {findHeader} from '../http/headers.js'
import {type Headers, type RequestBody} from '../http/types.js'
import {type SigningAlgorithm} from './algorithm.js'
import {digest} from './digest.js'

/** Content types whose bodies are hashed: prefixes, in this letter case only (spec §2.3). */
const hashedTypes = ['application/json', 'application/bson']

const emptyHashes = new Map<SigningAlgorithm['hash'], string>()

/** Most requests have no body. */
const emptyHash = (hash: SigningAlgorithm['hash']): string => {
  const known = emptyHashes.get(hash) ?? digest(hash, '')
  emptyHashes.set(hash, known)
  return known
}

/** Whether the content header must say UNSIGNED-PAYLOAD: looks at the exact name `Content-Type` only (spec §2.3). */
export const isUnsignedPayload = (headers: Headers): boolean => {
  const type = Object.hasOwn(headers, 'Content-Type') ? headers['Content-Type'] : undefined
  return type !== undefined && type !== '' && !hashedTypes.some((prefix) => type.startsWith(prefix))
}

/**
 * The sixth part of the canonical request. The empty hash for an empty body, whatever the content header says; else the
 * content header's value, a caller's hash included; else the hash of the bytes (spec §2.4).
 */
export const payloadHash = (
  headers: Headers,
  body: RequestBody | undefined,
  {hash, contentHeader}: SigningAlgorithm,
): string => {
  if (body === undefined || (body instanceof Uint8Array && body.length === 0)) return emptyHash(hash)
  const given = findHeader(headers, contentHeader)
  if (given) return given
  if (!(body instanceof Uint8Array)) throw new TypeError('A body that is streamed cannot be hashed before it is sent')
  return digest(hash, body)
}
