import {type Field} from '../../catalog/types.js'
import {nearest} from '../../errors/nearest.js'
import {
  isWrittenList,
  isWrittenMap,
  PlainScalar,
  resolvePlain,
  resolveWritten,
  type Written,
  type WrittenMap,
} from '../../values/plain-scalar.js'
import {NumberText, type Value} from '../../values/value.js'
import {wireName} from '../names/find-spelling.js'
import {type SchemaLookup} from '../names/schema-lookup.js'
import {checkValue} from './check-value.js'
import {describeType} from './describe-type.js'
import {fits, isTextType} from './fits.js'
import {type Report} from './report.js'
import {elementSpot, fieldSpot, keySpot, type Spot} from './spot.js'

export interface CoerceContext {
  readonly schema: SchemaLookup
  readonly report: Report
}

const asText = (written: Written): Value | undefined => {
  if (written instanceof PlainScalar) return written.text === 'null' || written.text === '~' ? null : written.text
  return written instanceof NumberText ? written.text : undefined
}

const coerceFields = (map: WrittenMap, fields: readonly Field[], spot: Spot, context: CoerceContext): Value => {
  const byWire = new Map(fields.map((field) => [wireName(field), field]))
  const entries = Array.from(map, ([key, written]): [string, Value] => {
    const field = byWire.get(key)
    if (field) return [key, coerce(written, fieldSpot(spot, key, field), context)]
    const [suggestion] = nearest(key, byWire.keys())
    const near = suggestion === undefined ? '' : `; did you mean ${suggestion}?`
    context.report.warn(`${spot.label}.${key}`, `the catalogue knows no such field; it is sent as it is${near}`)
    return [key, resolveWritten(written)]
  })
  return new Map(entries)
}

/**
 * Gives what was written in JSON or YAML the catalogue's types (design §1: plain scalars and JSON numbers take the type of
 * their place). Unknown fields and wrong kinds get a warning and are sent: the catalogue may be behind.
 */
export const coerce = (written: Written, spot: Spot, context: CoerceContext): Value => {
  const {type} = spot
  if (written === null) return null
  if (!fits(written, type)) {
    context.report.warn(spot.label, `the catalogue expects ${describeType(type)} here; it is sent as it is`)
    return resolveWritten(written)
  }
  if (isWrittenList(written) && typeof type === 'object' && 'list' in type) {
    return written.map((entry, index) => coerce(entry, elementSpot(spot, index, type.list), context))
  }
  if (isWrittenMap(written) && typeof type === 'object') {
    if ('ref' in type) return coerceFields(written, context.schema(type.ref).fields, spot, context)
    if ('map' in type) {
      const {map} = type
      return new Map(Array.from(written, ([key, entry]) => [key, coerce(entry, keySpot(spot, key, map), context)]))
    }
  }
  const text = isTextType(type) ? asText(written) : undefined
  const value =
    text !== undefined ? text : written instanceof PlainScalar ? resolvePlain(written) : resolveWritten(written)
  checkValue(value, spot, context.report)
  return value
}
