import {parseEndpointSetting} from '../config/parse-setting.js'
import {readVariable, variablesOf} from '../config/read-variable.js'
import {type Surroundings} from '../config/surroundings.js'
import {ConfigError} from '../errors/config-error.js'
import {idsFor} from './account-ids.js'
import {checkText} from './check-text.js'
import {type Finding, readClaims, type Source} from './claims.js'
import {type Account, type AccountCompanions, type AccountEndpoint, type CredentialType} from './types.js'

type Env = Surroundings['env']

/** The rows of the settings table that one naming scheme of the environment uses. */
interface Naming {
  readonly title: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly securityToken: string
  readonly projectId: string
  readonly domainId: string
  readonly identityProvider?: string
  readonly identityTokenFile?: string
  readonly userName?: string
  readonly userPassword?: string
  readonly accountName?: string
}

const ofTheSdk: Naming = {
  title: 'the environment',
  accessKeyId: 'access-key-id',
  secretAccessKey: 'secret-access-key',
  securityToken: 'security-token',
  projectId: 'project-id',
  domainId: 'account-domain-id',
  identityProvider: 'idp-id',
  identityTokenFile: 'id-token-file',
}

const ofTerraform: Naming = {
  title: "the environment (Terraform's names)",
  accessKeyId: 'terraform-access-key',
  secretAccessKey: 'terraform-secret-key',
  securityToken: 'terraform-security-token',
  projectId: 'terraform-project-id',
  domainId: 'terraform-domain-id',
  userName: 'terraform-user-name',
  userPassword: 'terraform-user-password',
  accountName: 'terraform-domain-name',
}

const nameOf = (row: string | undefined): string => (row === undefined ? '' : (variablesOf(row)[0] ?? ''))

/** HWC_ENDPOINT, which goes with the environment's keys and with sources that know no endpoint. @throws {ConfigError} */
export const environmentEndpoint = (env: Env): AccountEndpoint | undefined => {
  const said = readVariable(env, 'endpoint')
  if (said === undefined) return undefined
  const parsed = parseEndpointSetting(said.text)
  if (!('value' in parsed)) throw new ConfigError(`${said.variable}: ${parsed.problem}`)
  return {endpoints: parsed.value, source: said.variable}
}

/** The naming by which the environment says any part of keys, of a federation or of a password's log-in. */
const namingInUse = (env: Env): Naming | undefined =>
  [ofTheSdk, ofTerraform].find((naming) =>
    [
      naming.accessKeyId,
      naming.secretAccessKey,
      naming.identityProvider,
      naming.identityTokenFile,
      naming.userName,
      naming.userPassword,
    ].some((row) => row !== undefined && readVariable(env, row) !== undefined),
  )

/** The ids that the environment says beside its keys; by the SDK's names where it has none. */
export const environmentIds = (env: Env, type: CredentialType): Pick<Account, 'projectId' | 'domainId'> => {
  const {projectId, domainId} = namingInUse(env) ?? ofTheSdk
  return idsFor(type, {projectId: readVariable(env, projectId)?.text, domainId: readVariable(env, domainId)?.text})
}

/**
 * What goes with keys of a source that knows neither ids nor an endpoint: what the environment says, unless it has keys of
 * its own, whose they are then. HWC_ENDPOINT is not read beside a profile that was named (design §2).
 * @throws {ConfigError}
 */
export const environmentCompanions = (
  env: Env,
  type: CredentialType,
  {isProfileNamed}: {readonly isProfileNamed: boolean},
): AccountCompanions => {
  if (namingInUse(env) !== undefined) return {}
  const endpoint = isProfileNamed ? undefined : environmentEndpoint(env)
  return {...environmentIds(env, type), ...(endpoint === undefined ? {} : {endpoint})}
}

/** What the environment says of an account, by the keys of a profile; by the names that are in use. */
export const environmentValues = (
  env: Env,
): ReadonlyMap<string, {readonly text: string; readonly variable: string}> => {
  const naming = namingInUse(env) ?? ofTheSdk
  const rows: Readonly<Record<string, string | undefined>> = {
    ak: naming.accessKeyId,
    sk: naming.secretAccessKey,
    security_token: naming.securityToken,
    project_id: naming.projectId,
    domain_id: naming.domainId,
    idp_id: naming.identityProvider,
    id_token_file: naming.identityTokenFile,
  }
  return new Map(
    Object.entries(rows).flatMap(([key, row]) => {
      const said = row === undefined ? undefined : readVariable(env, row)
      return said === undefined ? [] : [[key, said] as const]
    }),
  )
}

/** True if the environment has any part of keys, of a federation or of a password's log-in: then it is the account's source. */
export const hasEnvironmentKeys = (env: Env): boolean => namingInUse(env) !== undefined

/** @throws {CredentialsError} for a value that came with more than itself. */
const checkTexts = (naming: Naming, env: Env, type: CredentialType): void => {
  const plain = [
    naming.accessKeyId,
    naming.secretAccessKey,
    naming.securityToken,
    ...(type === 'basic' ? [naming.projectId] : []),
    ...(type === 'global' ? [naming.domainId] : []),
    naming.identityProvider,
  ]
  const free = [naming.userName, naming.userPassword, naming.accountName]
  for (const [rows, mayHaveBlanks] of [[plain, false] as const, [free, true] as const])
    for (const row of rows) {
      const said = row === undefined ? undefined : readVariable(env, row)
      if (said !== undefined) checkText(said.text, said.variable, {mayHaveBlanks})
    }
}

const find = (
  naming: Naming,
  env: Env,
  type: CredentialType,
  explain: (reason: string) => void,
): Finding | undefined => {
  const say = (row: string | undefined): string | undefined =>
    row === undefined ? undefined : readVariable(env, row)?.text
  const proof = readClaims(
    {
      accessKeyId: say(naming.accessKeyId),
      secretAccessKey: say(naming.secretAccessKey),
      securityToken: say(naming.securityToken),
      identityProvider: say(naming.identityProvider),
      identityTokenFile: say(naming.identityTokenFile),
      userName: say(naming.userName),
      userPassword: say(naming.userPassword),
      accountName: say(naming.accountName),
    },
    {
      accessKeyId: nameOf(naming.accessKeyId),
      secretAccessKey: nameOf(naming.secretAccessKey),
      identityProvider: nameOf(naming.identityProvider),
      identityTokenFile: nameOf(naming.identityTokenFile),
      userName: nameOf(naming.userName),
      userPassword: nameOf(naming.userPassword),
      accountName: nameOf(naming.accountName),
    },
    naming.title,
  )
  if (proof === undefined) {
    explain(`${nameOf(naming.accessKeyId)} and ${nameOf(naming.secretAccessKey)} are not set`)
    return undefined
  }
  checkTexts(naming, env, type)
  const endpoint = environmentEndpoint(env)
  return {
    proof,
    ...idsFor(type, {projectId: say(naming.projectId), domainId: say(naming.domainId)}),
    ...(endpoint === undefined ? {} : {endpoint}),
    source: naming.title,
  }
}

/** What the SDK's variables say (spec §3.9). Values are not trimmed; an empty variable says nothing. */
export const fromEnvironment = (env: Env, type: CredentialType): Source => ({
  name: ofTheSdk.title,
  find: (explain) => find(ofTheSdk, env, type, explain),
})

/** What Terraform's variables say (design §5). */
export const fromTerraformEnvironment = (env: Env, type: CredentialType): Source => ({
  name: ofTerraform.title,
  find: (explain) => find(ofTerraform, env, type, explain),
})
