import {createHash, timingSafeEqual} from 'node:crypto'
import {parseAuthorization} from './parse-authorization.js'
import {notAuthenticated, type Refusal} from './refusal.js'
import {type Route} from './routes.js'
import {type SandboxKeys, tokenOf} from './sandbox-keys.js'
import {verifyObsSignature} from './verify-obs-signature.js'
import {type ArrivedRequest, verifySignature} from './verify-signature.js'

type Check = (request: ArrivedRequest, keys: SandboxKeys, now: Date) => Refusal | undefined

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const verifyToken =
  (header: string): Check =>
  ({headers}, keys) => {
    const token = headers.get(header.toLowerCase())
    if (token === undefined) return notAuthenticated(`the request has no ${header}`)
    return timingSafeEqual(digest(token), digest(tokenOf(keys)))
      ? undefined
      : notAuthenticated(`${header} is not the token of this sandbox`)
  }

const nothing: Check = () => undefined

/** How each credential class of the catalogue is checked (spec §3.1, §10). */
const checks: ReadonlyMap<string, Check> = new Map([
  ['BasicCredentials', verifySignature],
  ['GlobalCredentials', verifySignature],
  ['SMSApiCredentials', verifySignature],
  ['ObsCredentials', verifyObsSignature],
  ['IamCredentials', verifyToken('X-Auth-Token')],
  ['MeetingCredentials', verifyToken('X-Access-Token')],
  ['IdentityCenterOIDCCredentials', nothing],
  ['IdentityCenterPortalAPICredentials', nothing],
  ['IdentityCenterSCIMCredentials', nothing],
])

/** An operation that takes its Authorization as a parameter is not verified where the request brings one of another form. */
const bringsItsOwn = ({operation}: Route, {headers}: ArrivedRequest): boolean => {
  const parameter = operation.parameters.find(
    ({in: place, name, wire = name}) => place === 'header' && wire === 'Authorization',
  )
  if (parameter === undefined) return false
  const given = headers.get('authorization')
  return parameter.required === true || (given !== undefined && parseAuthorization(given) === undefined)
}

/**
 * Checks who sends a request for an operation, by one of the credential classes that its service takes. Answers the
 * refusal of the first of them, or undefined where one is satisfied.
 */
export const verifyCredentials = (
  request: ArrivedRequest,
  route: Route,
  keys: SandboxKeys,
  now: Date,
): Refusal | undefined => {
  if (bringsItsOwn(route, request)) return undefined
  const known = (route.credentials ?? []).flatMap((name) => checks.get(name) ?? [])
  const refusals = [...new Set(known.length === 0 ? [verifySignature] : known)].map((check) =>
    check(request, keys, now),
  )
  return refusals.includes(undefined) ? undefined : refusals[0]
}
