import {type Setting, type SettingName, settingsTable} from '../../core/config/settings-table.js'
import {readVariable} from '../../core/config/read-variable.js'
import {accountEndpoint, accountValues, type SaidValue, writtenValue} from '../../core/credentials/account-values.js'
import {profileKeys} from '../../core/credentials/profile-key.js'
import {maskAccessKey, maskText} from '../../core/output/mask-text.js'
import {mask} from '../../core/output/mask-value.js'
import {type OpenCommand} from '../open-command.js'

/** One setting with its value. */
export interface SettingRow {
  /** The name in the profile's file where it has one there, else the flag's or the variable's. */
  readonly name: string
  /** As text; undefined where nobody says anything. */
  readonly value: string | undefined
  readonly source: string | undefined
  /** What may be shown of the value. */
  readonly shown: string | undefined
}

/** Of an access key four characters, of a URL all but its password, of any other secret nothing. */
const showSecret = (name: string, text: string): string => {
  if (name.endsWith('proxy')) return maskText(text)
  return /(^|[.-])(ak|access-key|access-key-id)$/.test(name) ? maskAccessKey(text) : mask
}

/** Of a command line its program: what follows may hold secrets. */
const showCommand = (text: string): string => text.replace(/^(\S+)\s.*$/s, '$1 …')

const shownText = (name: string, isSecret: boolean, text: string): string => {
  if (name === 'credential_process') return showCommand(text)
  // It must have no password, and is shown though it is wrong.
  if (name.endsWith('endpoint')) return maskText(text)
  return isSecret ? showSecret(name, text) : text
}

const rowOf = (
  name: string,
  {isSecret, named = name}: {readonly isSecret: boolean; readonly named?: string},
  said: SaidValue | undefined,
): SettingRow => ({
  name,
  value: said?.text,
  source: said?.source,
  shown: said && shownText(named, isSecret, said.text),
})

const textOf = (value: unknown): string | undefined => {
  if (value === undefined) return undefined
  return Array.isArray(value) ? value.join(',') : String(value)
}

/** What is configured once, not typed for one call. */
const isConfigured = ({env, profileKey}: Setting): boolean => env !== undefined || profileKey !== undefined

const ofSettings = ({settings}: OpenCommand): readonly SettingRow[] =>
  settingsTable
    .filter((setting) => setting.built && !setting.account && setting.accountKey === undefined && isConfigured(setting))
    .map(({name, profileKey, secret}) => {
      const text = textOf(settings.get(name as SettingName))
      const {source} = settings.provenance(name as SettingName)
      return rowOf(profileKey ?? name, {isSecret: secret === true}, text === undefined ? undefined : {text, source})
    })

const ofAccount = ({settings, profile, runtime: {env}}: OpenCommand): readonly SettingRow[] => {
  const values = accountValues(profile, env)
  const flagged = (name: string): SaidValue | undefined => {
    const setting = name as SettingName
    const text = settings.provenance(setting).origin === 'default' ? undefined : textOf(settings.get(setting))
    return text === undefined ? undefined : {text, source: settings.provenance(setting).source}
  }
  return settingsTable.flatMap(({name, accountKey, flag, account, secret}) => {
    if (accountKey === undefined) return []
    const own = values.get(accountKey)
    const said = flag || account !== true ? flagged(name) : undefined
    return [rowOf(accountKey, {isSecret: secret === true}, account === true ? (said ?? own) : (own ?? said))]
  })
}

/** Where an account's keys come from, and what services' own kinds of credentials consist of. */
const ofProfile = ({profile}: OpenCommand, known: ReadonlySet<string>): readonly SettingRow[] =>
  profileKeys
    .filter(({name, parse}) => !known.has(name) && parse !== undefined)
    .map(({name, key, sections, secret}) =>
      rowOf(
        name,
        {isSecret: secret},
        sections.flat().flatMap((section) => writtenValue(profile, section, key) ?? [])[0],
      ),
    )

/** Variables of credentials that no profile's key stands for, where they are set. */
const ofVariables = ({runtime: {env}}: OpenCommand): readonly SettingRow[] =>
  settingsTable
    .filter(({account, accountKey, flag}) => account === true && accountKey === undefined && !flag)
    .flatMap(({name, secret}) => {
      const said = readVariable(env, name)
      return said === undefined
        ? []
        : [rowOf(said.variable, {isSecret: secret === true, named: name}, {text: said.text, source: said.variable})]
    })

/** Every setting, with where its value comes from. @throws {ConfigError} for a profile that cannot be read. */
export const settingRows = (command: OpenCommand): readonly SettingRow[] => {
  const {profile, runtime} = command
  const endpoint = rowOf('endpoint', {isSecret: false}, accountEndpoint(profile, runtime.env))
  const rows = [...ofSettings(command), ...ofAccount(command), endpoint]
  const names = new Set(rows.map(({name}) => name))
  return [...rows, ...ofProfile(command, names), ...ofVariables(command)]
}
