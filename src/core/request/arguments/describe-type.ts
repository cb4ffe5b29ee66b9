import {type Type} from '../../catalog/types.js'

const primitives = {
  string: 'text',
  integer: 'an integer',
  int32: 'an integer',
  int64: 'an integer',
  number: 'a number',
  decimal: 'a number',
  boolean: 'true or false',
  datetime: 'a date and time such as 2024-01-01T00:00:00Z',
  date: 'a date such as 2024-01-01',
  bytes: 'base64 text, or fileb64://path',
  file: "a file's path, or - for stdin",
  any: 'JSON, YAML or text',
} as const

const plurals = {
  ...primitives,
  string: 'texts',
  integer: 'integers',
  int32: 'integers',
  int64: 'integers',
  number: 'numbers',
  decimal: 'numbers',
  boolean: 'true or false',
  file: 'paths',
} as const

/** What a flag of the type takes, in words that fit after "takes". */
export const describeType = (type: Type): string => {
  if (typeof type === 'string') return primitives[type]
  if (!('list' in type)) return 'an object in JSON or YAML, or file://path'
  if (typeof type.list === 'string') return `a list of ${plurals[type.list]}: repeat the flag, or JSON such as [...]`
  return 'list' in type.list
    ? 'a list of lists in JSON or YAML'
    : 'objects in JSON or YAML: repeat the flag, or one list'
}
