import {rawSection} from '../../config/credentials-file.js'
import {interpolate} from '../../config/interpolate.js'
import {type Profile} from '../../config/profile.js'
import {readVariable, variablesOf} from '../../config/read-variable.js'
import {type Surroundings} from '../../config/surroundings.js'
import {CredentialsError} from '../../errors/credentials-error.js'
import {checkText} from '../check-text.js'
import {environmentEndpoint} from '../from-environment.js'
import {profileEndpoint} from '../from-profile.js'
import {describeProfile} from '../profile-section.js'
import {type AccountEndpoint} from '../types.js'
import {type OwnSection} from './own-section.js'

/** What one source gives of a service's own kind of credentials. */
export interface OwnClaims {
  /** By the key of the section; empty texts are left out. */
  readonly values: ReadonlyMap<string, string>
  readonly endpoint?: AccountEndpoint
  /** For messages. */
  readonly source: string
}

/** The sources that can hold it, by their names in the chain. */
export type OwnSource = 'environment' | 'profile'

export interface OwnSources {
  readonly env: Surroundings['env']
  readonly profile: Profile
}

/** What a source calls a key: its variable, or itself. */
const nameIn = (source: OwnSource, {keys}: OwnSection, key: string): string => {
  const row = keys[key]
  return source === 'environment' && row !== undefined ? (variablesOf(row)[0] ?? key) : key
}

const ofEnvironment = ({keys}: OwnSection, {env}: OwnSources): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(keys).flatMap(([key, row]) => {
      const said = row === undefined ? undefined : readVariable(env, row)
      return said === undefined ? [] : [[key, said.text] as const]
    }),
  )

const ofProfile = ({section, keys}: OwnSection, {profile: {file}}: OwnSources): ReadonlyMap<string, string> => {
  const raw = file && rawSection(file, section)
  if (!file || !raw) return new Map()
  const values = interpolate(raw, {path: file.path, section})
  return new Map(Array.from(values).filter(([key, text]) => Object.hasOwn(keys, key) && text !== ''))
}

/** How the sets of keys read: `HWC_MEETING_USER_NAME and HWC_MEETING_USER_PASSWORD`. */
export const describeSets = (source: OwnSource, section: OwnSection): string =>
  section.sets.map((set) => set.map((key) => nameIn(source, section, key)).join(' and ')).join(', or ')

/** @throws {CredentialsError} where some of the keys of a set are there and no set is whole (design §5). */
const checkWhole = (
  values: ReadonlyMap<string, string>,
  {section, source, where}: {readonly section: OwnSection; readonly source: OwnSource; readonly where: string},
): boolean => {
  if (section.sets.some((set) => set.every((key) => values.has(key)))) return true
  for (const set of section.sets) {
    const present = set.find((key) => values.has(key))
    const missing = set.find((key) => !values.has(key))
    if (present !== undefined && missing !== undefined)
      throw new CredentialsError(
        `${where} has ${nameIn(source, section, present)} but no ${nameIn(source, section, missing)}`,
        {hint: 'Set both or neither: other sources are asked only where this one says nothing.'},
      )
  }
  return false
}

/**
 * What a source says of a service's own kind of credentials; undefined where it says nothing.
 * @throws {CredentialsError} where it is half set, {ConfigError} where the section cannot be read.
 */
export const findOwnClaims = (section: OwnSection, source: OwnSource, sources: OwnSources): OwnClaims | undefined => {
  const {env, profile} = sources
  const isProfile = source === 'profile'
  const where = isProfile ? describeProfile(profile) : 'the environment'
  const values = isProfile ? ofProfile(section, sources) : ofEnvironment(section, sources)
  const inside = isProfile ? `[${section.section}] of ${where}` : where
  if (!checkWhole(values, {section, source, where: inside})) return undefined
  for (const [key, text] of values) {
    const name = nameIn(source, section, key)
    checkText(text, isProfile ? `${name} in ${inside}` : name, {mayHaveBlanks: true})
  }
  const endpoint = isProfile ? profileEndpoint(profile) : environmentEndpoint(env)
  return {values, ...(endpoint === undefined ? {} : {endpoint}), source: where}
}
