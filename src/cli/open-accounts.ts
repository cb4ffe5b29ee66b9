import {completeAccount} from '../core/credentials/complete-account.js'
import {createIdCache} from '../core/credentials/id-cache.js'
import {knownProjectId} from '../core/credentials/look-up-project-id.js'
import {resolveAccount} from '../core/credentials/resolve-account.js'
import {type Means} from '../core/credentials/to-provider.js'
import {type Account, type CredentialType} from '../core/credentials/types.js'
import {createDeadline} from '../core/http/deadline.js'
import {accountMeans} from './account-means.js'
import {createTransports} from './create-send.js'
import {type OpenCommand} from './open-command.js'
import {createSandboxes, tellOfSandbox} from './open-sandbox.js'
import {sandboxAccount} from './sandbox-account.js'
import {createTlsFiles} from './tls-files.js'
import {tellOfRetry} from './warn.js'

/** Accounts for a command that calls no service: whoever the profile or the environment says, and what may be asked of IAM. */
export interface Accounts {
  readonly means: Means
  /** Looks at the files that the settings name for TLS. @throws {HwcError} for one that is wrong. */
  check(): Promise<void>
  /** @throws {CredentialsError} where no source has keys. */
  find(type: CredentialType): Promise<Account>
  /** The account's project in the region where that is known without asking IAM. */
  knownProject(account: Account): string | undefined
  /** The account with the id that goes with its type. @throws {HwcError} where nobody knows it. */
  complete(account: Account, type: CredentialType): Promise<Account>
  close(): Promise<void>
}

/** What the sandbox is asked to play: no service of its own. */
const noService = {service: '', version: '', regions: {}}

/** Opens what finding an account takes. Nothing is found or connected before it is needed. */
export const openAccounts = (command: OpenCommand): Accounts => {
  const {runtime, settings, profile, warn} = command
  const {interruption} = runtime
  const totalTimeout = settings.get('total-timeout')
  const deadline = totalTimeout === undefined ? undefined : createDeadline(totalTimeout, interruption.signal)
  void interruption.listen()
  const region = settings.get('region')
  const tlsFiles = createTlsFiles()
  const means = accountMeans({
    setup: command,
    runtime,
    warn,
    transportFor: createTransports({tlsFiles, warn}),
    signal: deadline?.signal ?? interruption.signal,
    region,
    notify: tellOfRetry(runtime, settings.get('quiet')),
  })
  const cache = createIdCache(runtime)
  const sandboxes = createSandboxes({runtime})
  return {
    means,
    check: async () => {
      await tlsFiles(command)
    },
    find: async (type) => {
      await tlsFiles(command)
      const sandbox = await sandboxes.open(command, noService)
      if (sandbox === undefined)
        return resolveAccount({credentialType: type, settings, profile, surroundings: runtime, warn, means})
      tellOfSandbox(command)
      return sandboxAccount(settings, sandbox, noService)
    },
    knownProject: (account) =>
      region === undefined ? account.projectId : knownProjectId({account, settings, region, cache}),
    complete: async (account, type) => completeAccount({account, settings, region, cache, ...means.outreach}, type),
    close: async () => {
      deadline?.stop()
      await sandboxes.close()
    },
  }
}
