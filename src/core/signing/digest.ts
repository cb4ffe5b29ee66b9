import * as crypto from 'node:crypto'

/** The one-shot form, which is three times as fast for a small text, came with Node 20.12. */
const {hash: oneShot} = crypto as {hash?: (algorithm: string, data: string | Uint8Array, encoding: 'hex') => string}

/** The hash of some bytes, or of a text as UTF-8, in lower-case hex digits. */
export const digest = (hash: 'sha256' | 'sm3', data: string | Uint8Array): string =>
  oneShot ? oneShot(hash, data, 'hex') : crypto.createHash(hash).update(data).digest('hex')
