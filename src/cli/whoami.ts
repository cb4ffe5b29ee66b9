import {type Flags} from '../core/config/resolve-settings.js'
import {hasEnvironmentKeys} from '../core/credentials/from-environment.js'
import {type Identification, identify} from '../core/credentials/identify.js'
import {accountSection, describeProfile} from '../core/credentials/profile-section.js'
import {type Account, type CredentialType} from '../core/credentials/types.js'
import {chooseRegion} from '../core/endpoints/resolve-endpoint.js'
import {HwcError} from '../core/errors/hwc-error.js'
import {maskAccessKey} from '../core/output/mask-text.js'
import {type Accounts, openAccounts} from './open-accounts.js'
import {openCommand, type OpenCommand} from './open-command.js'
import {type Runtime} from './runtime.js'
import {showData, toValue} from './show-data.js'

/** A profile may have keys for global services alone; everywhere else those of regional ones are asked for. */
export const accountType = ({profile, runtime}: Pick<OpenCommand, 'profile' | 'runtime'>): CredentialType => {
  const isSource = profile.explicit || !hasEnvironmentKeys(runtime.env)
  const onlyGlobal = accountSection(profile, 'basic') === undefined && accountSection(profile, 'global') !== undefined
  return isSource && onlyGlobal ? 'global' : 'basic'
}

/** The project of the region; null, with a warning, where it cannot be told. */
const projectOf = async (account: Account, accounts: Accounts, {warn}: OpenCommand): Promise<string | null> => {
  if (account.projectId !== undefined) return account.projectId
  try {
    return (await accounts.complete(account, 'basic')).projectId ?? null
  } catch (error) {
    if (!(error instanceof HwcError)) throw error
    warn(error.message)
    return null
  }
}

const identityOf = async (account: Account, accounts: Accounts, command: OpenCommand): Promise<Identification> => {
  const {settings, profile, warn} = command
  if (profile.kind === 'sandbox') return {identity: {}, isIamThere: true}
  return identify({account, settings, region: settings.get('region'), warn, ...accounts.means.outreach})
}

/**
 * Shows who a call would be made as: where the keys come from, whose they are, where they go and when they end. Where
 * nobody tells whose they are, what is known without asking is shown all the same, before the error.
 * @throws {CredentialsError} where there are no keys, {ServiceError} where IAM does not take them, {NetworkError} where
 * neither IAM nor STS can be asked.
 */
export const whoami = async (flags: Flags, runtime: Runtime): Promise<void> => {
  const command = openCommand(runtime, flags)
  const {settings, profile} = command
  const region = chooseRegion({service: {service: '', regions: {}}, settings, credentialType: 'basic', profile})
  const accounts = openAccounts(command)
  try {
    const account = await accounts.find(accountType(command))
    const {identity, isIamThere, failure} = await identityOf(account, accounts, command)
    const {keys, expires} = account
    await showData(
      toValue({
        profile: account.source === describeProfile(profile) || profile.kind === 'sandbox' ? profile.name : null,
        source: account.source,
        accessKeyId: maskAccessKey(keys.accessKeyId),
        isTemporary: keys.securityToken !== undefined,
        expires: expires === undefined ? null : new Date(expires).toISOString(),
        accountId: identity.accountId ?? account.domainId ?? null,
        accountName: identity.accountName ?? null,
        userId: identity.userId ?? null,
        userName: identity.userName ?? null,
        principal: identity.principal ?? null,
        region: region ?? null,
        projectId: isIamThere ? await projectOf(account, accounts, command) : (accounts.knownProject(account) ?? null),
      }),
      command,
    )
    if (failure) throw failure
  } finally {
    await accounts.close()
  }
}
