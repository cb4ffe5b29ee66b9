import {type Profile} from '../config/profile.js'
import {readVariable} from '../config/read-variable.js'
import {type Settings} from '../config/resolve-settings.js'
import {type Surroundings} from '../config/surroundings.js'
import {CredentialsError} from '../errors/credentials-error.js'
import {loadFromChain} from './chain.js'
import {
  environmentEndpoint,
  environmentIds,
  fromEnvironment,
  fromTerraformEnvironment,
  hasEnvironmentKeys,
} from './from-environment.js'
import {accountSection, fromProfile, profileEndpoint} from './from-profile.js'
import {idsFor} from './account-ids.js'
import {toProvider} from './to-provider.js'
import {type Account, type CredentialProvider, type CredentialType} from './types.js'

export interface AccountSources {
  readonly credentialType: CredentialType
  readonly settings: Settings
  readonly surroundings: Pick<Surroundings, 'env'>
  readonly profile: Profile
  /** Told on stderr: what was said and is not used. */
  readonly warn: (message: string) => void
}

/** The chain in the SDK's order (spec §3.9), or the one profile that was named: nothing else is tried then (design §2). */
export const providersFor = ({
  credentialType,
  surroundings: {env},
  profile,
}: AccountSources): readonly CredentialProvider[] =>
  (profile.explicit
    ? [fromProfile(profile, credentialType)]
    : [
        fromEnvironment(env, credentialType),
        fromTerraformEnvironment(env, credentialType),
        fromProfile(profile, credentialType),
      ]
  ).map(toProvider)

/** `--project-id` and `--account-domain-id` win over the ids of any source. */
const withFlags = <Ids extends Pick<Account, 'projectId' | 'domainId'>>(ids: Ids, settings: Settings): Ids => {
  const projectId = settings.get('project-id')
  const domainId = settings.get('account-domain-id')
  return {...ids, ...(projectId === undefined ? {} : {projectId}), ...(domainId === undefined ? {} : {domainId})}
}

/**
 * Who calls: keys, ids and endpoint of one source, flags alone overriding the ids. The sandbox's account is not ours
 * to give.
 * @throws {CredentialsError} where no source has keys or one is half set, {ConfigError} where a source is malformed.
 */
export const resolveAccount = async (sources: AccountSources): Promise<Account> => {
  const {profile, settings, surroundings, warn} = sources
  if (profile.kind === 'sandbox') throw new CredentialsError('The sandbox has an account of its own')
  const account = await loadFromChain(providersFor(sources))
  if (profile.defect !== undefined) warn(`${profile.defect.message}; the file is not used`)
  const variable = readVariable(surroundings.env, 'endpoint')?.variable
  const overruled = profile.explicit || settings.get('endpoint') !== undefined
  if (variable !== undefined && variable !== account.endpoint?.source && !overruled)
    warn(`${variable} is not used: it goes with keys of the environment, and these are from ${account.source}`)
  return withFlags(account, settings)
}

/**
 * What is known of the account without any keys, for a preview: ids and endpoint of the source that the chain would
 * ask first. Asks nobody and never fails for want of keys.
 */
export const previewAccount = ({
  credentialType,
  settings,
  surroundings: {env},
  profile,
}: AccountSources): Pick<Account, 'projectId' | 'domainId' | 'endpoint'> => {
  const useProfile =
    profile.explicit || (!hasEnvironmentKeys(env) && accountSection(profile, credentialType) !== undefined)
  const values = useProfile ? accountSection(profile, credentialType)?.values : undefined
  const endpoint = useProfile ? profileEndpoint(profile) : environmentEndpoint(env)
  const ids = useProfile
    ? idsFor(credentialType, {projectId: values?.get('project_id'), domainId: values?.get('domain_id')})
    : environmentIds(env, credentialType)
  return withFlags({...ids, ...(endpoint === undefined ? {} : {endpoint})}, settings)
}
