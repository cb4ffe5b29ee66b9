import {createECDH, createPrivateKey, sign} from 'node:crypto'
import {to32Bytes} from './private-key.js'

/** The order n of the curve P-256 (SEC 2, §2.4.2). */
export const p256Order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The ECDSA signature (random) of the SHA-256 of a text: DER in hex (spec §2.6). */
export const signEcdsaP256 = (privateKey: bigint, text: string): string => {
  const d = to32Bytes(privateKey)
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(d)
  const point = curve.getPublicKey()
  const coordinate = (from: number): string => point.subarray(from, from + 32).toString('base64url')
  const key = createPrivateKey({
    format: 'jwk',
    key: {kty: 'EC', crv: 'P-256', d: d.toString('base64url'), x: coordinate(1), y: coordinate(33)},
  })
  return sign('sha256', Buffer.from(text), key).toString('hex')
}
