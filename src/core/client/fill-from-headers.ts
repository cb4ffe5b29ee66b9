import {type Operation, type Schema, type Type} from '../catalog/types.js'
import {type Headers} from '../http/types.js'
import {isValueMap, NumberText, type Value, type ValueMap} from '../values/value.js'

/** What says which headers of an answer are fields of it. */
export interface HeaderFields {
  readonly operation: Pick<Operation, 'response' | 'responseHeaders'>
  readonly schema: (name: string) => Schema
}

const numeric: ReadonlySet<Type> = new Set<Type>(['integer', 'int32', 'int64', 'number', 'decimal'])

/** A header's text as the field's type: digits of a number field are a number. */
const toValue = (text: string, type: Type | undefined): Value => {
  if (type !== undefined && numeric.has(type) && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return new NumberText(text)
  if (type === 'boolean' && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  return text
}

/** The fields that the catalogue says come from headers and that this answer has, by wire name. */
export const headerFields = (headers: Headers, {operation, schema}: HeaderFields): ValueMap => {
  const names = operation.responseHeaders ?? []
  if (names.length === 0) return new Map()
  const types = new Map(schema(operation.response).fields.map(({name, wire = name, type}) => [wire, type]))
  return new Map(
    names.flatMap((name): [string, Value][] => {
      const key = name.toLowerCase()
      const text = Object.hasOwn(headers, key) ? headers[key] : undefined
      return text === undefined ? [] : [[name, toValue(text, types.get(name))]]
    }),
  )
}

/** An answer's object with the fields that it lacks, or has as null, filled from its headers; anything else as it is. */
export const fillFromHeaders = (value: Value, fields: ValueMap): Value => {
  if (!isValueMap(value) || fields.size === 0) return value
  const filled = new Map(value)
  for (const [name, field] of fields) if ((filled.get(name) ?? null) === null) filled.set(name, field)
  return filled
}
