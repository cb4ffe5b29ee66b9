import {accessTokens, type LogInTools} from '../credentials/own/log-in.js'
import {type CredentialClass} from '../credentials/own/credential-classes.js'
import {type Account, type Keys} from '../credentials/types.js'
import {CredentialsError} from '../errors/credentials-error.js'
import {type Middleware} from '../http/types.js'
import {signObs} from '../signing/obs/sign-obs.js'
import {sendToken} from '../signing/send-token.js'
import {sign, type SignOptions} from '../signing/sign.js'

export interface AuthenticationTools extends SignOptions, LogInTools {
  readonly now: () => Date
}

const withoutToken = ({accessKeyId, secretAccessKey}: Keys): Keys => ({accessKeyId, secretAccessKey})

const tokenHeader = ({name, header}: CredentialClass): string => {
  if (header === undefined) throw new TypeError(`${name} has no header for its token`)
  return header
}

const heldToken = ({own, source}: Account): string => {
  const token = own?.get('auth_token')
  if (token === undefined) throw new CredentialsError(`${source} has no token`)
  return token
}

/** What authenticates the requests of a service, each try afresh, as the credential class that was chosen demands (spec §3.1, §10). */
export const authenticate = (
  credentialClass: CredentialClass,
  account: Account,
  tools: AuthenticationTools,
): Middleware => {
  const {keys} = account
  switch (credentialClass.signer) {
    case 'keys':
      return sign(() => keys, tools)
    case 'keys-without-token':
      return sign(() => withoutToken(keys), tools)
    case 'obs':
      return signObs(() => keys, tools)
    case 'token': {
      const token = heldToken(account)
      return sendToken(tokenHeader(credentialClass), () => token)
    }
    case 'log-in':
      return sendToken(tokenHeader(credentialClass), accessTokens(account.own ?? new Map<string, string>(), tools))
    case 'none':
      return (next) => next
  }
}
