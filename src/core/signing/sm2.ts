import {createECDH, createHash} from 'node:crypto'
import {to32Bytes, toInteger} from './private-key.js'

/** The order n of the curve of SM2 (GB/T 32918.5). */
export const sm2Order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

const userId = '1234567812345678'
/** a, b and the base point's coordinates, as ZA hashes them (GB/T 32918.5). */
const curveParameters = Buffer.from(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  'hex',
)

const modulo = (value: bigint): bigint => ((value % sm2Order) + sm2Order) % sm2Order

/** The inverse modulo n, by Fermat's little theorem: n is a prime. */
const inverse = (value: bigint): bigint => {
  let result = 1n
  let base = modulo(value)
  for (let exponent = sm2Order - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = modulo(result * base)
    base = modulo(base * base)
  }
  return result
}

/** The public key's coordinates, 64 bytes. */
export const sm2PublicKey = (privateKey: bigint): Buffer => {
  const curve = createECDH('SM2')
  curve.setPrivateKey(to32Bytes(privateKey))
  return curve.getPublicKey().subarray(1)
}

/** The hash of user and public key that is signed with the text; standard SM2, unlike the SDK's (spec §2.6). */
export const sm2Identity = (publicKey: Uint8Array): Buffer =>
  createHash('sm3')
    .update(Buffer.from([0, userId.length * 8]))
    .update(userId)
    .update(curveParameters)
    .update(publicKey)
    .digest()

/** An ASN.1 INTEGER: no superfluous zero bytes, one where the highest bit is set. */
const derInteger = (integer: bigint): Buffer => {
  const hex = integer.toString(16)
  const even = hex.padStart(hex.length + (hex.length % 2), '0')
  const bytes = Buffer.from(Number.parseInt(even.slice(0, 2), 16) > 127 ? `00${even}` : even, 'hex')
  return Buffer.concat([Buffer.from([2, bytes.length]), bytes])
}

/** The SM2 signature (random) of a text: DER in hex (spec §2.6, GB/T 32918.2 §6). */
export const signSm2 = (privateKey: bigint, text: string): string => {
  const e = toInteger(
    createHash('sm3')
      .update(sm2Identity(sm2PublicKey(privateKey)))
      .update(text)
      .digest(),
  )
  for (;;) {
    const random = createECDH('SM2')
    const x = toInteger(random.generateKeys().subarray(1, 33))
    const k = toInteger(random.getPrivateKey())
    const r = modulo(e + x)
    const s = modulo(inverse(1n + privateKey) * (k - r * privateKey))
    if (r === 0n || r + k === sm2Order || s === 0n) continue
    const content = Buffer.concat([derInteger(r), derInteger(s)])
    return Buffer.concat([Buffer.from([0x30, content.length]), content]).toString('hex')
  }
}
