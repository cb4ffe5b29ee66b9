import {lookUpDomainId} from './look-up-domain-id.js'
import {lookUpProjectId} from './look-up-project-id.js'
import {type LookUp} from './look-up.js'
import {type Account, type CredentialType} from './types.js'

/**
 * The account with the id that goes with its type, asked of IAM where it is not known; without a region nothing is
 * looked up (spec §3.2).
 */
export const completeAccount = async (
  lookUp: Omit<LookUp, 'region'> & {readonly region: string | undefined},
  type: CredentialType,
): Promise<Account> => {
  const {account, region} = lookUp
  if (region === undefined || type === 'own') return account
  if (type === 'basic') return {...account, projectId: await lookUpProjectId({...lookUp, region})}
  return {...account, domainId: await lookUpDomainId({...lookUp, region})}
}
