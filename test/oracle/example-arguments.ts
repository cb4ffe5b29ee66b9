import {type Field, type Operation, type Parameter, type Schema, type Type} from '../../src/core/catalog/types.js'

/** Plain data that both sides take: it goes through JSON unchanged. */
export type Plain = string | number | boolean | readonly Plain[] | {readonly [name: string]: Plain}

/** One call: parameters by wire name, beside the attribute name that hwc takes them by, and the body. */
export interface ExampleArguments {
  readonly parameters: readonly {
    readonly wire: string
    readonly name: string
    readonly in: Parameter['in']
    readonly value: Plain
  }[]
  readonly body: Plain | undefined
}

/** Headers that both make themselves. */
export const ownHeaders = [
  'content-type',
  'authorization',
  'host',
  'x-sdk-date',
  'x-project-id',
  'x-domain-id',
  'x-security-token',
]

const deepest = 3

/** A field's name on the wire. */
export const wireOf = ({name, wire = name}: Field): string => wire

const isGiven = (parameter: Parameter): boolean => {
  if (parameter.in === 'host') return false
  if (parameter.in !== 'header' || !ownHeaders.includes(wireOf(parameter).toLowerCase())) return true
  return parameter.required === true && parameter.name === 'authorization'
}

/**
 * Simple arguments: every parameter, and every field of the body down to the third object, in ASCII; two elements in a
 * list of the query, the greater first, else one. Files are the one at `filePath`.
 */
export const exampleArguments = (
  operation: Operation,
  schema: (name: string) => Schema,
  filePath: string,
): ExampleArguments => {
  let count = 0
  const scalar = (type: Extract<Type, string>, {name, enum: known}: Pick<Field, 'name' | 'enum'>): Plain => {
    count += 1
    if (type === 'file') return filePath
    if (type === 'boolean') return count % 2 === 0
    const [chosen = undefined] = (known ?? []).filter((value) => value !== '')
    if (['integer', 'int32', 'int64', 'number', 'decimal'].includes(type)) return chosen ?? count
    if (type === 'datetime') return '2024-03-05T06:07:08Z'
    if (type === 'date') return '2024-03-05'
    return chosen ?? `${name}-${String(count)}`
  }
  const value = (type: Type, field: Pick<Field, 'name' | 'enum'>, depth: number): Plain => {
    if (typeof type === 'string') return scalar(type, field)
    if ('list' in type) return [value(type.list, field, depth)]
    if ('map' in type) return {key: value(type.map, field, depth + 1)}
    const fields = schema(type.ref).fields.filter(({required}) => required === true || depth < deepest)
    if (depth > deepest * 2) return {}
    return Object.fromEntries(fields.map((inner) => [wireOf(inner), value(inner.type, inner, depth + 1)]))
  }
  const argument = (parameter: Parameter): Plain => {
    const {type} = parameter
    if (type === 'any') return value('string', parameter, 0)
    if (typeof type === 'string' || !('list' in type) || parameter.in !== 'query') return value(type, parameter, 0)
    return [value(type.list, parameter, 0), value(type.list, parameter, 0)].reverse()
  }
  const parameters = operation.parameters.filter(isGiven).map((parameter) => ({
    wire: wireOf(parameter),
    name: parameter.name,
    in: parameter.in,
    value: argument(parameter),
  }))
  return {parameters, body: operation.body === undefined ? undefined : value(operation.body, {name: 'body'}, 0)}
}
