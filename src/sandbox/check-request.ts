import {type Field, type Parameter, type Type} from '../core/catalog/types.js'
import {checkText, checkValue, type ValueRules} from './check-value.js'
import {checkXml} from './check-xml.js'
import {type FormPart} from './form-part.js'
import {type ReceivedRequest} from './received-request.js'
import {type Route} from './routes.js'

/** Headers that every client sets by itself or that a scope fills: an operation that declares them does not make them required. */
const providedHeaders: ReadonlySet<string> = new Set([
  'content-type',
  'x-sdk-date',
  'x-project-id',
  'x-domain-id',
  'x-security-token',
  'host',
  'content-md5',
])

/** Whether a header, in lower case, is one of those. */
export const isProvidedHeader = (name: string): boolean => providedHeaders.has(name)

const form = 'multipart/form-data'

/** True where an operation takes its body as a form. */
export const isForm = (contentType: string): boolean =>
  contentType.startsWith(form) || contentType.startsWith('application/x-www-form-urlencoded')

/** What is wrong with a request for an operation: required parameters, types, body. Nothing, where it may be served. */
export const checkRequest = (
  request: ReceivedRequest,
  path: ReadonlyMap<string, string>,
  {operation, schema}: Pick<Route, 'operation' | 'schema'>,
): readonly string[] => {
  const faults: string[] = []
  const rules: ValueRules = {schema, fault: (message) => faults.push(message)}
  for (const parameter of operation.parameters) checkParameter(parameter, request, path, rules.fault)
  checkBody(request, operation, rules)
  return faults
}

const checkParameter = (
  parameter: Parameter,
  request: ReceivedRequest,
  path: ReadonlyMap<string, string>,
  fault: ValueRules['fault'],
): void => {
  const {name, wire = name, type, required, in: place} = parameter
  if (place === 'host') {
    if (required && request.hostPrefix === '') fault(`${name} must stand in front of the host's name`)
    return
  }
  const where = `${place} parameter ${wire}`
  const texts = textsOf(place, wire, request, path)
  if (texts.length === 0 && required && !(place === 'header' && isProvidedHeader(wire.toLowerCase())))
    fault(`${where} is required`)
  for (const text of texts) checkText(text, type, where, fault)
}

const textsOf = (
  place: Exclude<Parameter['in'], 'host'>,
  wire: string,
  {query, headers}: ReceivedRequest,
  path: ReadonlyMap<string, string>,
): readonly string[] => {
  if (place === 'query') return query.filter(([key]) => key === wire).map(([, value]) => value)
  const text = place === 'path' ? path.get(wire) : headers.get(wire.toLowerCase())
  return text === undefined ? [] : [text]
}

const checkBody = ({body}: ReceivedRequest, operation: Route['operation'], rules: ValueRules): void => {
  if (operation.streamRequest) return
  if (body.kind === 'none') {
    if (operation.bodyRequired || hasRequiredFields(operation.body, rules)) rules.fault('a body is required')
    return
  }
  if (operation.body === undefined) return
  if (isForm(operation.contentType) !== (body.kind === 'form'))
    return rules.fault(`the body must be of the type ${operation.contentType}`)
  if (body.kind === 'form') return checkForm(body.parts, operation.body, rules)
  if (body.kind === 'json') return checkValue(body.value, operation.body, 'body', rules)
  const kind = bodyKindOf(operation.contentType)
  if (kind === 'xml' && body.kind === 'xml') return checkXml(body.root, operation.body, rules)
  if (kind === 'bson' && body.kind === 'bson') return checkValue(body.value, operation.body, 'body', rules)
  if (kind !== undefined)
    return rules.fault(body.kind === 'bytes' ? body.why : `the body must be ${kind.toUpperCase()}`)
  if (body.kind !== 'bytes') return rules.fault(`the body must be of the type ${operation.contentType}`)
  // A body that is text goes out without quotes, and bodies that are no JSON are not looked into.
  if (operation.body !== 'string' && operation.contentType.includes('json')) rules.fault(body.why)
}

/** Kinds of bodies beside JSON that are looked into. */
const bodyKindOf = (contentType: string): 'xml' | 'bson' | undefined =>
  contentType.endsWith('xml') ? 'xml' : contentType.endsWith('bson') ? 'bson' : undefined

const hasRequiredFields = (type: Type | undefined, {schema}: ValueRules): boolean =>
  typeof type === 'object' && 'ref' in type && schema(type.ref).fields.some(({required}) => required)

const checkForm = (parts: readonly FormPart[], type: Type, {schema, fault}: ValueRules): void => {
  if (typeof type === 'string' || !('ref' in type)) return
  for (const field of schema(type.ref).fields) {
    const {name, wire = name, required} = field
    const own = parts.filter((part) => part.name === wire)
    if (own.length === 0 && required && !isObject(field)) fault(`form parameter ${wire} is required`)
    for (const part of own) checkPart(part, field, wire, fault)
  }
}

/** An object that goes out as its keys leaves nothing behind where it has none (spec §6.6). */
const isObject = ({type}: Field): boolean => typeof type === 'object' && !('list' in type)

const isFileType = ({type}: Field): boolean =>
  type === 'file' || (typeof type === 'object' && 'list' in type && type.list === 'file')

const checkPart = (part: FormPart, field: Field, wire: string, fault: ValueRules['fault']): void => {
  const where = `form parameter ${wire}`
  if (isFileType(field)) {
    if (part.filename === undefined) fault(`${where} must be a file`)
    return
  }
  // What has a file name is taken as it is: some clients give one to every part.
  if (part.filename === undefined && part.text !== undefined) checkText(part.text, field.type, where, fault)
}
