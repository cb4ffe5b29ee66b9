import {ServiceError} from '../errors/service-error.js'
import {isValueMap, type Value} from '../values/value.js'
import {iamEndpoint, stsEndpoint} from './identity-endpoints.js'
import {ask, explainRefusal, type LookUp, type LookUpAnswer} from './look-up.js'

/** What IAM and STS say of keys. */
export interface Identity {
  readonly accountId?: string
  readonly accountName?: string
  readonly userId?: string
  readonly userName?: string
  /** The URN of who calls: a user, an assumed agency. */
  readonly principal?: string
}

type Tools = Pick<LookUp, 'account' | 'settings' | 'send' | 'readError' | 'userAgent'> & {
  readonly region: string | undefined
}

const textOf = (value: Value | undefined, ...path: readonly string[]): string | undefined => {
  const found = path.reduce<Value | undefined>((item, key) => (isValueMap(item) ? item.get(key) : undefined), value)
  return typeof found === 'string' && found !== '' ? found : undefined
}

const given = <Name extends string>(name: Name, value: string | undefined): {readonly [Key in Name]?: string} =>
  value === undefined ? {} : ({[name]: value} as {readonly [Key in Name]?: string})

/** The first object of a list. */
const firstOf = (list: Value | undefined): Value | undefined =>
  Array.isArray(list) ? (list as readonly Value[])[0] : undefined

/** The account that IAM says keys belong to; keys of an agency may see none. @throws {ServiceError} where IAM refuses. */
export const askAccount = async (tools: Tools, hint = 'hwc doctor looks for the reason.'): Promise<Identity> => {
  let answer: LookUpAnswer
  try {
    answer = await ask(tools, iamEndpoint(tools), '/v3/auth/domains')
  } catch (error) {
    throw explainRefusal(error, 'IAM does not take these keys', hint)
  }
  const domain = firstOf(answer.body.get('domains'))
  return {...given('accountId', textOf(domain, 'id')), ...given('accountName', textOf(domain, 'name'))}
}

/** What may be seen of who calls: what the keys may not ask is left out. */
const ifAllowed = async <T>(question: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await question()
  } catch (error) {
    if (error instanceof ServiceError) return undefined
    throw error
  }
}

/** `iam::<account>:user:<name>`, `sts::<account>:assumed-agency:<agency>/<session>`. */
const nameInUrn = (urn: string | undefined): string | undefined => /^iam::[^:]*:user:(.+)$/.exec(urn ?? '')?.[1]

const askSts = async (tools: Tools): Promise<Identity | undefined> => {
  const endpoint = stsEndpoint(tools)
  if (endpoint === undefined) return undefined
  const answer = await ifAllowed(() => ask(tools, endpoint, '/v5/caller-identity'))
  if (answer === undefined) return undefined
  const principal = textOf(answer.body, 'principal_urn')
  return {
    ...given('accountId', textOf(answer.body, 'account_id')),
    ...given('userId', textOf(answer.body, 'principal_id')),
    ...given('userName', nameInUrn(principal)),
    ...given('principal', principal),
  }
}

/** IAM tells whose a lasting access key is; of temporary ones it knows nothing. */
const askUser = async (tools: Tools): Promise<Identity | undefined> => {
  const {accessKeyId, securityToken} = tools.account.keys
  if (securityToken !== undefined) return undefined
  const iam = iamEndpoint(tools)
  const key = encodeURIComponent(accessKeyId)
  const answer = await ifAllowed(() => ask(tools, iam, `/v3.0/OS-CREDENTIAL/credentials/${key}`))
  const id = textOf(answer?.body, 'credential', 'user_id')
  if (id === undefined) return undefined
  const user = await ifAllowed(() => ask(tools, iam, `/v3/users/${encodeURIComponent(id)}`))
  return {userId: id, ...given('userName', textOf(user?.body, 'user', 'name'))}
}

/**
 * Who calls: the account by IAM, the user by STS where the region has one, else by IAM.
 * @throws {ServiceError} where IAM does not take the keys; a {NetworkError} passes as it is.
 */
export const identify = async (tools: Tools): Promise<Identity> => {
  const account = await askAccount(tools)
  const caller = (await askSts(tools)) ?? (await askUser(tools))
  return {...caller, ...account}
}

/** A project of an account: of a region, or within one. */
export interface Project {
  readonly id: string
  readonly name: string
}

/** The projects that keys may see. @throws {ServiceError} where IAM refuses. */
export const listProjects = async (tools: Tools): Promise<readonly Project[]> => {
  let answer: LookUpAnswer
  try {
    answer = await ask(tools, iamEndpoint(tools), '/v3/projects')
  } catch (error) {
    throw explainRefusal(error, 'IAM does not take these keys', 'Check them, and the clock of this machine.')
  }
  const list = answer.body.get('projects')
  return (Array.isArray(list) ? (list as readonly Value[]) : []).flatMap((item) => {
    const [id, name] = [textOf(item, 'id'), textOf(item, 'name')]
    return id === undefined || name === undefined ? [] : [{id, name}]
  })
}
