import {HwcError} from '../core/errors/hwc-error.js'
import {NetworkError} from '../core/errors/network-error.js'
import {unclearNote} from '../core/http/retry.js'
import {isIdempotent} from '../core/http/retry-policy.js'
import {type HttpRequest, type HttpResponse, type Middleware} from '../core/http/types.js'
import {type RequestArguments} from '../core/request/types.js'
import {fillToken} from '../core/request/arguments/fill-token.js'
import {overwrittenHeaders} from '../core/request/arguments/overwritten-headers.js'
import {buildRequest} from '../core/request/wire/build-request.js'
import {checkAddress} from '../core/values/check-address.js'
import {type CallContext} from './call-context.js'
import {logging} from './logging.js'
import {type Party, type Session} from './session.js'
import {userAgents} from './user-agent.js'

/** Whether the arguments bring an Authorization; only that spelling counts (spec §1). */
const hasAuthorization = ({parameters}: RequestArguments): boolean =>
  parameters.some(
    ({parameter: {in: place, name, wire = name}, value}) =>
      place === 'header' && wire === 'Authorization' && value !== null,
  )

/** The token that goes out with the signature, where a request is signed with the account's keys. */
const tokenOf = ({account, credentialClass}: Party): string | undefined =>
  credentialClass.signer === 'keys' ? account.keys.securityToken : undefined

/** What an operation is called with; the command itself says the rest. */
export interface OperationCall extends Pick<CallContext, 'found' | 'settings' | 'profile' | 'arguments'> {
  /** Path and query in place of those that the arguments make, for the request that they make. */
  readonly retarget?: (request: HttpRequest) => string
}

/** A refusal says whose credentials were refused. */
const withSource = (response: HttpResponse, {account}: Party): HttpResponse =>
  response.status === 401 || response.status === 403
    ? {...response, notes: [...(response.notes ?? []), `The credentials came from ${account.source}.`]}
    : response

/** A stream that breaks off comes too late for a retry, which says the same of a call that is not safe to repeat. */
const takeWhole = async <T>(
  response: HttpResponse,
  take: (response: HttpResponse) => Promise<T>,
  {method, repeatWith}: {readonly method: string; readonly repeatWith: string | undefined},
): Promise<T> => {
  try {
    return await take(response)
  } catch (error) {
    if (!(error instanceof NetworkError) || isIdempotent(method)) throw error
    const {message, failure, hint, cause} = error
    const hints = [hint, unclearNote(repeatWith)].filter((text) => text !== undefined)
    throw new NetworkError(message, {failure, maybeSent: true, hint: hints.join('\n'), cause})
  }
}

/**
 * Makes one call of an operation and hands its answer on while its place is known. Every try passes `inner` last.
 * @throws {HwcError} for whatever goes wrong on the way, with the region where there is one.
 */
export const callOperation = async <T>(
  session: Session,
  call: OperationCall,
  take: (response: HttpResponse) => Promise<T>,
  inner: readonly Middleware[] = [],
): Promise<T> => {
  const {runtime, signal} = session
  const {found, settings} = call
  const {operation, file, service} = found
  const summary = (await runtime.catalog()).service(service)
  const isUnsigned = hasAuthorization(call.arguments)
  const party = await session.party(call, {
    head: file.head,
    credentialType: summary?.credentialType ?? 'basic',
    isUnsigned,
  })
  const {region, scope, credentialClass, authenticate} = party
  const securityToken = isUnsigned ? undefined : tokenOf(party)
  for (const warning of overwrittenHeaders(call.arguments, scope, securityToken)) session.warn(warning)
  const {arguments: filled, repeatWith} = fillToken({
    operation,
    arguments: call.arguments,
    randomBytes: runtime.randomBytes,
  })
  const log = await logging(settings, {
    runtime,
    warn: session.warn,
    client: file.head.client,
    loadMask: async () => (await import('./call-mask.js')).callMask(found, filled),
  })
  try {
    const response = await party.call(
      async (endpoint) => {
        const request = await buildRequest({
          operation,
          schema: (name) => file.schema(name),
          arguments: filled,
          endpoint,
          scope,
          userAgent: userAgents(runtime, call.profile.kind !== 'sandbox').full,
          randomBoundary: () => Buffer.from(runtime.randomBytes(16)).toString('hex'),
          bareQueryKeys: credentialClass.bareQueryKeys === true,
        })
        if (!call.retarget) return request
        const other = {...request, target: call.retarget(request)}
        checkAddress(other)
        return other
      },
      session.send(call, {
        streams: operation.streamResponse === true,
        inner: [authenticate, ...log, ...inner],
      }),
      {signal, repeatWith},
    )
    return await takeWhole(withSource(response, party), take, {method: operation.method, repeatWith})
  } catch (error) {
    if (error instanceof HwcError) error.place = {region, ...error.place}
    throw error
  }
}
