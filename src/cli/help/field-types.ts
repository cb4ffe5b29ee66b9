import {type Field, type Schema, type Type} from '../../core/catalog/types.js'
import {findSpelling} from '../../core/request/names/find-spelling.js'
import {flagName} from '../../core/request/names/flag-name.js'

const placeholders = {
  string: '<text>',
  integer: '<integer>',
  int32: '<integer>',
  int64: '<integer>',
  number: '<number>',
  decimal: '<number>',
  boolean: '<true|false>',
  datetime: '<date-time>',
  date: '<date>',
  bytes: '<base64>',
  file: '<path>',
  any: '<value>',
} as const

/** What stands for a value of the type: `<text>`, `<object>`; of a list, for one element. */
export const placeholder = (type: Type): string => {
  if (typeof type === 'string') return placeholders[type]
  if ('ref' in type || 'map' in type) return '<object>'
  return typeof type.list !== 'string' && 'list' in type.list ? '<list>' : placeholder(type.list)
}

/** A flag with its value as help shows it: `--limit <integer>`, `--tags <text>...`, `--shared[=false]`. */
export const flagForm = (flag: string, type: Type): string => {
  if (type === 'boolean') return `${flag}[=false]`
  return `${flag} ${placeholder(type)}${isList(type) ? '...' : ''}`
}

export const isList = (type: Type): type is {readonly list: Type} => typeof type !== 'string' && 'list' in type

/** Where the fields below a field are reached: the flag's path to them, and their schema's name. */
export interface Below {
  readonly path: string
  readonly ref: string
}

/** The schema below a type, with the dotted way to it; absent where nothing with fields is below. */
export const below = (flag: string, type: Type): Below | undefined => {
  if (typeof type === 'string') return undefined
  if ('ref' in type) return {path: flag, ref: type.ref}
  return 'list' in type ? below(`${flag}.0`, type.list) : below(`${flag}.<key>`, type.map)
}

/** The step of a dotted path that means this field and no other of its schema: its flag form, else the attribute as it is. */
export const stepTo = (field: Field, {fields}: Schema): string => {
  const step = flagName(field.name)
  const found = findSpelling(fields, step, (candidate) => candidate)
  return found.length === 1 && found[0] === field ? step : field.name
}

/** Required fields first, else in the schema's order. */
export const requiredFirst = <Item extends {readonly required?: true}>(fields: readonly Item[]): Item[] => [
  ...fields.filter(({required}) => required === true),
  ...fields.filter(({required}) => required !== true),
]
