import {explainRefusal} from './look-up.js'
import {type Proof} from './claims.js'
import {identityRequest, jsonHeaders, keysForToken, subjectTokenOf} from './federate.js'
import {identityBody, object} from './identity-body.js'
import {type Outreach} from './outreach.js'
import {type TemporaryKeys} from './temporary-keys.js'

/**
 * Logs a user in at IAM and trades the token for temporary keys.
 * @throws {ServiceError} where IAM refuses, {CredentialsError} where it answers with something else.
 */
export const passwordKeys = async (
  {userName, userPassword, accountName}: Extract<Proof, {kind: 'password'}>,
  where: {readonly iamEndpoint: string; readonly now: Date},
  outreach: Outreach,
): Promise<TemporaryKeys> => {
  const account = object(['name', accountName])
  const user = object(['name', userName], ['password', userPassword], ['domain', account])
  const identity = object(['methods', ['password']], ['password', object(['user', user])])
  const auth = object(['identity', identity], ['scope', object(['domain', account])])
  const response = await outreach.send(
    identityRequest(where.iamEndpoint, '/v3/auth/tokens', {
      headers: jsonHeaders(outreach),
      body: identityBody(object(['auth', auth])),
    }),
  )
  try {
    return await keysForToken(await subjectTokenOf(response, `the password of ${userName}`, outreach), where, outreach)
  } catch (error) {
    throw explainRefusal(
      error,
      `Cannot log in as ${userName} of ${accountName}`,
      'Check HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME.',
    )
  }
}
