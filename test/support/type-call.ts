import {type Operation, type Type} from '../../src/core/catalog/types.js'
import {type NameEntry, type NameTable, shownName} from '../../src/core/request/names/name-table.js'
import {schemaOf, type SchemaLookup} from '../../src/core/request/names/schema-lookup.js'
import {compactJson, formatJson} from '../../src/core/values/format-json.js'
import {isValueMap, NumberText, type Value, type ValueMap} from '../../src/core/values/value.js'

/** Arguments of a call, as a recording has them: parameters by attribute name, the body by wire names. */
export interface Call {
  readonly params: ValueMap
  readonly body: Value | undefined
}

export interface TypingFacts {
  readonly operation: Operation
  readonly schema: SchemaLookup
  readonly names: NameTable
  /** The path that stands for `{"@file": true}`. */
  readonly file: string
  /** `json`: the whole body as one `--body`; `fields`: a flag for each of its fields; `flags`: one for every scalar in it. */
  readonly body: 'json' | 'fields' | 'flags'
  /** Is told of what dots cannot say, and is typed as JSON. */
  readonly onJson?: (name: string, why: 'a key with dots' | 'a list without a type' | 'a null') => void
}

const json = (value: Value): string => formatJson(value, compactJson)

/** What stands for a file in a recorded call. */
export const isFileMark = (value: Value): boolean => isValueMap(value) && value.has('@file')

/** A flag and its value as words; two of them where the value may stand alone. */
const words = (name: string, text: string): string[] =>
  text === '--' || /^--\p{L}/u.test(text) ? [`--${name}=${text}`] : [`--${name}`, text]

const holdsNull = (value: Value): boolean => {
  if (Array.isArray(value)) return value.some((entry: Value) => holdsNull(entry))
  return isValueMap(value) ? Array.from(value.values()).some(holdsNull) : value === null
}

const scalarText = (value: Value): string => {
  if (typeof value === 'string') return value
  return value instanceof NumberText ? value.text : json(value)
}

/** The type of what stands behind a key that no field has. */
const elementType = (type: Type): Type => (typeof type === 'object' && 'map' in type ? type.map : 'any')

const isStep = (key: string): boolean => key !== '' && !key.includes('.')

/** Types a value as flags, dotted ones where `isDeep` says so. */
const typeValue = (name: string, value: Value, type: Type, facts: TypingFacts, isDeep: boolean): string[] => {
  if (isFileMark(value)) return words(name, facts.file)
  const asJson = (why: Parameters<NonNullable<TypingFacts['onJson']>>[1]): string[] => {
    if (isDeep) facts.onJson?.(name, why)
    return words(name, json(value))
  }
  if (holdsNull(value)) return asJson('a null')
  if (type === 'any' && Array.isArray(value) && value.length > 0) return asJson('a list without a type')
  if (type === 'any' && !(isDeep && isValueMap(value))) return words(name, json(value))
  if (typeof value === 'boolean')
    return type === 'boolean' ? [`--${name}=${String(value)}`] : words(name, String(value))
  if (Array.isArray(value)) {
    const list = value as readonly Value[]
    const element = typeof type === 'object' && 'list' in type ? type.list : 'any'
    if (list.length === 0) return words(name, '[]')
    if (isDeep && (typeof element === 'object' || element === 'any')) {
      return list.flatMap((entry, index) => typeValue(`${name}.${String(index)}`, entry, element, facts, true))
    }
    const texts = list.map(scalarText)
    const needsJson = typeof element === 'object' || element === 'any' || texts.some((text) => text.startsWith('['))
    return needsJson ? words(name, json(value)) : texts.flatMap((text) => words(name, text))
  }
  if (!isValueMap(value)) return words(name, scalarText(value))
  const schema = schemaOf(type, facts.schema)
  if (!isDeep || value.size === 0) return words(name, json(value))
  if (!schema && !Array.from(value.keys()).every(isStep)) return asJson('a key with dots')
  return Array.from(value).flatMap(([key, entry]) => {
    const field = schema?.fields.find((candidate) => (candidate.wire ?? candidate.name) === key)
    return typeValue(`${name}.${key}`, entry, field?.type ?? elementType(type), facts, true)
  })
}

const entryOf = (names: NameTable, isMeant: (entry: NameEntry) => boolean, name: string): NameEntry => {
  const entry = names.entries.find(isMeant)
  if (!entry) throw new Error(`The catalogue has no ${name}`)
  return entry
}

const isInBody = ({place}: NameEntry): boolean => place === 'body' || place === 'form'

/** Types a recorded call as the words of a command line, by the names that help shows. */
export const typeCall = ({params, body}: Call, facts: TypingFacts): string[] => {
  const {names, operation, schema} = facts
  const parameterWords = Array.from(params).flatMap(([name, value]) => {
    const entry = entryOf(names, (candidate) => !isInBody(candidate) && candidate.field.name === name, name)
    return typeValue(shownName(entry), value, entry.field.type, facts, false)
  })
  if (body === undefined) return parameterWords
  const isForm = names.entries.some(({place}) => place === 'form')
  const isObject = isValueMap(body) && schemaOf(operation.body, schema) !== undefined && !operation.streamRequest
  const asFlags = isForm || (facts.body !== 'json' && isObject && body.size > 0)
  if (!asFlags || !isValueMap(body)) {
    const inSteps = facts.body === 'flags' && !isObject && (Array.isArray(body) || isValueMap(body))
    const type = operation.body ?? 'any'
    if (inSteps) return [...parameterWords, ...typeValue('body', body, type, facts, true)]
    return [
      ...parameterWords,
      ...(isFileMark(body) ? words('body', facts.file) : words('body', typeof body === 'string' ? body : json(body))),
    ]
  }
  const bodyWords = Array.from(body).flatMap(([name, value]) => {
    const entry = entryOf(
      names,
      (candidate) => isInBody(candidate) && (candidate.field.wire ?? candidate.field.name) === name,
      name,
    )
    return typeValue(shownName(entry), value, entry.field.type, facts, facts.body === 'flags')
  })
  return [...parameterWords, ...bodyWords]
}
