import {createHmac} from 'node:crypto'
import {type Keys} from '../credentials/types.js'
import {type AlgorithmName, type SigningAlgorithm} from './algorithm.js'
import {derivedKey} from './derived-key.js'
import {p256Order, signEcdsaP256} from './ecdsa-p256.js'
import {privateKey} from './private-key.js'
import {signSm2, sm2Order} from './sm2.js'

const access = ({accessKeyId}: Keys): string => `Access=${accessKeyId}`

const hmac = (hash: 'sha256' | 'sm3', key: string, text: string): string =>
  createHmac(hash, key).update(text).digest('hex')

const rows: readonly SigningAlgorithm[] = [
  {
    name: 'SDK-HMAC-SHA256',
    hash: 'sha256',
    contentHeader: 'X-Sdk-Content-Sha256',
    credential: access,
    sign: ({secretAccessKey}, text) => hmac('sha256', secretAccessKey, text),
  },
  {
    name: 'SDK-HMAC-SM3',
    hash: 'sm3',
    contentHeader: 'X-Sdk-Content-Sm3',
    credential: access,
    sign: ({secretAccessKey}, text) => hmac('sm3', secretAccessKey, text),
  },
  {
    name: 'SDK-ECDSA-P256-SHA256',
    hash: 'sha256',
    contentHeader: 'X-Sdk-Content-Sha256',
    credential: access,
    sign: (keys, text) =>
      signEcdsaP256(privateKey(keys, {name: 'SDK-ECDSA-P256-SHA256', hash: 'sha256', order: p256Order}), text),
  },
  {
    name: 'SDK-SM2-SM3',
    hash: 'sm3',
    contentHeader: 'X-Sdk-Content-Sm3',
    credential: access,
    sign: (keys, text) => signSm2(privateKey(keys, {name: 'SDK-SM2-SM3', hash: 'sm3', order: sm2Order}), text),
  },
  {
    name: 'V11-HMAC-SHA256',
    hash: 'sha256',
    contentHeader: 'X-Sdk-Content-Sha256',
    credential: ({accessKeyId}, info) => `Credential=${accessKeyId}/${info}`,
    sign: (keys, text, info) => hmac('sha256', derivedKey(keys, info), text),
  },
]

/** The table of algorithms by their names in the Authorization header (spec §2.1). */
export const algorithms: ReadonlyMap<AlgorithmName, SigningAlgorithm> = new Map(rows.map((row) => [row.name, row]))

/** What `--signing-algorithm` takes: the SDK's names (spec §2.1). */
export const algorithmSettings: ReadonlyMap<string, AlgorithmName> = new Map([
  ['HMAC_SHA256', 'SDK-HMAC-SHA256'],
  ['HMAC_SM3', 'SDK-HMAC-SM3'],
  ['ECDSA_P256_SHA256', 'SDK-ECDSA-P256-SHA256'],
  ['SM2_SM3', 'SDK-SM2-SM3'],
])
