import {CredentialsError} from '../errors/credentials-error.js'
import {type Proof, type Source} from './claims.js'
import {type CredentialProvider, type Keys} from './types.js'

/** The keys that a proof gives. Keys that stand beside a whole pair for federation are never used in its place (spec §3.9). */
const redeem = (proof: Proof, source: string): Keys => {
  if (proof.kind === 'keys') return proof.keys
  throw new CredentialsError(`${source} asks for federation (IdP id and id-token file), which is not built yet`, {
    hint: 'Use an access key, or take the two settings away.',
  })
}

/** A source as a link of the chain. */
export const toProvider = ({name, find}: Source): CredentialProvider => ({
  name,
  load: async (explain) => {
    const finding = find(explain)
    if (finding === undefined) return undefined
    const {proof, ...account} = finding
    return {...account, keys: redeem(proof, finding.source)}
  },
})
