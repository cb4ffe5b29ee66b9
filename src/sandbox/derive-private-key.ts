import {createHmac} from 'node:crypto'
import {type SandboxKeys} from './sandbox-keys.js'

/** The order of the curve P-256 (FIPS 186-4). */
export const orderP256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

export interface KeyDerivation {
  /** As the Authorization header names it. */
  readonly algorithm: string
  readonly hash: 'sha256' | 'sm3'
  /** Of the curve. */
  readonly order: bigint
}

/** 32 bytes, big-endian. */
export const to32Bytes = (integer: bigint): Buffer => Buffer.from(integer.toString(16).padStart(64, '0'), 'hex')

/** The private key that both sides derive from the key pair: the first candidate that is small enough, plus one (spec §2.6). */
export const derivePrivateKey = (
  {accessKeyId, secretAccessKey}: SandboxKeys,
  {algorithm, hash, order}: KeyDerivation,
): Buffer => {
  for (let counter = 0; counter < 255; counter += 1) {
    const digest = createHmac(hash, secretAccessKey)
      .update(Buffer.from([0, 0, 0, 1]))
      .update(algorithm)
      .update(Buffer.from([0]))
      .update(accessKeyId)
      .update(Buffer.from([counter, 0, 0, 1, 0]))
      .digest('hex')
    const candidate = BigInt(`0x${digest}`)
    if (candidate <= order - 2n) return to32Bytes(candidate + 1n)
  }
  return Buffer.alloc(0)
}
