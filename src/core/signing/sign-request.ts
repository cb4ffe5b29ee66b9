import {getHashes} from 'node:crypto'
import {type Keys} from '../credentials/types.js'
import {ConfigError} from '../errors/config-error.js'
import {UsageError} from '../errors/usage-error.js'
import {findHeader, withHeader} from '../http/headers.js'
import {type Headers, type HttpRequest} from '../http/types.js'
import {type AlgorithmName, type DerivedScope, type SigningAlgorithm} from './algorithm.js'
import {algorithms} from './algorithms.js'
import {canonicalRequest} from './canonical-request.js'
import {isUnsignedPayload, payloadHash} from './payload-hash.js'
import {requireKeys} from './require-keys.js'
import {isSdkDate, toSdkDate} from './sdk-date.js'
import {signedHeaders} from './signed-headers.js'
import {stringToSign} from './string-to-sign.js'
import {strip} from './strip.js'

export interface SigningOptions {
  /** The date of the signature, where the request has none. */
  readonly now: Date
  /** Default: SDK-HMAC-SHA256. */
  readonly algorithm?: AlgorithmName | undefined
  /** Signs with V11-HMAC-SHA256 for this scope, whatever `algorithm` says (spec §2.7). */
  readonly derived?: DerivedScope | undefined
}

const requireAlgorithm = ({algorithm = 'SDK-HMAC-SHA256', derived}: SigningOptions): SigningAlgorithm => {
  const found = algorithms.get(derived ? 'V11-HMAC-SHA256' : algorithm)
  if (!found) throw new ConfigError(`There is no signing algorithm ${algorithm}.`)
  if (found.hash === 'sm3' && !getHashes().includes('sm3')) {
    throw new ConfigError(`${found.name} needs SM3, which this build of Node does not have.`, {
      hint: 'Use a Node whose OpenSSL has it, or another signing algorithm.',
    })
  }
  return found
}

/** The scope of a derived key as it is signed: `20240305/cn-north-4/iotdm`. */
const derivedInfo = (date: string, {region, service}: DerivedScope): string => {
  if (service === '') throw new ConfigError('Derived signing needs a service that declares its name for it.')
  if (region === '') throw new ConfigError('Derived signing needs a region.', {hint: 'Give one with --region.'})
  return `${date.slice(0, 8)}/${region}/${service}`
}

/** The headers in the order in which they go out (spec §1, rows 5–8): token, content header, date, host. */
const completeHeaders = (
  {headers, host}: HttpRequest,
  keys: Keys,
  {contentHeader}: SigningAlgorithm,
  now: Date,
): Record<string, string> => {
  const complete = {...withToken(headers, keys)}
  if (isUnsignedPayload(complete)) complete[contentHeader] = 'UNSIGNED-PAYLOAD'
  if (findHeader(complete, 'X-Sdk-Date') === undefined) complete['X-Sdk-Date'] = toSdkDate(now)
  if (findHeader(complete, 'Host') === undefined) complete['Host'] = host
  return complete
}

const withToken = (headers: Headers, {securityToken}: Keys): Headers =>
  securityToken === undefined ? headers : withHeader(headers, 'X-Security-Token', securityToken)

/**
 * The request with its signature (spec §2). One that has the exact header `Authorization` already gets the token only.
 * @throws {UsageError} where the request's own X-Sdk-Date is no date of that form.
 * @throws {CredentialsError} where a key is empty.
 * @throws {ConfigError} for an unknown algorithm, one that Node cannot do, or an incomplete derived scope.
 */
export const signRequest = (request: HttpRequest, keys: Keys, options: SigningOptions): HttpRequest => {
  if (Object.hasOwn(request.headers, 'Authorization')) return {...request, headers: withToken(request.headers, keys)}
  const algorithm = requireAlgorithm(options)
  requireKeys(keys)
  const headers = completeHeaders(request, keys, algorithm, options.now)
  const date = findHeader(headers, 'X-Sdk-Date') ?? ''
  if (!isSdkDate(date)) {
    throw new UsageError('X-Sdk-Date is not a date of the form 20240305T060708Z.', {
      hint: 'Leave it out: hwc sets the date itself.',
    })
  }
  const info = options.derived ? derivedInfo(date, options.derived) : ''
  const names = signedHeaders(headers)
  const at = request.target.indexOf('?')
  const text = stringToSign({
    algorithm,
    date,
    info,
    canonicalRequest: canonicalRequest({
      method: request.method,
      path: at < 0 ? request.target : request.target.slice(0, at),
      query: at < 0 ? '' : request.target.slice(at + 1),
      headers,
      names,
      payloadHash: payloadHash(headers, request.body, algorithm),
    }),
  })
  const authorization = [
    `${algorithm.name} ${algorithm.credential(keys, info)}`,
    `SignedHeaders=${names.join(';')}`,
    `Signature=${algorithm.sign(keys, text, info)}`,
  ].join(', ')
  for (const [name, value] of Object.entries(headers)) {
    const stripped = strip(value)
    if (stripped !== value) headers[name] = stripped
  }
  headers['Authorization'] = authorization
  return {...request, headers}
}
