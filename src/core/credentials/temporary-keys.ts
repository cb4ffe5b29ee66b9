import {CredentialsError} from '../errors/credentials-error.js'
import {JsonSyntaxError, parseJson} from '../values/parse-json.js'
import {isValueMap, type Value, type ValueMap} from '../values/value.js'
import {type Keys} from './types.js'

/** Keys that end. Times are in milliseconds since 1970. */
export interface TemporaryKeys {
  readonly keys: Keys
  readonly expires: number
  readonly obtained: number
}

/** What an account says of its temporary keys. */
export const lasting = ({keys, expires}: TemporaryKeys): {readonly keys: Keys; readonly expires?: number} =>
  expires === Infinity ? {keys} : {keys, expires}

const wrappers = ['credential', 'credentials', 'Credentials']
const spellings = {
  accessKeyId: ['access', 'accessKeyId', 'access_key_id', 'AccessKeyId'],
  secretAccessKey: ['secret', 'secretAccessKey', 'secret_access_key', 'SecretAccessKey'],
  securityToken: ['securitytoken', 'securityToken', 'security_token', 'SessionToken'],
  expiration: ['expires_at', 'expiration', 'Expiration'],
} as const

const unwrap = (body: ValueMap): ValueMap => {
  const wrapped = wrappers.map((name) => body.get(name)).find((value): value is ValueMap => isValueMap(value))
  return wrapped ?? body
}

const textOf = (map: ValueMap, names: readonly string[]): string | undefined =>
  names.map((name) => map.get(name)).find((value): value is string => typeof value === 'string' && value !== '')

/** UTC with or without a fraction; the fraction is dropped, as the SDK does (spec §3.5). */
const timePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:Z|\+00:00)$/

const parseTime = (text: string): number => Date.parse(`${timePattern.exec(text)?.[1] ?? 'never'}Z`)

/** The JSON of an answer. @throws {CredentialsError} that names where it came from and shows nothing of it. */
export const parseKeysJson = (text: string, from: string): Value => {
  try {
    return parseJson(text)
  } catch (cause) {
    if (cause instanceof JsonSyntaxError) throw new CredentialsError(`${from} did not answer with JSON`)
    throw cause
  }
}

/**
 * Reads keys in the shapes in which IAM, metadata and pod identity give them (spec §3.5) and other clouds' tools print
 * them. Without an expiry they are not temporary: `expires` is infinite.
 * @throws {CredentialsError} where a part is missing; never shows a value.
 */
export const readTemporaryKeys = (
  answer: Value,
  {from, now, mustExpire}: {readonly from: string; readonly now: Date; readonly mustExpire: boolean},
): TemporaryKeys => {
  if (!isValueMap(answer)) throw new CredentialsError(`${from} did not answer with a JSON object`)
  const map = unwrap(answer)
  const accessKeyId = textOf(map, spellings.accessKeyId)
  const secretAccessKey = textOf(map, spellings.secretAccessKey)
  const securityToken = textOf(map, spellings.securityToken)
  const expiration = textOf(map, spellings.expiration)
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new CredentialsError(`${from} answered without an access key`)
  if (expiration === undefined && mustExpire) throw new CredentialsError(`${from} does not say when its keys expire`)
  const expires = expiration === undefined ? Infinity : parseTime(expiration)
  if (Number.isNaN(expires)) throw new CredentialsError(`${from} says in no known form when its keys expire`)
  const keys = {accessKeyId, secretAccessKey, ...(securityToken === undefined ? {} : {securityToken})}
  return {keys, expires, obtained: now.getTime()}
}

const longestMargin = 40 * 60 * 1000

/** Whether keys last: more than 40 minutes or half of their life, whichever is less, is left (design §5). */
export const areFresh = ({expires, obtained}: TemporaryKeys, now: Date): boolean => {
  const margin = Math.min(longestMargin, (expires - obtained) / 2)
  return obtained <= now.getTime() && expires - now.getTime() >= margin && expires > now.getTime()
}

/** Whether keys are still good for one more call where no fresh ones can be had. */
export const areUsable = ({expires}: TemporaryKeys, now: Date): boolean => expires - now.getTime() > 60_000
