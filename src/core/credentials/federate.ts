import {CredentialsError} from '../errors/credentials-error.js'
import {readBody} from '../http/read-body.js'
import {type HttpRequest, type HttpResponse} from '../http/types.js'
import {NumberText} from '../values/value.js'
import {identityBody, object} from './identity-body.js'
import {type Outreach} from './outreach.js'
import {parseKeysJson, readTemporaryKeys, type TemporaryKeys} from './temporary-keys.js'

/** How long federated keys are asked for, in seconds: six hours (spec §3.6). */
const duration = '21600'

export interface Federation {
  readonly identityProvider: string
  /** What the identity provider's token file holds. */
  readonly token: string
  /** Scheme and host of IAM. */
  readonly iamEndpoint: string
  readonly now: Date
}

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
  const common = {'Content-Type': 'application/json;charset=UTF-8', 'User-Agent': outreach.userAgent}
  const first = await outreach.send(
    identityRequest(iamEndpoint, '/v3.0/OS-AUTH/id-token/tokens', {
      headers: {'X-Idp-Id': identityProvider, ...common},
      body: identityBody(object(['auth', object(['id_token', object(['id', token])])])),
    }),
  )
  const text = await acceptedText(first, outreach)
  const subjectToken = first.headers['x-subject-token']
  if (text === '' || subjectToken === undefined || subjectToken === '')
    throw new CredentialsError(
      `IAM took the token of the identity provider ${identityProvider} but gave none in return`,
    )

  const methods = ['token']
  const asked = object(['id', subjectToken], ['duration_seconds', new NumberText(duration)])
  const second = await outreach.send(
    identityRequest(iamEndpoint, '/v3.0/OS-CREDENTIAL/securitytokens', {
      headers: common,
      body: identityBody(object(['auth', object(['identity', object(['methods', methods], ['token', asked])])])),
    }),
  )
  const from = `IAM at ${iamEndpoint}`
  return readTemporaryKeys(parseKeysJson(await acceptedText(second, outreach), from), {from, now, mustExpire: true})
}
