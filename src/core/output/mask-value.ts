import {type Field, type Schema, type Type} from '../catalog/types.js'
import {FileValue, isValueMap, type Value, type ValueMap} from '../values/value.js'
import {isSensitiveName} from './is-sensitive-name.js'

type FindSchema = (name: string) => Schema

/** What stands for a secret. */
export const mask = '***'

/** What is no secret itself: nothing, yes or no, and a file, of which only the path is shown. */
const maskWhole = (value: Value): Value =>
  value === null || typeof value === 'boolean' || value instanceof FileValue ? value : mask

/** Masks by the names of keys alone, at any depth: for what the catalogue does not describe. */
export const maskByName = (value: Value): Value => {
  if (Array.isArray(value)) return value.map(maskByName)
  if (!isValueMap(value)) return value
  return new Map(Array.from(value, ([key, item]) => [key, isSensitiveName(key) ? maskWhole(item) : maskByName(item)]))
}

const maskModel = (map: ValueMap, fields: readonly Field[], schema: FindSchema): Value => {
  const known = new Map(fields.map((field) => [field.wire ?? field.name, field]))
  return new Map(
    Array.from(map, ([key, item]) => {
      const field = known.get(key)
      const isSecret = field ? field.sensitive : isSensitiveName(key)
      return [key, isSecret ? maskWhole(item) : maskValue(item, field?.type ?? 'any', schema)]
    }),
  )
}

/** Masks the fields that the catalogue calls sensitive, at any depth; what it does not know, by name. */
export const maskValue = (value: Value, type: Type, schema: FindSchema): Value => {
  if (typeof type === 'string') return type === 'any' ? maskByName(value) : value
  if ('list' in type)
    return Array.isArray(value) ? value.map((item: Value) => maskValue(item, type.list, schema)) : maskByName(value)
  if (!isValueMap(value)) return maskByName(value)
  if ('ref' in type) return maskModel(value, schema(type.ref).fields, schema)
  return new Map(
    Array.from(value, ([key, item]) => [
      key,
      isSensitiveName(key) ? maskWhole(item) : maskValue(item, type.map, schema),
    ]),
  )
}

/** The arguments of an operation with what is secret in them masked. */
export const maskArguments = <P extends Pick<Field, 'sensitive' | 'type'>>(
  given: {readonly parameters: readonly {readonly parameter: P; readonly value: Value}[]; readonly body?: Value},
  {bodyType = 'any', schema}: {readonly bodyType?: Type | undefined; readonly schema: FindSchema},
): {readonly parameters: readonly {readonly parameter: P; readonly value: Value}[]; readonly body?: Value} => ({
  parameters: given.parameters.map(({parameter, value}) => ({
    parameter,
    value: parameter.sensitive ? maskWhole(value) : maskValue(value, parameter.type, schema),
  })),
  ...(given.body === undefined ? {} : {body: maskValue(given.body, bodyType, schema)}),
})
