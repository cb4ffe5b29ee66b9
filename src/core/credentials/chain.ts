import {CredentialsError} from '../errors/credentials-error.js'
import {type Account, type CredentialProvider} from './types.js'

/**
 * Asks one provider after the other; the first that has an account wins, one that is half set or broken stops.
 * @throws {CredentialsError} where none has one: it lists every source and why it had nothing.
 */
export const loadFromChain = async (providers: readonly CredentialProvider[]): Promise<Account> => {
  const reasons: string[] = []
  for (const provider of providers) {
    let reason = 'it has nothing'
    const account = await provider.load((said) => {
      reason = said
    })
    if (account !== undefined) return account
    reasons.push(`${provider.name}: ${reason}`)
  }
  const [only] = reasons
  throw new CredentialsError(
    reasons.length === 1 && only !== undefined
      ? `No credentials found in ${only}`
      : `No credentials found:${reasons.map((reason) => `\n  ${reason}`).join('')}`,
    {
      hint: 'Set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or name a profile; hwc --profile sandbox needs no account.',
    },
  )
}
