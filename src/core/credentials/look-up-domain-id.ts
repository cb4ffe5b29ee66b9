import {ConfigError} from '../errors/config-error.js'
import {isId} from './id-cache.js'
import {iamEndpoint, stsEndpoint} from './identity-endpoints.js'
import {ask, explainFailure, listedIds, type LookUp, type LookUpAnswer} from './look-up.js'

const hint = 'Give the account with --account-domain-id, or in the source of the keys.'

/**
 * The id of the account: the first domain that IAM lists, else the account that STS says the keys belong to (spec §3.4).
 * @throws {ConfigError} where neither knows it
 * @throws {ServiceError} where one refuses; {NetworkError} where it cannot be asked.
 */
export const lookUpDomainId = async (lookUp: LookUp): Promise<string> => {
  const {account, cache} = lookUp
  if (account.domainId !== undefined) return account.domainId
  const iam = iamEndpoint(lookUp)
  const sts = stsEndpoint(lookUp)
  const endpoints = sts === undefined ? [iam] : [iam, sts]
  const key = {kind: 'domain', accessKeyId: account.keys.accessKeyId, endpoints} as const
  const known = cache.read(key)
  if (known !== undefined) return known

  const answer = await refusalsExplained(() => ask(lookUp, iam, '/v3/auth/domains'))
  const [listed] = listedIds(answer.body.get('domains'))
  const id = isId(listed) ? listed : await askSts(lookUp, sts, answer.trace)
  cache.write(key, id)
  return id
}

const askSts = async (lookUp: LookUp, sts: string | undefined, trace: string): Promise<string> => {
  if (sts === undefined)
    throw new ConfigError(`IAM told no account${trace}, and ${lookUp.region} has no STS endpoint`, {
      hint: `Check the permission iam:users:getUser. ${hint}`,
    })
  const answer = await refusalsExplained(() => ask(lookUp, sts, '/v5/caller-identity'))
  const id = answer.body.get('account_id')
  if (!isId(id)) throw new ConfigError(`Neither IAM nor STS told the account${trace}`, {hint})
  return id
}

const message = 'Cannot look up the account'

const refusalsExplained = async (send: () => Promise<LookUpAnswer>): Promise<LookUpAnswer> => {
  try {
    return await send()
  } catch (error) {
    throw explainFailure(error, message, hint)
  }
}
