import {rawSection} from '../config/credentials-file.js'
import {type Profile} from '../config/profile.js'
import {type Surroundings} from '../config/surroundings.js'
import {environmentValues, hasEnvironmentKeys} from './from-environment.js'
import {accountSection} from './profile-section.js'

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

/** What a section of a profile says of a key, as it is written. */
export const writtenValue = ({file, title}: Profile, section: string, key: string): SaidValue | undefined => {
  const text = file && rawSection(file, section)?.get(key)
  return text === undefined || text === '' ? undefined : {text, source: `[${section}] of ${title}`}
}
