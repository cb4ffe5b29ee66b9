import {ConfigError} from '../errors/config-error.js'
import {type HwcError} from '../errors/hwc-error.js'
import {NetworkError} from '../errors/network-error.js'
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

/** Who calls, as far as anybody told. */
export interface Identification {
  readonly identity: Identity
  /** Whether IAM can be asked more: it answered, and took the keys. */
  readonly isIamThere: boolean
  /** Why nobody told: IAM refuses the keys, or neither IAM nor STS could be asked. */
  readonly failure?: HwcError
}

type Tools = Pick<LookUp, 'account' | 'settings' | 'send' | 'readError' | 'userAgent'> & {
  readonly region: string | undefined
}

const textOf = (value: Value | undefined, ...path: readonly string[]): string | undefined => {
  const found = path.reduce<Value | undefined>((item, key) => (isValueMap(item) ? item.get(key) : undefined), value)
  return typeof found === 'string' && found !== '' ? found : undefined
}

const given = <Name extends string, T>(name: Name, value: T | undefined): {readonly [Key in Name]?: T} =>
  value === undefined ? {} : ({[name]: value} as {readonly [Key in Name]?: T})

/** The first object of a list. */
const firstOf = (list: Value | undefined): Value | undefined =>
  Array.isArray(list) ? (list as readonly Value[])[0] : undefined

const isRefusal = (error: unknown): boolean => error instanceof ServiceError && error.status < 500

/** Whoever waited in vain for the one does not wait for the other too. */
const isTimeout = (error: unknown): boolean => error instanceof NetworkError && error.failure.endsWith('-timeout')

/** The account that IAM says keys belong to; keys of an agency may see none. @throws {ServiceError} where IAM refuses. */
export const askAccount = async (tools: Tools, hint = 'hwc doctor looks for the reason.'): Promise<Identity> => {
  let answer: LookUpAnswer
  try {
    answer = await ask(tools, iamEndpoint(tools), '/v3/auth/domains')
  } catch (error) {
    throw explainRefusal(error, isRefusal(error) ? 'IAM does not take these keys' : 'IAM failed', hint)
  }
  const domain = firstOf(answer.body.get('domains'))
  return {...given('accountId', textOf(domain, 'id')), ...given('accountName', textOf(domain, 'name'))}
}

interface Reply {
  readonly identity?: Identity
  readonly failure?: HwcError
}

/** An identity, or why it was not told; what is no failure of the other side passes. */
const replyOf = async (question: () => Promise<Identity | undefined>): Promise<Reply> => {
  try {
    return given('identity', await question())
  } catch (failure) {
    if (failure instanceof ServiceError || failure instanceof NetworkError || failure instanceof ConfigError)
      return {failure}
    throw failure
  }
}

/** `iam::<account>:user:<name>`, `sts::<account>:assumed-agency:<agency>/<session>`. */
const nameInUrn = (urn: string | undefined): string | undefined => /^iam::[^:]*:user:(.+)$/.exec(urn ?? '')?.[1]

const askSts = async (tools: Tools): Promise<Identity | undefined> => {
  const endpoint = stsEndpoint(tools)
  if (endpoint === undefined) return undefined
  const answer = await ask(tools, endpoint, '/v5/caller-identity')
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
  const key = encodeURIComponent(accessKeyId)
  const answer = await ask(tools, iamEndpoint(tools), `/v3.0/OS-CREDENTIAL/credentials/${key}`)
  return given('userId', textOf(answer.body, 'credential', 'user_id'))
}

const askUserName = async (tools: Tools, userId: string): Promise<Identity> => {
  const user = await ask(tools, iamEndpoint(tools), `/v3/users/${encodeURIComponent(userId)}`)
  return given('userName', textOf(user.body, 'user', 'name'))
}

/**
 * Who calls: the account by IAM, the user by STS where the region has one, else by IAM. What the keys may not ask
 * is left out; what nobody could be asked is left out with a warning, as long as one of the two told who calls.
 */
export const identify = async (tools: Tools & {readonly warn: (message: string) => void}): Promise<Identification> => {
  const tell = ({failure}: Reply, question: string): void => {
    if (failure !== undefined && !isRefusal(failure)) tools.warn(`${question}: ${failure.message}`)
  }
  const account = await replyOf(() => askAccount(tools))
  const isInVain = isRefusal(account.failure) || isTimeout(account.failure)
  const caller = isInVain ? {} : await replyOf(() => askSts(tools))
  if (account.failure !== undefined) {
    if (caller.identity === undefined) return {identity: {}, isIamThere: false, failure: account.failure}
    tell(account, 'IAM could not be asked for the account')
    return {identity: caller.identity, isIamThere: false}
  }
  tell(caller, 'STS could not be asked who calls')
  if (caller.identity !== undefined) return {identity: {...caller.identity, ...account.identity}, isIamThere: true}

  const user = await replyOf(() => askUser(tools))
  tell(user, 'IAM could not be asked for the user')
  const {userId} = user.identity ?? {}
  const name = userId === undefined ? {} : await replyOf(() => askUserName(tools, userId))
  tell(name, 'IAM could not be asked for the name of the user')
  return {identity: {...user.identity, ...name.identity, ...account.identity}, isIamThere: true}
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
