import {type Keys} from '../credentials/types.js'

/** The names of the algorithms as they stand in the Authorization header (spec §2.1). */
export type AlgorithmName =
  'SDK-HMAC-SHA256' | 'SDK-HMAC-SM3' | 'SDK-ECDSA-P256-SHA256' | 'SDK-SM2-SM3' | 'V11-HMAC-SHA256'

/** Where derived signing is valid (spec §2.7). */
export interface DerivedScope {
  /** The region's id; `globe` for global credentials. */
  readonly region: string
  /** The service's name for derived signing: `iotdm`. */
  readonly service: string
}

/** What differs between the algorithms; one row of the table. */
export interface SigningAlgorithm {
  readonly name: AlgorithmName
  /** As node:crypto calls it. */
  readonly hash: 'sha256' | 'sm3'
  readonly contentHeader: 'X-Sdk-Content-Sha256' | 'X-Sdk-Content-Sm3'
  /** What stands between the algorithm's name and the signed headers: `Access=<AK>`. */
  readonly credential: (keys: Keys, info: string) => string
  /** The signature of the string to sign, in hex. `info` is empty but for derived signing. */
  readonly sign: (keys: Keys, stringToSign: string, info: string) => string
}
