import {type ServiceVersion} from '../core/catalog/types.js'
import {type Settings} from '../core/config/resolve-settings.js'
import {type Account} from '../core/credentials/types.js'
import {type Sandbox} from '../sandbox/start-sandbox.js'

/** The sandbox's account, for a call to one service: the ids that were typed win (design §5). */
export const sandboxAccount = (
  settings: Settings,
  sandbox: Sandbox,
  {service, version}: Pick<ServiceVersion, 'service' | 'version'>,
): Account => {
  const {keys, logIn, projectId, domainId, endpoint, serviceEndpoint} = sandbox
  // By a name: where several services share a path it says which is meant, and labels can stand in front of it.
  const own = service === '' ? endpoint : serviceEndpoint(service, version === '' ? undefined : version)
  return {
    keys,
    own: logIn,
    projectId: settings.get('project-id') ?? projectId,
    domainId: settings.get('account-domain-id') ?? domainId,
    iamEndpoint: endpoint,
    endpoint: {endpoints: [own], source: 'the sandbox'},
    source: 'the sandbox',
  }
}
