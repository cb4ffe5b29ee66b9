import {type Value} from '../core/values/value.js'
import {type ReceivedRequest} from './received-request.js'
import {type SandboxScope} from './sandbox-scope.js'

const map = (entries: Readonly<Record<string, Value>>): Value => new Map(Object.entries(entries))

/**
 * Answers to the look-ups that every SDK makes by itself, on whatever endpoint it was given, before its first call: the
 * project of a region (spec §3.3), the account (spec §3.4) and who calls (spec §3.4). They must agree with the sandbox's
 * own ids, so they are not made up. Undefined where a request is no look-up.
 */
export const answerLookUp = (
  {method, path, query}: ReceivedRequest,
  scope: SandboxScope,
  region: string,
): Value | undefined => {
  if (method !== 'GET') return undefined
  const {projectId, domainId} = scope
  switch (path) {
    case '/v3/projects': {
      const name = query.find(([key]) => key === 'name')?.[1] ?? region
      const project = {id: projectId, name, domain_id: domainId, parent_id: domainId, enabled: true, is_domain: false}
      return map({projects: [map({...project, description: '', links: map({})})], links: map({})})
    }
    case '/v3/auth/domains':
      return map({domains: [map({id: domainId, name: 'sandbox', enabled: true, links: map({})})], links: map({})})
    case '/v5/caller-identity':
      return map({account_id: domainId, principal_id: domainId, principal_urn: `iam::${domainId}:user:sandbox`})
    default:
      return undefined
  }
}
