import {type Setting} from '../../core/config/settings-table.js'
import {meantTruth} from '../../core/config/parse-setting.js'
import {hiddenText} from '../../core/request/arguments/spot.js'
import {mayShowSetting} from './shown-value.js'
import {isTruth, type TypedLine} from './typed-line.js'

/** Reads a reserved flag and the value that belongs to it. */
export const readSetting = (line: TypedLine, setting: Setting, flag: string, value: string | undefined): void => {
  if (setting.form === 'word') {
    readWordSetting(line, setting, flag, value)
    return
  }
  if (value === undefined && line.refuseTruth(flag, (word) => `${flag}=${word}`)) return
  line.valueless = value === undefined ? flag : undefined
  if (!isBuilt(line, setting, flag)) return
  if (setting.form === 'switch' && value !== undefined && !isTruth(value)) {
    line.refuseOther(flag, 'no value, or =true or =false', meantTruth(value))
    return
  }
  line.corrected.push(value === undefined ? flag : `${flag}=${value}`)
  setSetting(line, setting, value === undefined || value === 'true' ? true : value === 'false' ? false : value, flag)
}

/** Keeps a setting's value; of one given twice the last. `--help` is kept apart. */
export const setSetting = (line: TypedLine, {name}: Setting, value: string | boolean, flag: string): void => {
  if (name !== 'help') {
    line.settings.set(name, value)
    return
  }
  if (value === false) return
  if (value !== true && value !== 'full' && value !== 'short') {
    line.faults.push({message: `${flag} takes no value, or =full`, flag, expected: 'full'})
  }
  line.help = value === 'full' || line.help === 'full' ? 'full' : 'short'
}

const readWordSetting = (line: TypedLine, setting: Setting, flag: string, value: string | undefined): void => {
  const taken = value ?? line.takeValue()
  if (taken === undefined) {
    line.missing(flag, setting.help, false)
    return
  }
  if (!isBuilt(line, setting, flag)) return
  const shown = mayShowSetting(setting) ? taken : hiddenText
  line.corrected.push(...(value === undefined ? [flag, shown] : [`${flag}=${shown}`]))
  setSetting(line, setting, taken, flag)
}

const isBuilt = (line: TypedLine, {name, built}: Setting, flag: string): boolean => {
  if (built) return true
  line.fault({message: `--${name} is not built yet`, flag: `--${name}`}, [flag])
  return false
}
