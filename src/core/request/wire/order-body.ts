import {type Field, type Schema, type Type} from '../../catalog/types.js'
import {isValueMap, type Value, type ValueMap} from '../../values/value.js'

type FindSchema = (name: string) => Schema

const orderModel = (map: ValueMap, fields: readonly Field[], schema: FindSchema): ValueMap => {
  const ordered = new Map<string, Value>()
  for (const field of fields) {
    const name = field.wire ?? field.name
    const value = map.get(name)
    if (value !== undefined && value !== null) ordered.set(name, orderBody(value, field.type, schema))
  }
  const known = new Set(fields.map(({wire, name}) => wire ?? name))
  for (const [key, value] of map) if (!known.has(key)) ordered.set(key, value)
  return ordered
}

/**
 * Puts the keys of every model into the SDK's order, at every depth, and drops a model's null fields; keys that the
 * model does not know follow as they are. Maps and what has no type keep their order and their nulls (spec §6.4).
 */
export const orderBody = (value: Value, type: Type, schema: FindSchema): Value => {
  if (typeof type === 'string') return value
  if ('list' in type)
    return Array.isArray(value) ? value.map((item: Value) => orderBody(item, type.list, schema)) : value
  if (!isValueMap(value)) return value
  if ('map' in type) return new Map(Array.from(value, ([key, item]) => [key, orderBody(item, type.map, schema)]))
  return orderModel(value, schema(type.ref).fields, schema)
}
