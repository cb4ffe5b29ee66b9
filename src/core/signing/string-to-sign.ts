import {type AlgorithmName, type SigningAlgorithm} from './algorithm.js'
import {digest} from './digest.js'

export interface StringToSignParts {
  readonly algorithm: Pick<SigningAlgorithm, 'hash'> & {readonly name: AlgorithmName}
  /** X-Sdk-Date. */
  readonly date: string
  /** Of derived signing, else empty. */
  readonly info: string
  readonly canonicalRequest: string
}

/** The text that is signed: algorithm, date, for derived signing its scope, hash of the canonical request (spec §2.6, §2.7). */
export const stringToSign = ({algorithm, date, info, canonicalRequest}: StringToSignParts): string =>
  [algorithm.name, date, ...(info === '' ? [] : [info]), digest(algorithm.hash, canonicalRequest)].join('\n')
