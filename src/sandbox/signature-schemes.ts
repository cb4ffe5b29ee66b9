import {createECDH, createHash, createHmac, createPublicKey, hkdfSync, timingSafeEqual, verify} from 'node:crypto'
import {type Authorization} from './parse-authorization.js'
import {type SandboxKeys} from './sandbox-keys.js'

export type HashName = 'sha256' | 'sm3'

/** One way of signing that the sandbox can check. */
export interface SignatureScheme {
  readonly hash: HashName
  /** The header that holds the hash of the body. */
  readonly contentHeader: string
  stringToSign(authorization: Authorization, date: string, canonicalRequestHash: string): string
  accepts(authorization: Authorization, stringToSign: string, keys: SandboxKeys): boolean
}

export const hashHex = (hash: HashName, text: string): string => createHash(hash).update(text, 'utf8').digest('hex')

const sameHex = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

const plainStringToSign: SignatureScheme['stringToSign'] = ({algorithm}, date, hash) =>
  [algorithm, date, hash].join('\n')

const hmac = (hash: HashName, contentHeader: string): SignatureScheme => ({
  hash,
  contentHeader,
  stringToSign: plainStringToSign,
  accepts: ({signature}, text, {secretAccessKey}) =>
    sameHex(signature, createHmac(hash, secretAccessKey).update(text, 'utf8').digest('hex')),
})

/** The key is derived from the day, the region and the service (spec §2.7). */
const derived: SignatureScheme = {
  hash: 'sha256',
  contentHeader: 'x-sdk-content-sha256',
  stringToSign: ({algorithm, info = ''}, date, hash) => [algorithm, date, info, hash].join('\n'),
  accepts: ({signature, info = ''}, text, {accessKeyId, secretAccessKey}) => {
    const key = Buffer.from(hkdfSync('sha256', secretAccessKey, accessKeyId, info, 32)).toString('hex')
    return sameHex(signature, createHmac('sha256', key).update(text, 'utf8').digest('hex'))
  },
}

/** n − 2, where n is the order of the curve P-256 (FIPS 186-4). */
const largestCandidate = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f', 'hex')

/** The private key that both sides derive from the key pair: the first candidate that is small enough, plus one (spec §2.6). */
const privateKeyP256 = (algorithm: string, {accessKeyId, secretAccessKey}: SandboxKeys): Buffer => {
  for (let counter = 0; counter < 255; counter += 1) {
    const candidate = createHmac('sha256', secretAccessKey)
      .update(Buffer.from([0, 0, 0, 1]))
      .update(algorithm)
      .update(Buffer.from([0]))
      .update(accessKeyId)
      .update(Buffer.from([counter, 0, 0, 1, 0]))
      .digest()
    if (Buffer.compare(candidate, largestCandidate) <= 0)
      return Buffer.from((BigInt(`0x${candidate.toString('hex')}`) + 1n).toString(16).padStart(64, '0'), 'hex')
  }
  return Buffer.alloc(0)
}

const ecdsa: SignatureScheme = {
  hash: 'sha256',
  contentHeader: 'x-sdk-content-sha256',
  stringToSign: plainStringToSign,
  accepts: ({algorithm, signature}, text, keys) => {
    const pair = createECDH('prime256v1')
    pair.setPrivateKey(privateKeyP256(algorithm, keys))
    const point = pair.getPublicKey()
    const [x, y] = [point.subarray(1, 33), point.subarray(33)]
    const jwk = {kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url')}
    const key = createPublicKey({key: jwk, format: 'jwk'})
    return verify('sha256', Buffer.from(text), {key, dsaEncoding: 'der'}, Buffer.from(signature, 'hex'))
  },
}

/** By the name that the Authorization header starts with. SM2 is not among them: node has no SM2 to check with. */
export const signatureSchemes: ReadonlyMap<string, SignatureScheme> = new Map([
  ['SDK-HMAC-SHA256', hmac('sha256', 'x-sdk-content-sha256')],
  ['SDK-HMAC-SM3', hmac('sm3', 'x-sdk-content-sm3')],
  ['V11-HMAC-SHA256', derived],
  ['SDK-ECDSA-P256-SHA256', ecdsa],
])
