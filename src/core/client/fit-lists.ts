import {type Schema, type Type} from '../catalog/types.js'
import {isValueMap, type Value} from '../values/value.js'

/**
 * XML cannot tell a list with one element from that element: where the catalogue says list, it becomes one, as in the
 * SDK's result (spec §7.4), so that a script meets a list however many there are.
 */
export const fitLists = (value: Value, type: Type, schema: (name: string) => Schema): Value => {
  if (value === null || typeof type === 'string') return value
  if ('list' in type) {
    const items: readonly Value[] = Array.isArray(value) ? value : [value]
    return items.map((item) => fitLists(item, type.list, schema))
  }
  if (!isValueMap(value)) return value
  if ('map' in type) return new Map(Array.from(value, ([key, item]) => [key, fitLists(item, type.map, schema)]))
  const types = new Map(schema(type.ref).fields.map(({name, wire = name, type: own}) => [wire, own]))
  return new Map(Array.from(value, ([key, item]) => [key, fitLists(item, types.get(key) ?? 'any', schema)]))
}
