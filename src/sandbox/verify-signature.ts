import {parseAuthorization} from './parse-authorization.js'
import {recomputeCanonicalRequests} from './recompute-canonical-request.js'
import {notAuthenticated, type Refusal} from './refusal.js'
import {type SandboxKeys} from './sandbox-keys.js'
import {hashHex, type HashName, signatureSchemes} from './signature-schemes.js'

/** A request as it arrived, with what the signature needs of its body. */
export interface ArrivedRequest {
  readonly method: string
  readonly target: string
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  readonly bodyLength: number
  /** In lower-case hexadecimal. */
  readonly bodyHash: string
  /** In base64; only where the request says what it should be. */
  readonly bodyMd5?: string | undefined
}

/** How far a request's date may be from the sandbox's, in milliseconds. */
const allowedSkew = 15 * 60 * 1000

const parseDate = (text: string): number | undefined => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? []
  if (year === undefined) return undefined
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(time) ? undefined : time
}

/** The hash function that the Authorization header asks for; SHA-256 where it asks for none that is known. */
export const bodyHashName = (authorization: string | undefined): HashName =>
  signatureSchemes.get((authorization ?? '').split(' ', 1)[0] ?? '')?.hash ?? 'sha256'

/** What the client hashed: its content header where it sent one (the body must then agree), else the body. */
const payloadHash = (request: ArrivedRequest, hash: HashName, contentHeader: string): string | Refusal => {
  const empty = hashHex(hash, '')
  if (request.bodyLength === 0) return empty
  const claimed = request.headers.get(contentHeader)
  if (claimed === undefined || claimed === 'UNSIGNED-PAYLOAD') return claimed ?? request.bodyHash
  return claimed === request.bodyHash ? claimed : notAuthenticated(`${contentHeader} is not the hash of the body`)
}

/**
 * Checks the signature of a request against the sandbox's keys with code of its own: nothing of core/signing takes part.
 * Answers the refusal, or undefined where the signature is good.
 */
export const verifySignature = (request: ArrivedRequest, keys: SandboxKeys, now: Date): Refusal | undefined => {
  const header = request.headers.get('authorization')
  if (header === undefined) return notAuthenticated('the request is not signed (no Authorization header)')
  const authorization = parseAuthorization(header)
  if (authorization === undefined) return notAuthenticated('the Authorization header has not the form of a signature')
  const scheme = signatureSchemes.get(authorization.algorithm)
  if (scheme === undefined) return notAuthenticated(`the sandbox does not verify ${authorization.algorithm}`)
  if (authorization.accessKeyId !== keys.accessKeyId)
    return notAuthenticated("the access key is not one of this sandbox's")

  const {signedHeaders} = authorization
  const unsigned = ['host', 'x-sdk-date'].filter((name) => !signedHeaders.includes(name))
  if (unsigned.length > 0) return notAuthenticated(`these headers must be signed: ${unsigned.join(', ')}`)
  const absent = signedHeaders.filter((name) => !request.headers.has(name))
  if (absent.length > 0) return notAuthenticated(`signed headers did not arrive: ${absent.join(', ')}`)

  const date = request.headers.get('x-sdk-date') ?? ''
  const time = parseDate(date)
  if (time === undefined) return notAuthenticated('X-Sdk-Date has not the form YYYYMMDDTHHMMSSZ')
  if (Math.abs(now.getTime() - time) > allowedSkew)
    return notAuthenticated('the signature has expired: X-Sdk-Date is more than 15 minutes away')
  if (authorization.info !== undefined && !authorization.info.startsWith(`${date.slice(0, 8)}/`))
    return notAuthenticated('the day in Credential is not that of X-Sdk-Date')

  const payload = payloadHash(request, scheme.hash, scheme.contentHeader)
  if (typeof payload !== 'string') return payload
  const {method, target, headers} = request
  const good = recomputeCanonicalRequests({method, target, headers, signedHeaders, payloadHash: payload}).some((text) =>
    scheme.accepts(authorization, scheme.stringToSign(authorization, date, hashHex(scheme.hash, text)), keys),
  )
  return good ? undefined : notAuthenticated('verify aksk signature fail')
}
