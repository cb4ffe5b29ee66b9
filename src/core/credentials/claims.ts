import {CredentialsError} from '../errors/credentials-error.js'

/** What one source says about an account; an empty text says nothing. */
export interface Claims {
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: string | undefined
  readonly securityToken?: string | undefined
  readonly identityProvider?: string | undefined
  readonly identityTokenFile?: string | undefined
}

/** What a source spells its claims: `HUAWEICLOUD_SDK_AK`, `ak`. */
export type ClaimNames = Readonly<Record<'accessKeyId' | 'secretAccessKey', string>> &
  Readonly<Partial<Record<'identityProvider' | 'identityTokenFile', string>>>

/** How a source proves who calls. */
export type Proof =
  | {
      readonly kind: 'keys'
      readonly keys: {readonly accessKeyId: string; readonly secretAccessKey: string; readonly securityToken?: string}
    }
  | {readonly kind: 'federation'; readonly identityProvider: string; readonly identityTokenFile: string}

/**
 * Reads a source's claims in the SDK's order (spec §3.9): a whole pair for federation wins over keys, a whole pair of
 * keys over half a pair for federation. An empty token is none.
 * @throws {CredentialsError} where the source has part of a pair and no complete one (design §5).
 */
export const readClaims = (claims: Claims, names: ClaimNames, source: string): Proof | undefined => {
  const {accessKeyId, secretAccessKey, securityToken, identityProvider, identityTokenFile} = claims
  if (identityProvider && identityTokenFile) return {kind: 'federation', identityProvider, identityTokenFile}
  if (accessKeyId && secretAccessKey)
    return {kind: 'keys', keys: {accessKeyId, secretAccessKey, ...(securityToken ? {securityToken} : {})}}

  const pairs = [
    ['accessKeyId', 'secretAccessKey'],
    ['identityProvider', 'identityTokenFile'],
  ] as const
  for (const pair of pairs) {
    const missing = pair.find((name) => !claims[name])
    const present = pair.find((name) => claims[name])
    if (missing && present)
      throw new CredentialsError(`${source} has ${names[present] ?? present} but no ${names[missing] ?? missing}`)
  }
  return undefined
}
