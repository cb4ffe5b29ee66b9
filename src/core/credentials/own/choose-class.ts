import {CredentialsError} from '../../errors/credentials-error.js'
import {hasEnvironmentKeys} from '../from-environment.js'
import {accountSection} from '../profile-section.js'
import {membersOf, namesAccount} from '../resolve-account.js'
import {type CredentialClass, knownClasses} from './credential-classes.js'
import {findOwnClaims, type OwnClaims, type OwnSource, type OwnSources} from './own-claims.js'

/** The class that a call uses, and what was found for it where that is of its own kind. */
export interface ChosenClass {
  readonly credentialClass: CredentialClass
  readonly claims?: OwnClaims
}

/** The sources of the chain that may hold credentials of a service's own kind, in their order. */
const ownSources = ({profile}: Pick<OwnSources, 'profile'>): readonly OwnSource[] =>
  membersOf(profile).flatMap((member) => (member === 'environment' || member === 'profile' ? member : []))

/** The first class that takes an account's keys, if the source has any for it: a profile's section decides which. */
const withKeysOf = (
  source: OwnSource,
  keyed: readonly CredentialClass[],
  {env, profile}: OwnSources,
): CredentialClass | undefined => {
  if (source === 'environment') return hasEnvironmentKeys(env) ? keyed[0] : undefined
  if (namesAccount(profile)) return keyed[0]
  return keyed.find(({type}) => accountSection(profile, type) !== undefined)
}

/**
 * Chooses among the classes that a service takes, by what is there: source by source in the order of the chain, in each
 * what is of the service's own kind before an account's keys. Where there is nothing it is the first class.
 * @throws {CredentialsError} where a source is half set, {ConfigError} where a section cannot be read.
 */
export const chooseClass = (names: readonly string[], sources: OwnSources): ChosenClass => {
  const classes = knownClasses(names)
  const [first] = classes
  const owners = classes.filter(({own}) => own !== undefined)
  if (classes.length === 1 && owners.length === 0) return {credentialClass: first}

  const keyed = classes.filter(({takesKeys}) => takesKeys)
  for (const source of ownSources(sources)) {
    for (const credentialClass of owners) {
      const claims = credentialClass.own && findOwnClaims(credentialClass.own, source, sources)
      if (claims !== undefined) return {credentialClass, claims}
    }
    const credentialClass = withKeysOf(source, keyed, sources)
    if (credentialClass !== undefined) return {credentialClass}
  }
  return {credentialClass: first}
}

/** As `chooseClass`, for a preview: what is half set does not matter where nothing is sent. */
export const choosePreviewClass = (names: readonly string[], sources: OwnSources): ChosenClass => {
  try {
    return chooseClass(names, sources)
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error
    return {credentialClass: knownClasses(names)[0]}
  }
}
