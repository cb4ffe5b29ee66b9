import {rawSection} from '../config/credentials-file.js'
import {type Profile} from '../config/profile.js'
import {readVariable} from '../config/read-variable.js'
import {type Surroundings} from '../config/surroundings.js'
import {environmentValues, hasEnvironmentKeys} from './from-environment.js'
import {accountSection} from './profile-section.js'
import {namesAccount} from './resolve-account.js'

/** A value and where it stands, for people. */
export interface SaidValue {
  readonly text: string
  readonly source: string
}

/**
 * What the account's source says, by the keys of a profile: the environment where it has any part of keys and no profile
 * was named, else the profile (design §2). Nothing is fetched.
 * @throws {ConfigError} for a bad interpolation.
 */
export const accountValues = (profile: Profile, env: Surroundings['env']): ReadonlyMap<string, SaidValue> => {
  if (!profile.explicit && hasEnvironmentKeys(env))
    return new Map(
      Array.from(environmentValues(env), ([key, {text, variable}]) => [key, {text, source: variable}] as const),
    )
  const sections = (['global', 'basic'] as const).flatMap((type) => accountSection(profile, type) ?? [])
  return new Map(
    sections.flatMap(({name, values}) =>
      Array.from(values, ([key, text]) => [key, {text, source: `[${name}] of ${profile.title}`}] as const),
    ),
  )
}

/**
 * The endpoint that goes with the account: of its source, and where that may be neither the environment nor the profile (an
 * instance, a pod), the environment's (design §2).
 * @throws {ConfigError} for a bad interpolation.
 */
export const accountEndpoint = (profile: Profile, env: Surroundings['env']): SaidValue | undefined => {
  const text = profile.settings.get('endpoint') ?? ''
  const written = text === '' ? undefined : {text, source: `endpoint of ${profile.title}`}
  if (profile.explicit) return written
  const said = readVariable(env, 'endpoint')
  const variable = said && {text: said.text, source: said.variable}
  if (hasEnvironmentKeys(env)) return variable
  const hasAccount =
    namesAccount(profile) || (['global', 'basic'] as const).some((type) => accountSection(profile, type) !== undefined)
  return hasAccount ? written : (variable ?? written)
}

/** What a section of a profile says of a key, as it is written. */
export const writtenValue = ({file, title}: Profile, section: string, key: string): SaidValue | undefined => {
  const text = file && rawSection(file, section)?.get(key)
  return text === undefined || text === '' ? undefined : {text, source: `[${section}] of ${title}`}
}
