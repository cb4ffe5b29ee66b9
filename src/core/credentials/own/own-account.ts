import {CredentialsError} from '../../errors/credentials-error.js'
import {describeProfile} from '../profile-section.js'
import {previewAccount, resolveAccount, type AccountSources} from '../resolve-account.js'
import {type Account, type Keys} from '../types.js'
import {type ChosenClass} from './choose-class.js'
import {describeSets, type OwnClaims} from './own-claims.js'
import {type OwnSection} from './own-section.js'

/** What stands for keys where there are none; nothing can be signed with them. */
export const noKeys: Keys = {accessKeyId: '', secretAccessKey: ''}

type Ids = Pick<Account, 'projectId' | 'domainId'>

/** Ids that were typed: no other go with credentials of a service's own kind. */
const typedIds = ({settings}: Pick<AccountSources, 'settings'>): Ids => {
  const projectId = settings.get('project-id')
  const domainId = settings.get('account-domain-id')
  return {...(projectId === undefined ? {} : {projectId}), ...(domainId === undefined ? {} : {domainId})}
}

const keysOf = (values: OwnClaims['values']): Keys => {
  const securityToken = values.get('security_token')
  return {
    accessKeyId: values.get('ak') ?? '',
    secretAccessKey: values.get('sk') ?? '',
    ...(securityToken === undefined ? {} : {securityToken}),
  }
}

const nothingFound = (section: OwnSection, {profile}: Pick<AccountSources, 'profile'>): Error => {
  if (profile.defect !== undefined) return profile.defect
  const variables = `the environment: ${describeSets('environment', section)} are not set`
  const sections = `${describeProfile(profile)}: ${profile.absence ?? `[${section.section}] has no ${describeSets('profile', section)}`}`
  const reasons = profile.explicit ? [sections] : [variables, sections]
  return new CredentialsError(`No credentials found:${reasons.map((reason) => `\n  ${reason}`).join('')}`, {
    hint: 'This service has credentials of its own; hwc --profile sandbox needs no account.',
  })
}

/**
 * Who calls, for the class that was chosen: what is of the service's own kind, an account from the chain, or nobody where
 * the class needs none.
 * @throws {CredentialsError} where nothing was found, and whatever the chain throws.
 */
export const resolveCaller = async (
  {credentialClass, claims}: ChosenClass,
  sources: Omit<AccountSources, 'credentialType'>,
): Promise<Account> => {
  const {type, takesKeys, own, signer} = credentialClass
  if (claims !== undefined) {
    const {values, source, endpoint} = claims
    return {keys: keysOf(values), own: values, source, ...(endpoint && {endpoint}), ...typedIds(sources)}
  }
  if (takesKeys) return resolveAccount({...sources, credentialType: type})
  if (signer === 'none' || own === undefined) return unknownCaller(sources)
  throw nothingFound(own, sources)
}

/** Nobody in particular: for requests that go unsigned, with the ids and the endpoint that are known without any keys. */
export const unknownCaller = (
  sources: Omit<AccountSources, 'credentialType'>,
  credentialType: AccountSources['credentialType'] = 'own',
): Account => ({...previewAccount({...sources, credentialType}), keys: noKeys, source: 'nobody'})

/** What is known of the caller for a preview, which asks nobody and needs no keys. */
export const previewCaller = (
  {credentialClass: {type}, claims}: ChosenClass,
  sources: Omit<AccountSources, 'credentialType'>,
): Pick<Account, 'projectId' | 'domainId' | 'endpoint'> => {
  if (claims === undefined) return previewAccount({...sources, credentialType: type})
  return {...typedIds(sources), ...(claims.endpoint && {endpoint: claims.endpoint})}
}
