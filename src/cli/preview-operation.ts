import {previewAccount} from '../core/credentials/resolve-account.js'
import {resolveEndpoint} from '../core/endpoints/resolve-endpoint.js'
import {ConfigError} from '../core/errors/config-error.js'
import {writeTo} from '../core/io/write-stream.js'
import {maskArguments} from '../core/output/mask-value.js'
import {previewRequest, previewValue} from '../core/output/preview/preview-request.js'
import {loadFormatter} from '../core/output/load-formatter.js'
import {buildRequest} from '../core/request/wire/build-request.js'
import {type CallContext} from './call-context.js'
import {userAgent} from './user-agent.js'

/** The endpoint as far as it is known without asking anybody; a placeholder where no region is. */
const previewEndpoint = async (
  context: CallContext,
  credentialType: 'basic' | 'global' | 'own',
  accountEndpoint: ReturnType<typeof previewAccount>['endpoint'],
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

/** Shows the request that would be sent, secrets masked; nothing is sent and no credentials are needed (design §1). */
export const previewOperation = async (context: CallContext): Promise<void> => {
  const {runtime, settings, profile, found, arguments: given, warn} = context
  const {operation, file, service} = found
  const {services} = await runtime.catalog()
  const credentialType = services[service]?.credentialType ?? 'basic'
  const account = previewAccount({credentialType, settings, surroundings: runtime, profile, warn})
  const schema = (name: string) => file.schema(name)
  const request = await buildRequest({
    operation,
    schema,
    arguments: maskArguments(given, {bodyType: operation.body, schema}),
    endpoint: await previewEndpoint(context, credentialType, account.endpoint),
    scope: {credentialType, projectId: account.projectId, domainId: account.domainId},
    userAgent: userAgent(runtime),
    randomBoundary: () => Buffer.from(runtime.randomBytes(16)).toString('hex'),
    keepPlaceholders: true,
  })
  const {stdout} = runtime.io
  const form = settings.get('preview')
  const asData = settings.provenance('output').origin !== 'default' && form !== 'curl'
  if (asData) {
    const format = await loadFormatter(settings.get('output'))
    await writeTo(stdout, format(previewValue(request), {columns: stdout.columns, color: false}))
    return
  }
  await writeTo(stdout, previewRequest(request, form === 'curl' ? 'curl' : 'text'))
}
