import {ConfigError} from '../errors/config-error.js'
import {type HwcError} from '../errors/hwc-error.js'
import {type Fault, UsageError} from '../errors/usage-error.js'
import {type Parsed} from './parse-setting.js'
import {type Profile} from './profile.js'
import {readVariable, settingNamed} from './read-variable.js'
import {type Setting, type SettingName, settingsTable, type SettingValues} from './settings-table.js'
import {type Surroundings} from './surroundings.js'

export type Flags = ReadonlyMap<string, string | boolean>

export type Origin = 'flag' | 'environment' | 'profile' | 'default'

/** Where a value came from: `source` is for people (`--region`, `HWC_REGION`, `profile prod`, `default`). */
export interface Provenance {
  readonly origin: Origin
  readonly source: string
}

/** The settings of one command (design §2): each value remembers its source. */
export interface Settings {
  get<Name extends SettingName>(name: Name): SettingValues[Name]
  provenance(name: SettingName): Provenance
}

export interface SettingSources {
  readonly flags: Flags
  readonly env: Surroundings['env']
  readonly profile?: Profile | undefined
}

interface Said extends Provenance {
  readonly text: string | boolean
}

const saidByFlag = (setting: Setting, flags: Flags): Said | undefined => {
  const text = setting.flag ? flags.get(setting.name) : undefined
  return text === undefined ? undefined : {text, origin: 'flag', source: `--${setting.name}`}
}

const saidByEnvironment = (setting: Setting, env: Surroundings['env']): Said | undefined => {
  const found = readVariable(env, setting.name)
  return found && {text: found.text, origin: 'environment', source: found.variable}
}

const saidByProfile = (setting: Setting, profile: Profile | undefined): Said | undefined => {
  const text = setting.profileKey === undefined ? undefined : profile?.settings.get(setting.profileKey)
  return text === undefined || text === ''
    ? undefined
    : {text, origin: 'profile', source: `${setting.profileKey ?? ''} of ${profile?.title ?? ''}`}
}

const say = (setting: Setting, {flags, env, profile}: SettingSources): Said | undefined =>
  saidByFlag(setting, flags) ??
  (setting.account ? undefined : (saidByEnvironment(setting, env) ?? saidByProfile(setting, profile)))

const read = (setting: Setting, {text}: Said): Parsed<unknown> => {
  const parsed: Parsed<unknown> =
    typeof text === 'boolean' && setting.form === 'switch' ? {value: text} : setting.parse(String(text))
  if (setting.built || !('value' in parsed) || parsed.value === setting.fallback) return parsed
  return {problem: 'is not built yet'}
}

const messageOf = (source: string, problem: string): string =>
  problem.startsWith('is ') ? `${source} ${problem}` : `${source}: ${problem}`

const didYouMean = (suggestion: string): string => `Did you mean ${suggestion}?`

/** Several faults are reported together, so each says itself what was likely meant. */
const faultOf = (setting: Setting, parsed: Exclude<Parsed<unknown>, {value: unknown}>): Fault => ({
  message:
    messageOf(`--${setting.name}`, parsed.problem) +
    (parsed.suggestion === undefined ? '' : `; did you mean ${parsed.suggestion}?`),
  flag: `--${setting.name}`,
  expected: parsed.expected,
  suggestion: parsed.suggestion,
})

/** Everything that is wrong with the values of reserved flags: to be told together with the command line's other faults. */
export const checkFlags = (flags: Flags): readonly Fault[] =>
  settingsTable.flatMap((setting) => {
    const said = saidByFlag(setting, flags)
    const parsed = said && read(setting, said)
    return parsed === undefined || 'value' in parsed ? [] : faultOf(setting, parsed)
  })

/** Something is wrong with the value of a setting: the error that its source asks for (design §8: argv 2, else 3). */
export const settingError = (
  settings: Settings,
  name: SettingName,
  problem: string,
  {hint, ...fault}: Partial<Fault> & {readonly hint?: string | undefined} = {},
): HwcError => {
  const {origin, source} = settings.provenance(name)
  const message = messageOf(source, problem)
  if (origin === 'flag') return new UsageError([{...fault, message, flag: source}], {hint})
  return new ConfigError(message, {hint: fault.suggestion === undefined ? hint : didYouMean(fault.suggestion)})
}

/**
 * Resolves every setting: flag, then environment, then profile, then default.
 * @throws {UsageError} with all faults of the command line, before
 * @throws {ConfigError} for the first bad value of the environment or the profile.
 */
export const resolveSettings = (sources: SettingSources): Settings => {
  const faults = checkFlags(sources.flags)
  if (faults.length > 0) throw new UsageError(faults)

  const values = new Map<string, {readonly value: unknown; readonly provenance: Provenance}>()
  for (const setting of settingsTable) {
    const said = say(setting, sources)
    if (said === undefined) continue
    const {origin, source} = said
    const parsed = read(setting, said)
    if (!('value' in parsed))
      throw new ConfigError(messageOf(source, parsed.problem), {
        hint: parsed.suggestion === undefined ? undefined : didYouMean(parsed.suggestion),
      })
    values.set(setting.name, {value: parsed.value, provenance: {origin, source}})
  }

  const get = <Name extends SettingName>(name: Name): SettingValues[Name] =>
    // The table's rows are built against SettingValues, so the parser's answer has the type that is promised here.
    (values.has(name) ? values.get(name)?.value : settingNamed(name).fallback) as SettingValues[Name]
  return {get, provenance: (name) => values.get(name)?.provenance ?? {origin: 'default', source: 'default'}}
}
