import {createHmac} from 'node:crypto'
import {isValueMap, NumberText, type Value, type ValueMap} from '../core/values/value.js'
import {type ReceivedRequest} from './received-request.js'
import {notAuthenticated, type Refusal} from './refusal.js'
import {type SandboxKeys, tokenOf} from './sandbox-keys.js'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const say = (body: ValueMap, name: string): string => {
  const value = body.get(name)
  if (value instanceof NumberText) return value.text
  return typeof value === 'string' ? value : ''
}

const isAccount = (authorization: string, {accessKeyId, secretAccessKey}: SandboxKeys): boolean =>
  authorization === `Basic ${base64(`${accessKeyId}:${secretAccessKey}`)}`

/** The text that an app id signs holds the enterprise where it serves several (spec §10.2); a sandbox takes both. */
const isApp = (
  authorization: string,
  body: ValueMap,
  {accessKeyId, secretAccessKey}: SandboxKeys,
  now: Date,
): boolean => {
  const [, signature, access] = /^HMAC-SHA256 signature=([\dA-F]{64}),access=(\S+)$/.exec(authorization) ?? []
  const [expires, nonce] = [say(body, 'expireTime'), say(body, 'nonce')]
  if (access !== base64(accessKeyId) || say(body, 'appId') !== accessKeyId) return false
  if (!(Number(expires) * 1000 > now.getTime()) || nonce === '') return false
  return [[], [say(body, 'corpId')]].some((corp) => {
    const text = [accessKeyId, ...corp, say(body, 'userId'), expires, nonce].join(':')
    return createHmac('sha256', secretAccessKey).update(text).digest('hex').toUpperCase() === signature
  })
}

/**
 * Answers a log-in for services that take an access token in place of a signature (spec §10.2), with the sandbox's keys as
 * name and password or as app id and key. Undefined where a request is no log-in.
 */
export const answerLogIn = (
  {method, path, headers, body}: ReceivedRequest,
  keys: SandboxKeys,
  now: Date,
): Value | Refusal | undefined => {
  if (method !== 'POST' || !['/v1/usg/acs/auth/account', '/v2/usg/acs/auth/appauth'].includes(path)) return undefined
  const authorization = headers.get('authorization') ?? ''
  const fields = body.kind === 'json' && isValueMap(body.value) ? body.value : new Map<string, Value>()
  const isGood = path.startsWith('/v1/') ? isAccount(authorization, keys) : isApp(authorization, fields, keys, now)
  if (!isGood) return notAuthenticated('the log-in is not that of this sandbox')
  return new Map<string, Value>([
    ['accessToken', tokenOf(keys)],
    ['validPeriod', new NumberText('43200')],
  ])
}
