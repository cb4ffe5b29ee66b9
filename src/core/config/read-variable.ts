import {settingsTable} from './settings-table.js'
import {type Surroundings} from './surroundings.js'

const rows = new Map(settingsTable.map((setting) => [setting.name, setting]))

/** The row of a setting. @throws {TypeError} for a name that the table does not have. */
export const settingNamed = (name: string): (typeof settingsTable)[number] => {
  const row = rows.get(name)
  if (row === undefined) throw new TypeError(`No setting ${name}`)
  return row
}

/** The environment variables of a setting, in the order in which they count. */
export const variablesOf = (name: string): readonly string[] => settingNamed(name).env ?? []

/** What the environment says of a setting, with the variable's name; an empty variable says nothing (CI systems set them). */
export const readVariable = (
  env: Surroundings['env'],
  name: string,
): {readonly text: string; readonly variable: string} | undefined => {
  for (const variable of variablesOf(name)) {
    const text = env[variable]
    if (text !== undefined && text !== '') return {text, variable}
  }
  return undefined
}
