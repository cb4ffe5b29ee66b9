import {type Operation, type Parameter, type Type} from '../../../src/core/catalog/types.js'
import {wireName} from '../../../src/core/request/names/find-spelling.js'
import {isForm, type SchemaLookup} from '../../../src/core/request/names/schema-lookup.js'
import {isValueMap, type Value} from '../../../src/core/values/value.js'
import {type Call} from '../../support/type-call.js'
import {ExampleValues, type Extent} from './example-value.js'

/** What is typed in one call. Parameters by attribute name, fields by wire name, both in the catalogue's order. */
export interface ExampleCall extends Call {
  readonly extent: Extent
}

export interface ExampleFacts {
  readonly operation: Operation
  readonly schema: SchemaLookup
  /** The host that the request goes to. */
  readonly host: string
  /** For the X-Sdk-Date of who insists on giving it. */
  readonly now: Date
}

/** Headers that hwc provides and that are therefore never required (design §1). */
const provided = ['content-type', 'x-sdk-date', 'x-project-id', 'x-domain-id', 'x-security-token', 'host']

/** A given Authorization means that the request is not signed: where it is optional, that is no example. A digest must be that of the body. */
const isLeftOut = (parameter: Parameter, extent: Extent, {scopeProject}: Operation): boolean => {
  const {in: place, required} = parameter
  const wire = wireName(parameter)
  if (place === 'header' && ['Authorization', 'Content-MD5'].includes(wire)) return required !== true
  if (extent === 'every') return false
  if (place === 'header' && provided.includes(wire.toLowerCase())) return true
  return required !== true || (scopeProject === true && place === 'path' && wire === 'project_id')
}

const label = 'label-1'

const valueOf = (parameter: Parameter, values: ExampleValues, {operation, host, now}: ExampleFacts): Value => {
  const wire = wireName(parameter).toLowerCase()
  if (parameter.in === 'header' && wire === 'host')
    return operation.parameters.some((other) => other.in === 'host') ? `${label}.${host}` : host
  if (parameter.in === 'header' && wire === 'x-sdk-date') return now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  if (parameter.in === 'host') return label
  // What has no type is a text in a path or query.
  return values.of(parameter.type === 'any' ? {...parameter, type: 'string'} : parameter)
}

const hasRequiredFields = (type: Type, schema: SchemaLookup): boolean =>
  typeof type === 'object' && 'ref' in type && schema(type.ref).fields.some(({required}) => required)

const bodyOf = (extent: Extent, values: ExampleValues, {operation, schema}: ExampleFacts): Value | undefined => {
  const {body: type, bodyRequired} = operation
  if (type === undefined) return undefined
  const isXml = operation.contentType === 'application/xml'
  // What is XML is never without a root (spec §6.7).
  if (extent === 'required' && !bodyRequired && !isXml && !hasRequiredFields(type, schema)) return undefined
  const body = operation.streamRequest ? values.body('file') : values.body(type)
  return isForm(operation) && isValueMap(body) && body.size === 0 ? undefined : body
}

/** What an operation takes, as somebody would type it: what it requires, or everything. */
export const exampleCall = (facts: ExampleFacts, extent: Extent): ExampleCall => {
  const {operation, schema} = facts
  const values = new ExampleValues(schema, extent)
  const given = operation.parameters.filter((parameter) => !isLeftOut(parameter, extent, operation))
  return {
    extent,
    params: new Map(given.map((parameter) => [parameter.name, valueOf(parameter, values, facts)])),
    body: bodyOf(extent, values, facts),
  }
}

/** The same call with parameters and the fields of every model the other way round: the wire has the catalogue's order. */
export const backwards = (
  {params, body}: Call,
  {operation, schema}: Pick<ExampleFacts, 'operation' | 'schema'>,
): Call => {
  const turn = (value: Value, type: Type): Value => {
    if (typeof type === 'string') return value
    if ('list' in type) return Array.isArray(value) ? value.map((entry: Value) => turn(entry, type.list)) : value
    if (!isValueMap(value)) return value
    if ('map' in type) return new Map(Array.from(value, ([key, entry]) => [key, turn(entry, type.map)]))
    const types = new Map(schema(type.ref).fields.map((field) => [wireName(field), field.type]))
    return new Map(
      Array.from(value, ([key, entry]): [string, Value] => [key, turn(entry, types.get(key) ?? 'any')]).reverse(),
    )
  }
  return {
    params: new Map(Array.from(params).reverse()),
    body: body === undefined ? undefined : turn(body, operation.body ?? 'any'),
  }
}
