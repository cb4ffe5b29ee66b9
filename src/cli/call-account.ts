import {type CredentialType} from '../core/catalog/types.js'
import {type Account} from '../core/credentials/types.js'
import {type Sandbox} from '../sandbox/start-sandbox.js'
import {type CallContext} from './call-context.js'

/** Who calls: the sandbox's account, or what the credentials chain finds (design §5). */
export const callAccount = async (
  context: CallContext,
  credentialType: CredentialType,
  sandbox: Sandbox | undefined,
): Promise<Account> => {
  const {settings, runtime, profile, warn} = context
  if (!sandbox) {
    const {resolveAccount} = await import('../core/credentials/resolve-account.js')
    return resolveAccount({credentialType, settings, surroundings: runtime, profile, warn})
  }
  const {keys, projectId, domainId, endpoint} = sandbox
  return {
    keys,
    projectId: settings.get('project-id') ?? projectId,
    domainId: settings.get('account-domain-id') ?? domainId,
    iamEndpoint: endpoint,
    endpoint: {endpoints: [endpoint], source: 'the sandbox'},
    source: 'the sandbox',
  }
}
