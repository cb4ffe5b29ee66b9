import {meantTruth} from '../../core/config/parse-setting.js'
import {describeType} from '../../core/request/arguments/describe-type.js'
import {hiddenText} from '../../core/request/arguments/spot.js'
import {bodyType, isForm} from '../../core/request/names/schema-lookup.js'
import {type Target} from '../../core/request/names/target.js'
import {mayShowValue} from './shown-value.js'
import {isTruth, type TypedLine} from './typed-line.js'

/** Reads a flag that is a parameter or field of the operation, or a path into one, and the value that belongs to it. */
export const readTarget = (line: TypedLine, target: Target, flag: string, value: string | undefined): void => {
  line.mention(target)
  const isShown = mayShowValue(target)
  if (target.type === 'boolean') {
    readBoolean(line, target, flag, value)
    return
  }
  const taken = value ?? line.takeValue()
  if (taken === undefined) {
    line.missing(flag, describeType(target.type), target.sensitive || !isShown)
    return
  }
  const shown = isShown ? taken : hiddenText
  line.corrected.push(...(value === undefined ? [flag, shown] : [`${flag}=${shown}`]))
  line.assignments.push({flag, target, raw: taken})
}

const readBoolean = (line: TypedLine, target: Target, flag: string, value: string | undefined): void => {
  if (value === undefined && line.refuseTruth(flag, (word) => `${flag}=${word}`)) return
  if (value !== undefined && !isTruth(value)) {
    const said = mayShowValue(target) ? `, not ${JSON.stringify(value)}` : ''
    line.refuseOther(flag, `true or false${said}`, meantTruth(value))
    return
  }
  line.valueless = value === undefined ? flag : undefined
  line.corrected.push(value === undefined ? flag : `${flag}=${value}`)
  line.assignments.push({flag, target, raw: value === undefined || value === 'true'})
}

/** Reads `--body`, the whole body. */
export const readBody = (line: TypedLine, value: string | undefined): void => {
  const {operation} = line
  const type = bodyType(operation)
  const flag = '--body'
  const taken = value ?? line.takeValue()
  line.mentioned.add('body')
  if (type === undefined) {
    const message = isForm(operation)
      ? '--body cannot be given for a form: its fields are flags'
      : `--body: ${operation.name} sends no body`
    line.fault({message, flag}, [])
  } else if (taken === undefined) {
    line.missing(flag, describeType(type), true)
  } else {
    line.corrected.push(flag, hiddenText)
    line.assignments.push({flag, target: {root: 'body', steps: [], type, sensitive: false, named: true}, raw: taken})
  }
}
