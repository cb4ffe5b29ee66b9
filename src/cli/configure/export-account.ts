import {variablesOf} from '../../core/config/read-variable.js'
import {type Flags} from '../../core/config/resolve-settings.js'
import {type Account} from '../../core/credentials/types.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {writeTo} from '../../core/io/write-stream.js'
import {shellQuote} from '../../core/output/preview/shell-quote.js'
import {formatJson} from '../../core/values/format-json.js'
import {type OpenCommand, openCommand} from '../open-command.js'
import {openAccounts} from '../open-accounts.js'
import {type Runtime} from '../runtime.js'
import {toValue} from '../show-data.js'
import {accountType} from '../whoami.js'
import {type ExportFormat} from './export-formats.js'

type Facts = Readonly<Record<string, string | undefined>>

/** Lines for a POSIX shell. What is not known is unset, so that nothing of another account stays. */
const shellLines = (variables: Facts): string =>
  Object.entries(variables)
    .map(([name, value]) => (value === undefined ? `unset ${name}\n` : `export ${name}=${shellQuote(value)}\n`))
    .join('')

const first = (row: string): string => variablesOf(row)[0] ?? ''

const ofSdk = ({keys, projectId, domainId, endpoint, iamEndpoint}: Account, region: string | undefined): Facts => ({
  [first('access-key-id')]: keys.accessKeyId,
  [first('secret-access-key')]: keys.secretAccessKey,
  [first('security-token')]: keys.securityToken,
  [first('project-id')]: projectId,
  [first('account-domain-id')]: domainId,
  [first('endpoint')]: endpoint?.endpoints.join(),
  [first('region')]: region,
  // A profile that is named would be asked in place of the environment, a federation before its keys.
  [first('profile')]: undefined,
  [first('idp-id')]: undefined,
  [first('id-token-file')]: undefined,
  ...(iamEndpoint === undefined ? {} : {[first('iam-endpoint')]: iamEndpoint}),
})

const ofTerraform = ({keys, projectId, domainId}: Account, region: string | undefined): Facts => ({
  [first('terraform-access-key')]: keys.accessKeyId,
  [first('terraform-secret-key')]: keys.secretAccessKey,
  [first('terraform-security-token')]: keys.securityToken,
  [first('terraform-project-id')]: projectId,
  [first('terraform-domain-id')]: domainId,
  [variablesOf('region').at(-1) ?? '']: region,
})

const asJson = ({keys, expires}: Account): string => {
  const {accessKeyId, secretAccessKey, securityToken} = keys
  const expiration = expires === undefined ? undefined : new Date(expires).toISOString()
  return `${formatJson(toValue({accessKeyId, secretAccessKey, securityToken, expiration}))}\n`
}

const format = (account: Account, form: ExportFormat, {settings}: OpenCommand): string => {
  const region = settings.get('region')
  if (form === 'json') return asJson(account)
  return shellLines(form === 'shell' ? ofSdk(account, region) : ofTerraform(account, region))
}

/**
 * Prints the keys that a call would be made with, temporary ones included, for other programs.
 * @throws {UsageError} for the sandbox, whose keys are good for nothing else; {CredentialsError} where there are no keys.
 */
export const exportAccount = async (form: ExportFormat, flags: Flags, runtime: Runtime): Promise<void> => {
  const command = openCommand(runtime, flags)
  if (command.profile.kind === 'sandbox')
    throw new UsageError('The sandbox of one command ends with it', {
      hint: 'hwc sandbox start prints the keys of one that goes on.',
    })
  const accounts = openAccounts(command)
  try {
    const account = await accounts.find(accountType(command))
    await writeTo(runtime.io.stdout, format(account, form, command))
  } finally {
    await accounts.close()
  }
}
