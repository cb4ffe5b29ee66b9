import {type Field} from '../../catalog/types.js'
import {nearest} from '../../errors/nearest.js'
import {NumberText, type Value} from '../../values/value.js'
import {isIsoDate} from './is-iso-date.js'
import {type Report} from './report.js'
import {shownText, type Spot} from './spot.js'

const limits: Readonly<Record<string, bigint>> = {int32: 2n ** 31n, int64: 2n ** 63n}
const longestInteger = 20

const isWithin = (text: string, type: string): boolean => {
  const limit = limits[type]
  if (limit === undefined || !/^-?\d+$/.test(text)) return true
  if (text.length > longestInteger) return false
  const number = BigInt(text)
  return number >= -limit && number < limit
}

const checkEnum = (text: string, known: NonNullable<Field['enum']>, spot: Spot, report: Report): void => {
  const names = known.map(String)
  if (names.includes(text)) return
  const [suggestion] = spot.hidden ? [] : nearest(text, names)
  const near = suggestion === undefined ? '' : `; the nearest is ${suggestion}`
  report.warn(spot.label, `${shownText(spot, text)} is none of the values that the catalogue knows${near}`)
}

/** Warns of a scalar that is of the right type but looks wrong; it is sent all the same, since services learn new values. */
export const checkValue = (value: Value, spot: Spot, report: Report): void => {
  const {type, field} = spot
  const text = value instanceof NumberText ? value.text : typeof value === 'string' ? value : undefined
  if (text === undefined) return
  if (field?.enum) checkEnum(text, field.enum, spot, report)
  if (type === 'datetime' || type === 'date') {
    if (!isIsoDate(text))
      report.warn(spot.label, `${shownText(spot, text)} is no ISO 8601 ${type === 'date' ? 'date' : 'time'}`)
  } else if (type === 'bytes') {
    if (!/^[A-Za-z\d+/_-]*={0,2}$/.test(text.replaceAll(/\s/g, ''))) report.warn(spot.label, 'this is no base64 text')
  } else if (typeof type === 'string' && value instanceof NumberText && !isWithin(text, type)) {
    report.warn(spot.label, `${shownText(spot, text)} is beyond what ${type === 'int32' ? '32' : '64'} bits hold`)
  }
}
