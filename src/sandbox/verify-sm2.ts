import {createECDH, createHash} from 'node:crypto'
import {derivePrivateKey, to32Bytes} from './derive-private-key.js'
import {type SandboxKeys} from './sandbox-keys.js'

/** The order of the curve of SM2 (GB/T 32918.5). */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

/** Length and text of the user's id, then a, b and the base point, as the hash of who signs begins (GB/T 32918.2 §5.5). */
const identityStart = Buffer.from(
  '008031323334353637383132333435363738' +
    'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  'hex',
)

const form = /^30[\da-f]{2}02([\da-f]{2})([\da-f]+)$/

const integer = (hex: string): bigint => BigInt(`0x${hex === '' ? '0' : hex}`)

/** The two numbers of a DER signature. */
const readSignature = (hex: string): readonly [bigint, bigint] | undefined => {
  const [, length = '', rest = ''] = form.exec(hex) ?? []
  const at = Number.parseInt(length, 16) * 2
  return rest.slice(at, at + 2) === '02' ? [integer(rest.slice(0, at)), integer(rest.slice(at + 4))] : undefined
}

/** The point that a number of times the base point makes: x and y, 64 bytes. */
const timesBase = (factor: bigint): Buffer => {
  const curve = createECDH('SM2')
  curve.setPrivateKey(to32Bytes(factor))
  return curve.getPublicKey().subarray(1)
}

/**
 * Checks an SM2 signature (GB/T 32918.2 §7). The sandbox knows the private key as well, so s·G + t·P is one multiple of
 * the base point, which node can do.
 */
export const verifySm2 = (signature: string, text: string, keys: SandboxKeys, algorithm: string): boolean => {
  const privateKey = integer(derivePrivateKey(keys, {algorithm, hash: 'sm3', order}).toString('hex'))
  const [r, s] = readSignature(signature) ?? [0n, 0n]
  const factor = (s + (r + s) * privateKey) % order
  if (r === 0n || s === 0n || r >= order || s >= order || (r + s) % order === 0n || factor === 0n) return false
  const identity = createHash('sm3').update(identityStart).update(timesBase(privateKey)).digest()
  const e = integer(createHash('sm3').update(identity).update(text).digest('hex'))
  return (e + integer(timesBase(factor).toString('hex', 0, 32))) % order === r
}
