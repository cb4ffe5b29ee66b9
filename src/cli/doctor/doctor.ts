import {type Flags} from '../../core/config/resolve-settings.js'
import {askAccount} from '../../core/credentials/identify.js'
import {iamEndpoint} from '../../core/credentials/identity-endpoints.js'
import {isMetadataThere} from '../../core/credentials/metadata-keys.js'
import {type Account} from '../../core/credentials/types.js'
import {DiagnosisError} from '../../core/errors/diagnosis-error.js'
import {ExitCode} from '../../core/errors/exit-code.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {writeTo} from '../../core/io/write-stream.js'
import {maskAccessKey} from '../../core/output/mask-text.js'
import {showControls} from '../../core/values/show-controls.js'
import {settingRows} from '../configure/setting-rows.js'
import {type Accounts, openAccounts} from '../open-accounts.js'
import {type OpenCommand, openCommand} from '../open-command.js'
import {type Runtime} from '../runtime.js'
import {showData, toValue} from '../show-data.js'
import {accountType} from '../whoami.js'
import {type Check, ok, problemOf, skipped} from './check.js'
import {checkEndpoint} from './check-endpoint.js'
import {checkFiles} from './check-files.js'

interface FoundAccount {
  readonly check: Check
  readonly account?: Account
}

const checkCredentials = async (accounts: Accounts, command: OpenCommand): Promise<FoundAccount> => {
  try {
    const account = await accounts.find(accountType(command))
    const {keys, expires, source} = account
    const until = expires === undefined ? '' : `, until ${new Date(expires).toISOString()}`
    return {account, check: ok('credentials', `${maskAccessKey(keys.accessKeyId)} from ${source}${until}`)}
  } catch (error) {
    return {check: problemOf('credentials', error)}
  }
}

/** Without the files of TLS nobody can be asked anything. */
const checkTlsFiles = async (accounts: Accounts): Promise<Check | undefined> => {
  try {
    await accounts.check()
    return undefined
  } catch (error) {
    return problemOf('tls', error)
  }
}

const checkMetadata = async ({means}: Accounts, {settings, profile}: OpenCommand): Promise<Check> => {
  if (profile.kind === 'sandbox') return skipped('metadata', 'the sandbox has none')
  if (settings.get('disable-metadata'))
    return skipped('metadata', `${settings.provenance('disable-metadata').source} is set`)
  return (await isMetadataThere(means.outreach, means.metadataHost))
    ? ok('metadata', 'the instance metadata answers')
    : skipped('metadata', 'nobody answers: this is no instance of the cloud')
}

const checkSigning = async (account: Account, accounts: Accounts, command: OpenCommand): Promise<Check> => {
  const {settings} = command
  try {
    const {accountName, accountId} = await askAccount(
      {account, settings, region: settings.get('region'), ...accounts.means.outreach},
      `Check the access key and its secret: they are from ${account.source}.`,
    )
    return ok(
      'signing',
      `IAM takes the signature${accountId === undefined ? '' : `: account ${accountName ?? accountId}`}`,
    )
  } catch (error) {
    return problemOf('signing', error)
  }
}

/** The endpoints that calls go to for sure: IAM's, and the one that is given for every service. */
const endpointsOf = (account: Account | undefined, {settings}: OpenCommand): readonly string[] => {
  const iam = iamEndpoint({account: account ?? {}, settings, region: settings.get('region')})
  return Array.from(new Set([iam, ...(settings.get('endpoint') ?? account?.endpoint?.endpoints ?? [])]))
}

const checkCloud = async (command: OpenCommand): Promise<readonly Check[]> => {
  const accounts = openAccounts(command)
  try {
    const fault = await checkTlsFiles(accounts)
    if (fault) return [fault, skipped('credentials', 'nobody is asked for them before the files of TLS are right')]
    const {check, account} = await checkCredentials(accounts, command)
    const checks: Check[] = [check, await checkMetadata(accounts, command)]
    for (const endpoint of endpointsOf(account, command))
      checks.push(...(await checkEndpoint(endpoint, accounts, command)))
    checks.push(
      account === undefined
        ? skipped('signing', 'there are no keys to sign with')
        : await checkSigning(account, accounts, command),
    )
    return checks
  } finally {
    await accounts.close()
  }
}

/** The settings that anybody said, with their sources. */
const saidSettings = (command: OpenCommand) =>
  settingRows(command).flatMap(({name, shown, source}) =>
    shown === undefined || source === undefined || source === 'default' ? [] : [{name, value: shown, source}],
  )

const asText = (checks: readonly Check[], said: ReturnType<typeof saidSettings>): string => {
  const lines = checks.flatMap(({name, status, message, advice}) => [
    `${status.padEnd(8)} ${name.padEnd(12)} ${message}`,
    ...(advice === undefined ? [] : advice.split('\n').map((line) => `${' '.repeat(22)}${line}`)),
  ])
  const settings = said.map(({name, value, source}) => `setting  ${name.padEnd(12)} ${value} (${source})`)
  return `${[...lines, ...settings].map(showControls).join('\n')}\n`
}

const open = (flags: Flags, runtime: Runtime): OpenCommand | Check => {
  try {
    return openCommand(runtime, flags)
  } catch (error) {
    if (error instanceof UsageError) throw error
    return problemOf('settings', error)
  }
}

/**
 * Looks at everything that a call depends on, and says what is wrong and what to do about it.
 * @throws {DiagnosisError} where something is wrong, with the exit code of the first problem.
 */
export const doctor = async (flags: Flags, runtime: Runtime): Promise<void> => {
  const opened = open(flags, runtime)
  const program = ok('program', `hwc ${runtime.version}, Node.js ${runtime.nodeVersion}, ${runtime.platform}`)
  const isOpen = 'settings' in opened
  const checks = isOpen
    ? [program, ok('settings', 'they can be read'), ...checkFiles(runtime), ...(await checkCloud(opened))]
    : [program, opened, ...checkFiles(runtime)]
  const said = isOpen ? saidSettings(opened) : []
  // A table of lists of texts would be for nobody: its own text is the form for people.
  const asData = isOpen && opened.settings.provenance('output').origin !== 'default'
  if (asData && opened.settings.get('output') !== 'table') {
    const facts = checks.map(({name, status, message, advice = null}) => ({name, status, message, advice}))
    const isWell = checks.every(({status}) => status !== 'problem')
    await showData(toValue({isWell, checks: facts, settings: said}), opened)
  } else await writeTo(runtime.io.stdout, asText(checks, said))

  const problems = checks.filter(({status}) => status === 'problem')
  const [first] = problems
  if (first === undefined) return
  throw new DiagnosisError(
    `${problems.length} of ${checks.length} checks found something wrong`,
    first.exitCode ?? ExitCode.Config,
  )
}
