import {choosePreviewClass} from '../core/credentials/own/choose-class.js'
import {previewCaller} from '../core/credentials/own/own-account.js'
import {resolveEndpoint} from '../core/endpoints/resolve-endpoint.js'
import {ConfigError} from '../core/errors/config-error.js'
import {type HttpRequest} from '../core/http/types.js'
import {maskArguments} from '../core/output/mask-value.js'
import {fillToken} from '../core/request/arguments/fill-token.js'
import {overwrittenHeaders} from '../core/request/arguments/overwritten-headers.js'
import {withTrace} from '../core/http/pass-trace.js'
import {buildRequest} from '../core/request/wire/build-request.js'
import {type CallContext} from './call-context.js'
import {userAgents} from './user-agent.js'

/** The endpoint as far as it is known without asking anybody; a placeholder where no region is. */
const previewEndpoint = async (
  context: CallContext,
  credentialType: 'basic' | 'global' | 'own',
  accountEndpoint: ReturnType<typeof previewCaller>['endpoint'],
): Promise<string> => {
  const {found, settings, profile, runtime, warn} = context
  try {
    const {endpoints} = await resolveEndpoint({
      service: found.file.head,
      settings,
      surroundings: runtime,
      credentialType,
      accountEndpoint,
      profile,
      warn,
    })
    return endpoints[0] ?? 'https://{endpoint}'
  } catch (error) {
    if (error instanceof ConfigError && settings.get('region') === undefined) return 'https://{endpoint}'
    throw error
  }
}

/** The request that would be sent, its arguments' secrets masked. Nobody is asked, and what is not known is a placeholder. */
export const buildPreview = async (context: CallContext): Promise<HttpRequest> => {
  const {runtime, settings, profile, found, warn} = context
  const {operation, file, service} = found
  const {services} = await runtime.catalog()
  const credentialType = services[service]?.credentialType ?? 'basic'
  const chosen = choosePreviewClass(file.head.credentials, {env: runtime.env, profile})
  const account = previewCaller(chosen, {settings, surroundings: runtime, profile, warn})
  const {projectId, domainId} = account
  const scope = {credentialType: chosen.credentialClass.type, projectId, domainId}
  const known = {...scope, projectId: projectId ?? '{project_id}', domainId: domainId ?? '{domain_id}'}
  for (const warning of overwrittenHeaders(context.arguments, known)) warn(warning)
  const schema = (name: string) => file.schema(name)
  const {arguments: filled} = fillToken({operation, arguments: context.arguments, randomBytes: runtime.randomBytes})
  const request = await buildRequest({
    operation,
    schema,
    arguments: maskArguments(filled, {bodyType: operation.body, schema}),
    endpoint: await previewEndpoint(context, credentialType, account.endpoint),
    scope,
    userAgent: userAgents(runtime, false).full,
    randomBoundary: () => Buffer.from(runtime.randomBytes(16)).toString('hex'),
    keepPlaceholders: true,
    bareQueryKeys: chosen.credentialClass.bareQueryKeys === true,
  })
  const traceParent = settings.get('trace')
  return traceParent === undefined ? request : withTrace(request, traceParent)
}
