import {type Setting, settingsTable} from '../../core/config/settings-table.js'
import {nameKey} from '../../core/catalog/name-key.js'

/** The reserved flags, what is built later included (design §2). */
export const reservedSettings: readonly Setting[] = settingsTable.filter(({flag}) => flag)

/** Their names: no parameter has one of them as its short name. */
export const reservedNames: readonly string[] = reservedSettings.map(({name}) => name)

const bySameName = new Map(reservedSettings.map((setting) => [nameKey(setting.name), setting]))
const byLetter = new Map(
  reservedSettings.flatMap((setting) => (setting.char ? [[setting.char as string, setting]] : [])) as [
    string,
    Setting,
  ][],
)

/** The reserved flag that a typed name without dashes is, in any spelling of it. */
export const findSetting = (name: string): Setting | undefined => bySameName.get(nameKey(name))

/** The reserved flag of a single letter. */
export const settingOfLetter = (letter: string): Setting | undefined => byLetter.get(letter)
