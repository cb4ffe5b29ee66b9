import {type ServiceVersion} from '../core/catalog/types.js'
import {type Settings} from '../core/config/resolve-settings.js'
import {type Account} from '../core/credentials/types.js'
import {type OpenSandbox} from './open-sandbox.js'

/** The sandbox's account, for a call to one service: the ids that were typed win (design §5). */
export const sandboxAccount = (
  settings: Settings,
  {sandbox, isWhole}: OpenSandbox,
  {service, version}: Pick<ServiceVersion, 'service' | 'version'>,
): Account => {
  const {keys, projectId, domainId, endpoint, serviceEndpoint} = sandbox
  // A sandbox of the whole catalogue must know which service is meant where several share a path.
  const own = isWhole && service !== '' ? serviceEndpoint(service, version === '' ? undefined : version) : endpoint
  return {
    keys,
    projectId: settings.get('project-id') ?? projectId,
    domainId: settings.get('account-domain-id') ?? domainId,
    iamEndpoint: endpoint,
    endpoint: {endpoints: [own], source: 'the sandbox'},
    source: 'the sandbox',
  }
}
