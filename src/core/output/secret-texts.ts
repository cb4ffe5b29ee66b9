import {type Field, type Schema, type Type} from '../catalog/types.js'
import {FileValue, isValueMap, NumberText, type Value} from '../values/value.js'
import {isSensitiveName} from './is-sensitive-name.js'

type FindSchema = (name: string) => Schema

const listed = (value: Value): readonly Value[] | undefined =>
  Array.isArray(value) ? (value as readonly Value[]) : undefined

/** Every text and number of a value; neither yes nor no nor a file is a secret itself. */
const allTexts = (value: Value): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (value instanceof NumberText) return [value.text]
  if (value === null || typeof value === 'boolean' || value instanceof FileValue) return []
  return (listed(value) ?? Array.from(isValueMap(value) ? value.values() : [])).flatMap(allTexts)
}

/**
 * The texts and numbers in a value that the catalogue calls sensitive, or of what it does not know, by name: just what
 * `maskValue` masks.
 */
export const secretTexts = (value: Value, type: Type, schema: FindSchema): readonly string[] => {
  const list = listed(value)
  if (list) {
    const element = typeof type === 'object' && 'list' in type ? type.list : 'any'
    return list.flatMap((item) => secretTexts(item, element, schema))
  }
  if (!isValueMap(value)) return []
  const fields: readonly Field[] = typeof type === 'object' && 'ref' in type ? schema(type.ref).fields : []
  const known = new Map(fields.map((field) => [field.wire ?? field.name, field]))
  const entryType = typeof type === 'object' && 'map' in type ? type.map : 'any'
  return Array.from(value).flatMap(([key, item]) => {
    const field = known.get(key)
    const isSecret = field ? field.sensitive : isSensitiveName(key)
    return isSecret ? allTexts(item) : secretTexts(item, field?.type ?? entryType, schema)
  })
}
