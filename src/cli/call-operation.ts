import {unbuiltReason} from '../core/catalog/unbuilt-reason.js'
import {HwcError} from '../core/errors/hwc-error.js'
import {UsageError} from '../core/errors/usage-error.js'
import {type HttpResponse} from '../core/http/types.js'
import {buildRequest} from '../core/request/wire/build-request.js'
import {sign} from '../core/signing/sign.js'
import {type CallContext} from './call-context.js'
import {logging} from './logging.js'
import {type Session} from './session.js'
import {userAgent} from './user-agent.js'

/** What an operation is called with; the command itself says the rest. */
export type OperationCall = Pick<CallContext, 'found' | 'settings' | 'profile' | 'arguments'>

/**
 * Makes one call of an operation and hands its answer on while its place is known.
 * @throws {HwcError} for whatever goes wrong on the way, with the region where there is one.
 */
export const callOperation = async <T>(
  session: Session,
  call: OperationCall,
  take: (response: HttpResponse) => Promise<T>,
): Promise<T> => {
  const {runtime, signal} = session
  const {found, settings} = call
  const {operation, file, service, command} = found
  const summary = (await runtime.catalog()).services[service]
  if (!summary) throw new TypeError(`The catalogue has no service ${service}`)
  const reason = unbuiltReason(operation, summary)
  if (reason !== undefined) throw new UsageError(`${service} ${command} is not built yet: it needs ${reason}`)
  const {credentialType} = summary
  const party = await session.party(call, {head: file.head, credentialType})
  const {account, region} = party
  const {keys, projectId, domainId} = account
  const log = await logging(settings, runtime, async () =>
    (await import('./call-mask.js')).callMask(found, call.arguments),
  )
  try {
    const response = await party.call(
      (endpoint) =>
        buildRequest({
          operation,
          schema: (name) => file.schema(name),
          arguments: call.arguments,
          endpoint,
          scope: {credentialType, projectId, domainId},
          userAgent: userAgent(runtime),
          randomBoundary: () => Buffer.from(runtime.randomBytes(16)).toString('hex'),
        }),
      {
        signal,
        send: session.send(call, {
          streams: operation.streamResponse === true,
          inner: [sign(() => keys, {now: runtime.now}), ...log],
        }),
      },
    )
    return await take(response)
  } catch (error) {
    if (error instanceof HwcError) error.place = {region, ...error.place}
    throw error
  }
}
