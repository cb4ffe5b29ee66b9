import {type Field, type Type} from '../../src/core/catalog/types.js'
import {type SchemaLookup} from '../../src/core/request/names/schema-lookup.js'
import {isValueMap, NumberText, type Value} from '../../src/core/values/value.js'
import {isFileMark} from './type-call.js'

/** Stand in every secret: in texts the one, for numbers the other. */
export const marks = {text: 'MARKER-of-a-secret', number: '4815162342'} as const

/** Whether one of the marks stands in a text, cut or not. */
export const isMarked = (text: string): boolean => text.includes('MARKER') || text.includes(marks.number)

const marked = (value: Value): Value => {
  if (typeof value === 'string') return marks.text
  if (value instanceof NumberText) return new NumberText(marks.number)
  if (Array.isArray(value)) return value.map((entry: Value) => marked(entry))
  if (!isValueMap(value) || isFileMark(value)) return value
  return new Map(Array.from(value, ([key, entry]) => [key, marked(entry)]))
}

/** The value of a field with the marks in what the catalogue calls sensitive, at any depth. */
export const markField = (value: Value, {type, sensitive}: Pick<Field, 'type' | 'sensitive'>, schema: SchemaLookup) =>
  sensitive ? marked(value) : markSecrets(value, type, schema)

/** A value of a type with the marks in what the catalogue calls sensitive, at any depth. */
export const markSecrets = (value: Value, type: Type, schema: SchemaLookup): Value => {
  if (typeof type === 'string') return value
  if (Array.isArray(value))
    return 'list' in type ? value.map((entry: Value) => markSecrets(entry, type.list, schema)) : value
  if (!isValueMap(value)) return value
  if ('map' in type) return new Map(Array.from(value, ([key, entry]) => [key, markSecrets(entry, type.map, schema)]))
  const fields = new Map('ref' in type ? schema(type.ref).fields.map((field) => [field.wire ?? field.name, field]) : [])
  return new Map(
    Array.from(value, ([key, entry]): [string, Value] => {
      const field = fields.get(key)
      return [key, field ? markField(entry, field, schema) : entry]
    }),
  )
}
