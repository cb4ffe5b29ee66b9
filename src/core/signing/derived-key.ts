import {hkdfSync} from 'node:crypto'
import {type Keys} from '../credentials/types.js'

/** The key of derived signing: HKDF-SHA256 (RFC 5869) over the secret, written as hex, which is the key's text (spec §2.7). */
export const derivedKey = ({accessKeyId, secretAccessKey}: Keys, info: string): string =>
  Buffer.from(hkdfSync('sha256', secretAccessKey, accessKeyId, info, 32)).toString('hex')
