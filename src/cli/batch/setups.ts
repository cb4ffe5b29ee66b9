import {loadProfile} from '../../core/config/load-profile.js'
import {parseProfileNames} from '../../core/config/parse-setting.js'
import {type Flags, resolveSettings, type Settings} from '../../core/config/resolve-settings.js'
import {type SettingName, type SettingValues} from '../../core/config/settings-table.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {type Runtime} from '../runtime.js'
import {type Setup} from '../setup.js'
import {type BatchLine} from './parse-line.js'

/** What the lines of a batch are called with. */
export interface Setups {
  /** For lines that name neither profile nor region. */
  readonly base: Setup
  /** Those of all profiles that the command line names. */
  readonly all: readonly Setup[]
  /** Whether calls may go to the sandbox. */
  readonly hasSandbox: boolean
  /** @throws {UsageError} for a profile that `--profile` does not name: a line trusts nobody. */
  of(line: Pick<BatchLine, 'profile' | 'region'>): Setup
}

const mostRegions = 1000

/** The region of a line counts like a flag. */
const withRegion = (settings: Settings, region: string): Settings => ({
  get: <Name extends SettingName>(name: Name): SettingValues[Name] =>
    name === 'region' ? (region as SettingValues[Name]) : settings.get(name),
  provenance: (name) => (name === 'region' ? {origin: 'flag', source: 'region'} : settings.provenance(name)),
})

/** The profiles that `--profile` names, in its order; none where nobody typed it. @throws {UsageError} */
const profileNames = (flags: Flags): readonly string[] => {
  const typed = flags.get('profile')
  if (typed === undefined) return []
  const parsed = parseProfileNames(String(typed))
  if (!('value' in parsed)) throw new UsageError([{message: `--profile: ${parsed.problem}`, flag: '--profile'}])
  return parsed.value
}

/**
 * Loads the profiles that the command line names, before any line is read. The first is that of lines that name none.
 * @throws {UsageError | ConfigError | FileError} as loading a profile and resolving settings do.
 */
export const loadSetups = (flags: Flags, runtime: Runtime, warn: (message: string) => void): Setups => {
  const load = (name: string | undefined): Setup => {
    const own = new Map(flags)
    if (name === undefined) own.delete('profile')
    else own.set('profile', name)
    const profile = loadProfile({flags: own, surroundings: runtime, warn})
    return {profile, settings: resolveSettings({flags: own, env: runtime.env, profile})}
  }
  const names = profileNames(flags)
  const base = load(names[0])
  const named = new Map(names.map((name, index) => [name, index === 0 ? base : load(name)]))
  const regional = new Map<string, Setup>()

  const byProfile = (name: string | undefined): Setup => {
    if (name === undefined) return base
    const setup = named.get(name)
    if (setup) return setup
    const message = `profile: ${name} is none of those that --profile names`
    throw new UsageError([{message, flag: 'profile', expected: names.length === 0 ? undefined : names.join(', ')}], {
      hint: 'Name every profile that lines may use: --profile a,b.',
    })
  }
  return {
    base,
    all: Array.from(new Set([base, ...named.values()])),
    hasSandbox: [base, ...named.values()].some(({profile}) => profile.kind === 'sandbox'),
    of: ({profile, region}) => {
      const setup = byProfile(profile)
      if (region === undefined) return setup
      const key = `${region} ${profile ?? ''}`
      const known = regional.get(key)
      if (known) return known
      const made = {...setup, settings: withRegion(setup.settings, region)}
      if (regional.size >= mostRegions) regional.clear()
      regional.set(key, made)
      return made
    },
  }
}
