import {type Settings} from '../config/resolve-settings.js'
import {type Surroundings} from '../config/surroundings.js'
import {CredentialsError} from '../errors/credentials-error.js'
import {type Finding, type Proof, type Source} from './claims.js'
import {iamEndpoint, stsEndpoint} from './identity-endpoints.js'
import {type KeysCache} from './keys-cache.js'
import {type Outreach} from './outreach.js'
import {passwordMark} from './password-mark.js'
import {lasting} from './temporary-keys.js'
import {readTokenFile} from './token-file.js'
import {type Account, type CredentialProvider, type CredentialType} from './types.js'

/** What it takes to fetch temporary keys. */
export interface Means {
  readonly outreach: Outreach
  readonly cache: KeysCache
  /** Where the call goes, as far as it is known. */
  readonly region: string | undefined
  /** Where instance metadata is served, in place of its address. */
  readonly metadataHost?: string | undefined
  /** What a credential_process says on its standard error: for `--debug`. */
  readonly showMessages: (text: string) => void
  /** Ends a credential_process: the time of the command is up, or a person wants it so. */
  readonly signal?: AbortSignal | undefined
}

export interface Redemption {
  readonly means: Means | undefined
  readonly settings: Settings
  readonly surroundings: Pick<Surroundings, 'env' | 'now'>
  readonly type: CredentialType
}

type Redeemed = Pick<Account, 'keys' | 'expires'>

type Facts = Pick<Finding, 'iamEndpoint' | 'projectId' | 'source'>

/**
 * Where federation asks: without the region's own IAM, unless the SDK has looked up the project id before, which leaves
 * the region's endpoint behind (spec §3.6).
 */
const federationEndpoint = ({iamEndpoint: own, projectId}: Facts, {settings, type, means}: Redemption): string => {
  const looksUpFirst = type === 'basic' && projectId === undefined && settings.get('project-id') === undefined
  const account = own === undefined ? {} : {iamEndpoint: own}
  return iamEndpoint({account, settings, region: looksUpFirst ? means?.region : undefined})
}

/** Everything that decides which keys a proof gives. */
const identityOf = (proof: Proof, facts: Facts, redemption: Redemption): readonly string[] => {
  switch (proof.kind) {
    case 'keys':
      return ['keys', proof.keys.accessKeyId, proof.keys.secretAccessKey, proof.keys.securityToken ?? '']
    case 'federation':
      return [
        'federation',
        federationEndpoint(facts, redemption),
        proof.identityProvider,
        readTokenFile(proof.identityTokenFile),
      ]
    case 'password':
      return ['password', agencyEndpoints(facts, redemption)[0], passwordMark(proof)]
    case 'process':
      return ['process', facts.source, proof.command]
    case 'agency': {
      const base = factsOfBase(proof, facts)
      return [
        'agency',
        proof.agency.name,
        proof.agency.domain ?? '',
        String(proof.agency.duration),
        ...agencyEndpoints(base, redemption),
        ...identityOf(proof.base, base, redemption),
      ]
    }
  }
}

/** What assumes an agency is sent where the profile that it came from says. */
const factsOfBase = ({iamEndpoint}: Extract<Proof, {kind: 'agency'}>, facts: Facts): Facts =>
  iamEndpoint === undefined ? facts : {...facts, iamEndpoint}

const agencyEndpoints = ({iamEndpoint: own}: Facts, {settings, means}: Redemption): readonly [string, string] => {
  const region = means?.region
  const account = own === undefined ? {} : {iamEndpoint: own}
  return [iamEndpoint({account, settings, region}), stsEndpoint({settings, region}) ?? '']
}

const redeem = async (proof: Proof, facts: Facts, redemption: Redemption): Promise<Redeemed> => {
  const {means, surroundings} = redemption
  if (proof.kind === 'keys') return {keys: proof.keys}
  if (means === undefined)
    throw new CredentialsError(`${facts.source} needs temporary keys, which cannot be fetched here`)
  const {outreach, cache, showMessages, signal} = means
  const found = await cache.get(identityOf(proof, facts, redemption), async () => {
    switch (proof.kind) {
      case 'federation': {
        const {federate} = await import('./federate.js')
        const {identityProvider, identityTokenFile} = proof
        const token = readTokenFile(identityTokenFile)
        const endpoint = federationEndpoint(facts, redemption)
        return federate({identityProvider, token, iamEndpoint: endpoint, now: surroundings.now()}, outreach)
      }
      case 'password': {
        const {passwordKeys} = await import('./password-keys.js')
        const [endpoint] = agencyEndpoints(facts, redemption)
        return passwordKeys(proof, {iamEndpoint: endpoint, now: surroundings.now()}, outreach)
      }
      case 'process': {
        const {runCredentialProcess} = await import('./run-credential-process.js')
        return runCredentialProcess({command: proof.command, ...surroundings, showMessages, signal})
      }
      case 'agency': {
        const {assumeAgency} = await import('./assume-agency.js')
        const base = factsOfBase(proof, facts)
        const {keys} = await redeem(proof.base, base, redemption)
        const [iam, sts] = agencyEndpoints(base, redemption)
        const assumption = {agency: proof.agency, keys, iamEndpoint: iam, stsEndpoint: sts === '' ? undefined : sts}
        return assumeAgency({...assumption, now: surroundings.now()}, outreach)
      }
    }
  })
  return lasting(found)
}

/** A source as a link of the chain; what it proves is redeemed for keys. */
export const toProvider = ({name, find}: Source, redemption: Redemption): CredentialProvider => ({
  name,
  load: async (explain) => {
    const finding = find(explain)
    if (finding === undefined) return undefined
    const {proof, ...account} = finding
    return {...account, ...(await redeem(proof, finding, redemption))}
  },
})
