import {CredentialsError} from '../errors/credentials-error.js'
import {readBody} from '../http/read-body.js'
import {type HttpRequest, type HttpResponse} from '../http/types.js'
import {NumberText} from '../values/value.js'
import {identityBody, object} from './identity-body.js'
import {type Outreach} from './outreach.js'
import {parseKeysJson, readTemporaryKeys, type TemporaryKeys} from './temporary-keys.js'

/** How long keys for a token are asked for, in seconds: six hours (spec §3.6). */
const duration = '21600'

export interface Federation {
  readonly identityProvider: string
  /** What the identity provider's token file holds. */
  readonly token: string
  /** Scheme and host of IAM. */
  readonly iamEndpoint: string
  readonly now: Date
}

/** What IAM gives for a log-in: a token, and a body that must not be empty. @throws {ServiceError | CredentialsError} */
export const subjectTokenOf = async (
  response: HttpResponse,
  what: string,
  outreach: Pick<Outreach, 'readError'>,
): Promise<string> => {
  const text = await acceptedText(response, outreach)
  const token = response.headers['x-subject-token']
  if (text !== '' && token !== undefined && token !== '') return token
  throw new CredentialsError(`IAM took ${what} but gave none in return`)
}

/**
 * Trades a token of IAM for temporary keys (spec §3.6).
 * @throws {ServiceError} where IAM refuses, {CredentialsError} where it answers with something else.
 */
export const keysForToken = async (
  token: string,
  {iamEndpoint, now}: Pick<Federation, 'iamEndpoint' | 'now'>,
  outreach: Outreach,
): Promise<TemporaryKeys> => {
  const asked = object(['id', token], ['duration_seconds', new NumberText(duration)])
  const response = await outreach.send(
    identityRequest(iamEndpoint, '/v3.0/OS-CREDENTIAL/securitytokens', {
      headers: jsonHeaders(outreach),
      body: identityBody(object(['auth', object(['identity', object(['methods', ['token']], ['token', asked])])])),
    }),
  )
  const from = `IAM at ${iamEndpoint}`
  return readTemporaryKeys(parseKeysJson(await acceptedText(response, outreach), from), {from, now, mustExpire: true})
}

/** The headers of a log-in, which goes unsigned. */
export const jsonHeaders = ({userAgent}: Pick<Outreach, 'userAgent'>): HttpRequest['headers'] => ({
  'Content-Type': 'application/json;charset=UTF-8',
  'User-Agent': userAgent,
})

/** A POST to IAM as the SDK makes it (spec §3.6); signed where the caller gives keys. */
export const identityRequest = (
  endpoint: string,
  target: string,
  {headers, body}: Pick<HttpRequest, 'headers'> & {readonly body: Uint8Array},
): HttpRequest => {
  const scheme = endpoint.startsWith('http://') ? 'http' : 'https'
  return {method: 'POST', scheme, host: endpoint.slice(`${scheme}://`.length), target, headers, body}
}

/** The text of an answer below 400. @throws {ServiceError} for any other. */
export const acceptedText = async (
  response: HttpResponse,
  {readError}: Pick<Outreach, 'readError'>,
): Promise<string> => {
  if (response.status >= 400) throw await readError(response)
  return Buffer.from(await readBody(response)).toString('utf8')
}

/**
 * Trades an identity provider's token for temporary keys: two unsigned requests to IAM (spec §3.6).
 * @throws {ServiceError} where IAM refuses, {CredentialsError} where it answers with something else.
 */
export const federate = async (
  {identityProvider, token, iamEndpoint, now}: Federation,
  outreach: Outreach,
): Promise<TemporaryKeys> => {
  const response = await outreach.send(
    identityRequest(iamEndpoint, '/v3.0/OS-AUTH/id-token/tokens', {
      headers: {'X-Idp-Id': identityProvider, ...jsonHeaders(outreach)},
      body: identityBody(object(['auth', object(['id_token', object(['id', token])])])),
    }),
  )
  const what = `the token of the identity provider ${identityProvider}`
  return keysForToken(await subjectTokenOf(response, what, outreach), {iamEndpoint, now}, outreach)
}
