import {createHmac} from 'node:crypto'
import {CredentialsError} from '../errors/credentials-error.js'
import {type Keys} from '../credentials/types.js'
import {type AlgorithmName} from './algorithm.js'

/** Bytes as an unsigned big-endian integer. */
export const toInteger = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

/** An integer as 32 bytes, big-endian. */
export const to32Bytes = (integer: bigint): Buffer => Buffer.from(integer.toString(16).padStart(64, '0'), 'hex')

/**
 * The private key that belongs to a key pair, for the curve of the given order (spec §2.6).
 * @throws {CredentialsError} where no candidate fits: once in 2^8000 key pairs.
 */
export const privateKey = (
  {accessKeyId, secretAccessKey}: Keys,
  {name, hash, order}: {readonly name: AlgorithmName; readonly hash: 'sha256' | 'sm3'; readonly order: bigint},
): bigint => {
  for (let counter = 0; counter < 255; counter += 1) {
    const message = Buffer.concat([
      Buffer.from([0, 0, 0, 1]),
      Buffer.from(name),
      Buffer.from([0]),
      Buffer.from(accessKeyId),
      Buffer.from([counter, 0, 0, 1, 0]),
    ])
    const candidate = toInteger(createHmac(hash, secretAccessKey).update(message).digest())
    if (candidate <= order - 2n) return candidate + 1n
  }
  throw new CredentialsError(`No ${name} key can be derived from these credentials.`)
}
