import {openProfile} from '../config/load-profile.js'
import {type Profile} from '../config/profile.js'
import {readVariable} from '../config/read-variable.js'
import {type Settings} from '../config/resolve-settings.js'
import {type Surroundings} from '../config/surroundings.js'
import {ConfigError} from '../errors/config-error.js'
import {CredentialsError} from '../errors/credentials-error.js'
import {idsFor} from './account-ids.js'
import {loadFromChain} from './chain.js'
import {
  environmentCompanions,
  environmentEndpoint,
  environmentIds,
  fromEnvironment,
  fromTerraformEnvironment,
  hasEnvironmentKeys,
} from './from-environment.js'
import {fromMetadata} from './from-metadata.js'
import {fromPodIdentity, hasPodIdentity} from './from-pod-identity.js'
import {fromProfile, profileCompanions, profileEndpoint} from './from-profile.js'
import {type OpenProfile} from './profile-proof.js'
import {accountSection} from './profile-section.js'
import {type Means, toProvider} from './to-provider.js'
import {type Account, type AccountCompanions, type CredentialProvider, type CredentialType} from './types.js'

export interface AccountSources {
  readonly credentialType: CredentialType
  readonly settings: Settings
  readonly surroundings: Surroundings
  readonly profile: Profile
  /** Told on stderr: what was said and is not used. */
  readonly warn: (message: string) => void
  /** Absent: only keys that stand in the environment or a file are found, nothing is fetched. */
  readonly means?: Means | undefined
}

/** The members of the chain by the names that `credential_sources` gives them, in the SDK's order (spec §3.9). */
export const chainMembers = ['environment', 'terraform', 'profile', 'metadata', 'pod'] as const

type Member = (typeof chainMembers)[number]

/** The members of a profile's chain, in their order. @throws {ConfigError} for one that there is not. */
export const membersOf = ({settings, title, explicit}: Profile): readonly Member[] => {
  const text = settings.get('credential_sources') ?? ''
  // A profile that was named is the account's only source, unless it says otherwise itself (design §2).
  if (text === '') return explicit ? ['profile'] : chainMembers
  return text.split(',').map((word) => {
    const member = chainMembers.find((known) => known === word.trim())
    if (member === undefined)
      throw new ConfigError(`credential_sources of ${title}: expected a list of ${chainMembers.join(', ')}`)
    return member
  })
}

/**
 * What goes with keys of an instance or a pod, which know neither ids nor an endpoint: what the profile that was named says,
 * as it is the account's source whoever gives the keys (design §2); where it says nothing, the environment.
 */
const companionsOf = ({credentialType: type, profile, surroundings: {env}}: AccountSources): AccountCompanions => {
  const ofProfile = profile.explicit ? profileCompanions(profile, type) : {}
  return Object.keys(ofProfile).length > 0
    ? ofProfile
    : environmentCompanions(env, type, {isProfileNamed: profile.explicit})
}

/** The chain: the SDK's, or what `credential_sources` makes of it. @throws {ConfigError} */
export const providersFor = (sources: AccountSources): readonly CredentialProvider[] => {
  const {credentialType: type, settings, surroundings, profile, warn, means} = sources
  const {env, now} = surroundings
  const members = membersOf(profile)
  const companions = (): AccountCompanions => companionsOf(sources)
  const redemption = {means, settings, surroundings, type}
  const open: OpenProfile = (name, source) => openProfile(name, source, {surroundings, warn})
  const providers: Readonly<Record<Member, () => CredentialProvider | undefined>> = {
    environment: () => toProvider(fromEnvironment(env, type), redemption),
    terraform: () => toProvider(fromTerraformEnvironment(env, type), redemption),
    profile: () => toProvider(fromProfile(profile, type, open), redemption),
    metadata: () => {
      const isLastHope = members.at(-1) === 'metadata' || !hasPodIdentity(env)
      return means && fromMetadata({...means, settings, surroundings, isLastHope, companions})
    },
    pod: () => means && fromPodIdentity(env, {...means, now, companions}),
  }
  return members.flatMap((member) => providers[member]() ?? [])
}

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

/** Whether a profile's `[hwc]` section says where keys come from. */
export const namesAccount = ({settings}: Profile): boolean =>
  ['agency_name', 'credential_process'].some((key) => (settings.get(key) ?? '') !== '')

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
  const hasAccount = accountSection(profile, credentialType) !== undefined || namesAccount(profile)
  const useProfile = profile.explicit || (!hasEnvironmentKeys(env) && hasAccount)
  const values = useProfile ? accountSection(profile, credentialType)?.values : undefined
  const endpoint = useProfile ? profileEndpoint(profile) : environmentEndpoint(env)
  const ids = useProfile
    ? idsFor(credentialType, {projectId: values?.get('project_id'), domainId: values?.get('domain_id')})
    : environmentIds(env, credentialType)
  return withFlags({...ids, ...(endpoint === undefined ? {} : {endpoint})}, settings)
}
