import {CredentialsError} from '../errors/credentials-error.js'
import {type Account, type Keys} from './types.js'

/** What one source says about an account; an empty text says nothing. */
export interface Claims {
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: string | undefined
  readonly securityToken?: string | undefined
  readonly identityProvider?: string | undefined
  readonly identityTokenFile?: string | undefined
  readonly userName?: string | undefined
  readonly userPassword?: string | undefined
  /** The name of the user's account. */
  readonly accountName?: string | undefined
}

/** What a source spells its claims: `HUAWEICLOUD_SDK_AK`, `ak`. */
export type ClaimNames = Readonly<Record<'accessKeyId' | 'secretAccessKey', string>> &
  Readonly<
    Partial<Record<'identityProvider' | 'identityTokenFile' | 'userName' | 'userPassword' | 'accountName', string>>
  >

/** What a source has, before anything is fetched with it. */
export interface Finding extends Pick<Account, 'projectId' | 'domainId' | 'iamEndpoint' | 'endpoint' | 'source'> {
  readonly proof: Proof
}

/** A source that is read without asking anybody. */
export interface Source {
  readonly name: string
  /**
   * undefined, with the reason through `explain`, where there is nothing.
   * @throws {CredentialsError} where the source is half set, {ConfigError} where it is malformed.
   */
  find(explain: (reason: string) => void): Finding | undefined
}

/** How a source proves who calls. */
export type Proof =
  | {readonly kind: 'keys'; readonly keys: Keys}
  | {readonly kind: 'federation'; readonly identityProvider: string; readonly identityTokenFile: string}
  | {readonly kind: 'password'; readonly userName: string; readonly userPassword: string; readonly accountName: string}
  | {readonly kind: 'process'; readonly command: string}
  | {
      readonly kind: 'agency'
      readonly agency: Agency
      readonly base: Proof
      /** Where the profile that has the base says that its IAM is: its keys go there and nowhere else. */
      readonly iamEndpoint: string | undefined
    }

/** An agency to be assumed: of IAM by its name and account, or of STS by its URN. */
export interface Agency {
  readonly name: string
  /** The name of the account that has it. */
  readonly domain?: string | undefined
  /** In seconds. */
  readonly duration: number
}

/**
 * Reads a source's claims in the SDK's order (spec §3.9): a whole pair for federation wins over keys, a whole pair of
 * keys over half a pair for federation and over a password. An empty token is none.
 * @throws {CredentialsError} where the source has part of a pair and no complete one (design §5).
 */
export const readClaims = (claims: Claims, names: ClaimNames, source: string): Proof | undefined => {
  const {accessKeyId, secretAccessKey, securityToken, identityProvider, identityTokenFile} = claims
  const {userName, userPassword, accountName} = claims
  if (identityProvider && identityTokenFile) return {kind: 'federation', identityProvider, identityTokenFile}
  if (accessKeyId && secretAccessKey)
    return {kind: 'keys', keys: {accessKeyId, secretAccessKey, ...(securityToken ? {securityToken} : {})}}
  if (userName && userPassword && accountName) return {kind: 'password', userName, userPassword, accountName}

  // An account's name is said for other purposes too: alone it is no part of a password's.
  const sets: readonly (readonly (keyof Omit<Claims, 'securityToken'>)[])[] = [
    ['accessKeyId', 'secretAccessKey'],
    ['identityProvider', 'identityTokenFile'],
    userName || userPassword ? ['userName', 'userPassword', 'accountName'] : [],
  ]
  for (const set of sets) {
    const missing = set.find((name) => !claims[name])
    const present = set.find((name) => claims[name])
    if (missing && present)
      throw new CredentialsError(`${source} has ${names[present] ?? present} but no ${names[missing] ?? missing}`, {
        hint: 'Set both or neither: other sources are asked only where this one says nothing.',
      })
  }
  return undefined
}
