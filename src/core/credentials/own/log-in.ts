import {createHmac} from 'node:crypto'
import {CredentialsError} from '../../errors/credentials-error.js'
import {parseBoolean} from '../../config/parse-setting.js'
import {type HttpRequest} from '../../http/types.js'
import {isValueMap, NumberText, type Value} from '../../values/value.js'
import {acceptedText} from '../federate.js'
import {identityBody, object} from '../identity-body.js'
import {type Outreach} from '../outreach.js'
import {parseKeysJson} from '../temporary-keys.js'

/** Where a call goes, so does the log-in. */
export type Origin = Pick<HttpRequest, 'scheme' | 'host'>

export interface LogInTools {
  readonly outreach: Pick<Outreach, 'send' | 'readError' | 'userAgent'>
  readonly now: () => Date
  /** A UUID of version 4. */
  readonly nonce: () => string
}

type Claims = ReadonlyMap<string, string>

/** What the service calls a program that is no client of its own. */
const clientType = new NumberText('72')
/** How long the signature of an app id is good for, in seconds. */
const signatureLasts = 600
/** How long a token is used, in milliseconds (spec §10.2). */
const tokenLasts = 12 * 60 * 60 * 1000

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const isMultiTenant = (claims: Claims): boolean => {
  const text = claims.get('multi_tenant')
  if (text === undefined) return false
  const parsed = parseBoolean(text)
  if (!('value' in parsed)) throw new CredentialsError(`multi_tenant: ${parsed.problem}`)
  return parsed.value
}

const accountLogIn = (name: string, password: string) => ({
  target: '/v1/usg/acs/auth/account',
  authorization: `Basic ${base64(`${name}:${password}`)}`,
  body: object(['account', name], ['clientType', clientType]),
})

/** The signed text is `appId[:corpId]:userId:expire:nonce` (spec §10.2). */
const appLogIn = (appId: string, appKey: string, claims: Claims, {now, nonce}: LogInTools) => {
  const userId = claims.get('user_id') ?? ''
  const manyTenants = isMultiTenant(claims)
  const corpId = claims.get('corp_id') ?? (manyTenants ? '' : null)
  const expires = String(Math.floor(now().getTime() / 1000) + signatureLasts)
  const once = nonce()
  const text = [appId, ...(manyTenants ? [corpId ?? ''] : []), userId, expires, once].join(':')
  const signature = createHmac('sha256', appKey).update(text).digest('hex').toUpperCase()
  return {
    target: '/v2/usg/acs/auth/appauth',
    authorization: `HMAC-SHA256 signature=${signature},access=${base64(appId)}`,
    body: object(
      ['appId', appId],
      ['userId', userId],
      ['corpId', corpId],
      ['expireTime', new NumberText(expires)],
      ['nonce', once],
      ['clientType', clientType],
      ['deptCode', claims.get('dept_code') ?? null],
    ),
  }
}

const logInOf = (claims: Claims, tools: LogInTools): {target: string; authorization: string; body: Value} => {
  const [name, password] = [claims.get('user_name'), claims.get('user_password')]
  if (name !== undefined && password !== undefined) return accountLogIn(name, password)
  const [appId, appKey] = [claims.get('app_id'), claims.get('app_key')]
  if (appId !== undefined && appKey !== undefined) return appLogIn(appId, appKey, claims, tools)
  throw new CredentialsError('There is neither an account nor an app id to log in with')
}

const logIn = async ({scheme, host}: Origin, claims: Claims, tools: LogInTools): Promise<string> => {
  const {outreach} = tools
  const {target, authorization, body} = logInOf(claims, tools)
  const response = await outreach.send({
    method: 'POST',
    scheme,
    host,
    target,
    headers: {Authorization: authorization, 'Content-Type': 'application/json', 'User-Agent': outreach.userAgent},
    body: identityBody(body),
  })
  const from = `The log-in at ${host}`
  const answer = parseKeysJson(await acceptedText(response, outreach), from)
  const token = isValueMap(answer) ? answer.get('accessToken') : undefined
  if (typeof token !== 'string' || token === '') throw new CredentialsError(`${from} gave no access token`)
  return token
}

/**
 * Access tokens by host, from a log-in with an account or an app id; each is used for 12 hours, and calls side by side
 * share one log-in (spec §10.2).
 * @throws {ServiceError} where the log-in is refused, {CredentialsError} where it gives no token.
 */
export const accessTokens = (claims: Claims, tools: LogInTools): ((origin: Origin) => Promise<string>) => {
  const held = new Map<string, {readonly token: Promise<string>; readonly until: number}>()
  return (origin) => {
    const key = `${origin.scheme}://${origin.host}`
    const time = tools.now().getTime()
    const known = held.get(key)
    if (known !== undefined && time <= known.until) return known.token
    const token = logIn(origin, claims, tools)
    const entry = {token, until: time + tokenLasts}
    held.set(key, entry)
    token.catch(() => {
      if (held.get(key) === entry) held.delete(key)
    })
    return token
  }
}
