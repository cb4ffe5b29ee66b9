import {type CredentialType, type ServiceSummary} from '../../../src/core/catalog/types.js'

const typeOf = (className: string): CredentialType => {
  if (className === 'BasicCredentials') return 'basic'
  return className === 'GlobalCredentials' ? 'global' : 'own'
}

/** The type that a service's chain is asked for, and the further ones it takes (spec §3.1). */
export const credentialTypes = (classes: readonly string[]): Pick<ServiceSummary, 'credentialType' | 'alsoAccepts'> => {
  const [credentialType, ...alsoAccepts] = classes.map(typeOf)
  if (!credentialType) throw new Error('a service that takes no credentials')
  return {credentialType, ...(alsoAccepts.length > 0 && {alsoAccepts})}
}
