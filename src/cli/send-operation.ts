import {type CredentialType} from '../core/catalog/types.js'
import {unbuiltReason} from '../core/catalog/unbuilt-reason.js'
import {callOperation} from '../core/client/client.js'
import {toServiceError} from '../core/client/service-error.js'
import {completeAccount} from '../core/credentials/complete-account.js'
import {createIdCache} from '../core/credentials/id-cache.js'
import {type Account, type Keys} from '../core/credentials/types.js'
import {resolveEndpoint} from '../core/endpoints/resolve-endpoint.js'
import {HwcError} from '../core/errors/hwc-error.js'
import {UsageError} from '../core/errors/usage-error.js'
import {createDeadline} from '../core/http/deadline.js'
import {type Middleware, type SendOptions} from '../core/http/types.js'
import {maskText} from '../core/output/mask-text.js'
import {buildRequest} from '../core/request/wire/build-request.js'
import {sign} from '../core/signing/sign.js'
import {type Sandbox} from '../sandbox/start-sandbox.js'
import {callAccount} from './call-account.js'
import {type CallContext} from './call-context.js'
import {createSend, createTransport} from './create-send.js'
import {openSandbox, tellOfSandbox} from './open-sandbox.js'
import {showAnswer} from './show-answer.js'
import {userAgent} from './user-agent.js'

/** The credential type of a call: the service's own. */
const credentialTypeOf = async ({runtime, found}: CallContext): Promise<CredentialType> => {
  const {services} = await runtime.catalog()
  const summary = services[found.service]
  if (!summary) throw new TypeError(`The catalogue has no service ${found.service}`)
  const reason = unbuiltReason(found.operation, summary)
  if (reason !== undefined)
    throw new UsageError(`${found.service} ${found.command} is not built yet: it needs ${reason}`)
  return summary.credentialType
}

const logging = async ({runtime, settings, found, arguments: given}: CallContext): Promise<readonly Middleware[]> => {
  if (!settings.get('debug')) return []
  const [{logRequests}, {callMask}] = await Promise.all([
    import('../core/http/log-requests.js'),
    import('./call-mask.js'),
  ])
  const write = (text: string): void => {
    runtime.io.stderr.stream.write(text)
  }
  return [logRequests({write, mask: callMask(found, given), now: runtime.now})]
}

const randomBoundary =
  ({runtime}: CallContext) =>
  (): string =>
    Buffer.from(runtime.randomBytes(16)).toString('hex')

const call = async (context: CallContext, sandbox: Sandbox | undefined, {signal}: SendOptions): Promise<void> => {
  const {runtime, settings, profile, found, warn} = context
  const {operation, file} = found
  const credentialType = await credentialTypeOf(context)
  const known = await callAccount(context, credentialType, sandbox)
  const {endpoints, region} = await resolveEndpoint({
    service: file.head,
    settings,
    surroundings: runtime,
    credentialType,
    accountEndpoint: known.endpoint,
    profile,
    warn,
  })
  try {
    const log = await logging(context)
    const transport = createTransport(context)
    const signed = (keys: Keys): readonly Middleware[] => [sign(() => keys, {now: runtime.now}), ...log]
    const account: Account = await completeAccount(
      {
        account: known,
        settings,
        region,
        cache: createIdCache(runtime),
        send: async (request, keys) =>
          createSend(context, {transport, streams: false, inner: signed(keys)})(request, {signal}),
        readError: async (response) => toServiceError(response, {now: runtime.now(), maskText}),
        userAgent: userAgent(runtime),
      },
      credentialType,
    )
    const {keys, projectId, domainId} = account
    const response = await callOperation({
      endpoints,
      build: async (endpoint) =>
        buildRequest({
          operation,
          schema: (name) => file.schema(name),
          arguments: context.arguments,
          endpoint,
          scope: {credentialType, projectId, domainId},
          userAgent: userAgent(runtime),
          randomBoundary: randomBoundary(context),
        }),
      send: createSend(context, {transport, streams: operation.streamResponse === true, inner: signed(keys)}),
      signal,
    })
    if (sandbox) tellOfSandbox(context)
    await showAnswer(response, context)
  } catch (error) {
    if (error instanceof HwcError) error.place = {region, ...error.place}
    throw error
  }
}

/** Makes one call and shows its answer. @throws {HwcError} for whatever goes wrong on the way. */
export const sendOperation = async (context: CallContext): Promise<void> => {
  const {runtime, settings} = context
  const {interruption} = runtime
  const seconds = settings.get('total-timeout')
  const deadline = seconds === undefined ? undefined : createDeadline(seconds, interruption.signal)
  void interruption.listen()
  const sandbox = await openSandbox(context)
  try {
    await call(context, sandbox, {signal: deadline?.signal ?? interruption.signal})
  } finally {
    deadline?.stop()
    await sandbox?.close()
  }
}
