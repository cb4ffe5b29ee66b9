import {createECDH, createHash, createHmac, createPublicKey, hkdfSync, timingSafeEqual, verify} from 'node:crypto'
import {type Authorization} from './parse-authorization.js'
import {derivePrivateKey, orderP256} from './derive-private-key.js'
import {type SandboxKeys} from './sandbox-keys.js'
import {verifySm2} from './verify-sm2.js'

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

const ecdsa: SignatureScheme = {
  hash: 'sha256',
  contentHeader: 'x-sdk-content-sha256',
  stringToSign: plainStringToSign,
  accepts: ({algorithm, signature}, text, keys) => {
    const pair = createECDH('prime256v1')
    pair.setPrivateKey(derivePrivateKey(keys, {algorithm, hash: 'sha256', order: orderP256}))
    const point = pair.getPublicKey()
    const [x, y] = [point.subarray(1, 33), point.subarray(33)]
    const jwk = {kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url')}
    const key = createPublicKey({key: jwk, format: 'jwk'})
    return verify('sha256', Buffer.from(text), {key, dsaEncoding: 'der'}, Buffer.from(signature, 'hex'))
  },
}

const sm2: SignatureScheme = {
  hash: 'sm3',
  contentHeader: 'x-sdk-content-sm3',
  stringToSign: plainStringToSign,
  accepts: ({algorithm, signature}, text, keys) => verifySm2(signature, text, keys, algorithm),
}

/** By the name that the Authorization header starts with. */
export const signatureSchemes: ReadonlyMap<string, SignatureScheme> = new Map([
  ['SDK-HMAC-SHA256', hmac('sha256', 'x-sdk-content-sha256')],
  ['SDK-HMAC-SM3', hmac('sm3', 'x-sdk-content-sm3')],
  ['V11-HMAC-SHA256', derived],
  ['SDK-ECDSA-P256-SHA256', ecdsa],
  ['SDK-SM2-SM3', sm2],
])
