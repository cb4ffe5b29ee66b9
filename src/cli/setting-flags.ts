import {type Interfaces} from '@oclif/core'
import {boolean, string} from '@oclif/core/flags'
import {type Setting} from '../core/config/settings-table.js'
import {type Flags} from '../core/config/resolve-settings.js'
import {findSetting} from './words/settings.js'

/**
 * A flag of oclif that stands for a row of the table of settings. Of what type its value is only `typedSettings` needs to
 * know: to oclif all are texts.
 */
export type SettingFlag = Interfaces.OptionFlag<string | undefined>

const rowOf = (name: string): Setting => {
  const row = findSetting(name)
  if (!row) throw new TypeError(`There is no setting ${name} that has a flag`)
  return row
}

const toFlag = ({name, form, help, char}: Setting): SettingFlag => {
  const common = {summary: help, helpGroup: 'SETTINGS', ...(char && {char})}
  // oclif knows no value that may be left out: where one may, `withOptionalValues` says yes in its place.
  if (form !== 'switch') return string({...common, helpValue: '…'})
  return boolean({...common, allowNo: !name.startsWith('no-')}) as unknown as SettingFlag
}

/**
 * Reserved flags for a hand-written command: they mean what they mean for operations, and `typedSettings` hands them to
 * `resolveSettings` (design §1, §2).
 */
export const settingFlags = <Name extends string>(...names: readonly Name[]): Record<Name, SettingFlag> =>
  Object.fromEntries(names.map((name) => [name, toFlag(rowOf(name))])) as Record<Name, SettingFlag>

/** The words of a command as oclif's parser takes them: a reserved flag whose value may be left out gets one, `--preview=true`. */
export const withOptionalValues = (words: readonly string[]): readonly string[] => {
  const end = words.indexOf('--')
  return words.map((word, at) => {
    const isFlag = word.startsWith('--') && (end < 0 || at < end)
    return isFlag && findSetting(word.slice(2))?.form === 'equals' ? `${word}=true` : word
  })
}

/** Of the flags that oclif parsed, those of the table of settings that were typed, as `resolveSettings` takes them. */
export const typedSettings = (parsed: Readonly<Record<string, unknown>>): Flags =>
  new Map(
    Object.entries(parsed).flatMap(([name, value]) =>
      findSetting(name)?.name === name && (typeof value === 'string' || typeof value === 'boolean')
        ? [[name, value] as const]
        : [],
    ),
  )
