import {type Account, type CredentialType} from './types.js'

/** The id that goes with a credential type: a project for basic, an account for global, none for a service's own (spec §3.1). */
export const idsFor = (
  type: CredentialType,
  {projectId, domainId}: {readonly projectId?: string | undefined; readonly domainId?: string | undefined},
): Pick<Account, 'projectId' | 'domainId'> => {
  if (type === 'basic' && projectId) return {projectId}
  if (type === 'global' && domainId) return {domainId}
  return {}
}
