import {type Field, type Type} from '../../src/core/catalog/types.js'
import {settingsTable} from '../../src/core/config/settings-table.js'
import {isProvidedHeader} from '../../src/core/request/arguments/provided-headers.js'
import {wireName} from '../../src/core/request/names/find-spelling.js'
import {nameTable, shownName} from '../../src/core/request/names/name-table.js'
import {bodyType, schemaOf, type SchemaLookup} from '../../src/core/request/names/schema-lookup.js'
import {compactJson, formatJson} from '../../src/core/values/format-json.js'
import {NumberText, type Value} from '../../src/core/values/value.js'
import {type CatalogOperation} from './every-operation.js'

type Described = Pick<Field, 'name' | 'type' | 'enum'>

const numbers: readonly Type[] = ['integer', 'int32', 'int64', 'number', 'decimal']

const scalar = ({name, type, enum: known}: Described): Value => {
  const [first] = known ?? []
  if (type === 'boolean') return true
  if (numbers.includes(type)) return new NumberText(String(first ?? 7))
  if (type === 'datetime') return '2024-03-05T06:07:08Z'
  return type === 'date' ? '2024-03-05' : String(first ?? `some-${name.replaceAll(/\W/g, '-')}`)
}

/** The least that a type takes; what refers to itself ends after some levels. */
const leastValue = (field: Described, schema: SchemaLookup, depth = 0): Value => {
  const {type} = field
  if (typeof type === 'string') return scalar(field)
  if ('list' in type) return [leastValue({...field, type: type.list}, schema, depth + 1)]
  if ('map' in type || depth > 12) return new Map()
  const required = schema(type.ref).fields.filter((one) => one.required)
  return new Map(required.map((one) => [wireName(one), leastValue(one, schema, depth + 1)] as const))
}

const wordsFor = (name: string, value: Value): readonly string[] => {
  if (value === true) return [`--${name}`]
  if (value instanceof NumberText) return [`--${name}`, value.text]
  return [`--${name}`, typeof value === 'string' ? value : formatJson(value, compactJson)]
}

const isFile = (type: Type): boolean =>
  type === 'file' || (typeof type === 'object' && 'list' in type && type.list === 'file')

const wholeBody = (type: Type, schema: SchemaLookup, file: string): string =>
  isFile(type) ? file : formatJson(leastValue({name: 'body', type}, schema), compactJson)

/** The words that an operation's required parameters and fields need at least; `file` is the path of every file. */
export const requiredWords = ({operation, schema}: CatalogOperation, file: string): readonly string[] => {
  const reserved = settingsTable.filter(({flag}) => flag).map(({name}) => name)
  const {entries} = nameTable(operation, schema, reserved)
  const whole = bodyType(operation)
  const isWholeBody = operation.bodyRequired && whole !== undefined && schemaOf(whole, schema) === undefined
  const isScope = (place: string, field: Field): boolean =>
    operation.scopeProject === true && place === 'path' && wireName(field) === 'project_id'
  return [
    ...entries
      .filter((entry) => entry.field.required && !isProvidedHeader(entry) && !isScope(entry.place, entry.field))
      .flatMap((entry) => {
        const {field} = entry
        if (isFile(field.type)) return [`--${shownName(entry)}`, file]
        // What stands in front of a host's name is a label of it.
        const named = entry.place === 'host' ? {...field, name: field.name.replaceAll('_', '-')} : field
        return wordsFor(shownName(entry), leastValue(named, schema))
      }),
    ...(isWholeBody ? ['--body', wholeBody(whole, schema, file)] : []),
  ]
}
