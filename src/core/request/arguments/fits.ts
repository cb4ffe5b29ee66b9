import {type Type} from '../../catalog/types.js'
import {
  decimalNumber,
  isWrittenList,
  isWrittenMap,
  PlainScalar,
  resolvePlain,
  type Written,
} from '../../values/plain-scalar.js'
import {NumberText} from '../../values/value.js'

const integer = /^-?\d+$/

/** The types of the catalogue that are texts in JSON. */
export const isTextType = (type: Type): boolean =>
  type === 'string' || type === 'datetime' || type === 'date' || type === 'bytes' || type === 'file'

export const isIntegerType = (type: Type): boolean => type === 'integer' || type === 'int32' || type === 'int64'

/** The text of a whole number without superfluous zeros; undefined for what is none. */
export const integerNumber = (text: string): NumberText | undefined => {
  const number = decimalNumber(text)
  return number && integer.test(number.text) ? number : undefined
}

/** Something written is, at its top, of the kind that a type asks for; null fits every type. */
export const fits = (written: Written, type: Type): boolean => {
  if (written === null || type === 'any') return true
  const isPlain = written instanceof PlainScalar
  if (typeof type === 'object') {
    if (isPlain && resolvePlain(written) === null) return true
    return 'list' in type ? isWrittenList(written) : isWrittenMap(written)
  }
  if (isTextType(type)) return isPlain || typeof written === 'string' || written instanceof NumberText
  const resolved = isPlain ? resolvePlain(written) : written
  if (resolved === null) return true
  if (type === 'boolean') return typeof resolved === 'boolean'
  if (!(resolved instanceof NumberText)) return false
  return !isIntegerType(type) || integerNumber(resolved.text) !== undefined
}
