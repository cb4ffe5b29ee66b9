import {resolvePath} from '../../core/request/names/resolve-path.js'
import {setSetting} from './read-setting.js'
import {findSetting} from './settings.js'
import {isTruth, type TypedLine} from './typed-line.js'

/** Reads `--no-x` where there is an `x`, and answers whether there is. */
export const readNegation = (line: TypedLine, name: string, value: string | undefined): boolean => {
  const positive = name.slice(3)
  const setting = findSetting(positive)
  const found = setting ? undefined : resolvePath(positive, line.context)
  if (!setting && found?.kind !== 'found') return false
  const isBoolean = setting ? setting.form === 'switch' : found?.kind === 'found' && found.target.type === 'boolean'
  const flag = `--${name}`
  if (found?.kind === 'found') line.mention(found.target)
  if (!isBoolean) {
    if (value === undefined) line.takeValue()
    line.fault({message: `${flag}: only what is true or false can be negated, and --${positive} is not`, flag}, [flag])
  } else if (value !== undefined) {
    refuseValue(line, flag, positive, value)
  } else if (!line.refuseTruth(flag, (word) => `--${positive}=${String(word === 'false')}`)) {
    line.corrected.push(flag)
    if (setting) setSetting(line, setting, false, flag)
    else if (found?.kind === 'found') line.assignments.push({flag: `--${positive}`, target: found.target, raw: false})
  }
  return true
}

const refuseValue = (line: TypedLine, flag: string, positive: string, value: string): void => {
  const suggestion = `--${positive}=${value === 'true' ? 'false' : 'true'}`
  const isRight = isTruth(value)
  line.fault(
    {message: `${flag} takes no value`, flag, ...(isRight && {suggestion})},
    [isRight ? suggestion : flag],
    isRight,
  )
}
