import {type Field, type Parameter, type Type} from '../core/catalog/types.js'
import {isValueMap, NumberText, type Value} from '../core/values/value.js'
import {isForm, isProvidedHeader} from './check-request.js'
import {baseContentType, type ReceivedRequest} from './received-request.js'
import {type Route} from './routes.js'
import {type SandboxScope} from './sandbox-scope.js'

/** An operation that a request may mean, and what is known of the request as one of it. */
export interface RankedOperation {
  readonly route: Route
  readonly path: ReadonlyMap<string, string>
  readonly faults: readonly string[]
}

export interface RankingFacts {
  readonly request: ReceivedRequest
  readonly scope: SandboxScope
  /** Headers, in lower case, that some operation in question declares. */
  readonly headers: ReadonlySet<string>
  readonly isDefault: (route: Route) => boolean
}

/** Less is better, item by item. */
export type Rank = readonly (number | string)[]

/**
 * How well an operation explains a request, what tells most first: faults, host prefix, scope ids in the path, names and
 * then values that the operation does not know, words of its own name in the request, the content type. Of equals the
 * service's default version comes first, then the first service by name, then the one of whose optional names the request has
 * few or lacks few (a call gives little more than it must, or nearly everything), then what declares least that it lacks.
 */
export const rankOperation = ({route, path, faults}: RankedOperation, facts: RankingFacts): Rank => {
  const {request, scope, isDefault} = facts
  const body = bodyMisfits(route, request)
  const {given, absent} = optionalNames(route, request)
  return [
    faults.length,
    request.hostPrefix === undefined || isPrefixed(route) === (request.hostPrefix !== '') ? 0 : 1,
    foreignScopes(path, scope),
    unknownQueries(route, request) + unknownHeaders(route, facts) + body.names,
    unknownTexts(route, request, path) + body.values,
    -namedTexts(route, request, path),
    contentTypeFits(route, request) ? 0 : 1,
    isDefault(route) ? 0 : 1,
    `${route.service} ${route.version}`,
    Math.min(given, absent),
    absent,
    route.command,
  ]
}

export const compareRanks = (one: Rank, other: Rank): number => {
  const at = one.findIndex((item, index) => item !== other[index])
  if (at < 0) return 0
  return (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1
}

/** The headers, in lower case, that an operation declares and that not every request has. */
export const declaredHeaders = ({operation}: Route): readonly string[] =>
  operation.parameters
    .filter((parameter) => parameter.in === 'header')
    .map((parameter) => wireName(parameter).toLowerCase())
    .filter((name) => !isProvidedHeader(name))

const wireName = ({name, wire = name}: Field): string => wire

const isPrefixed = ({operation}: Route): boolean => operation.parameters.some((parameter) => parameter.in === 'host')

/** Scope ids of this sandbox that stand where the template has another placeholder, and foreign ids that stand in the scope's. */
const foreignScopes = (path: ReadonlyMap<string, string>, {projectId, domainId}: SandboxScope): number => {
  const isForeign = ([name, value]: readonly [string, string]): boolean =>
    (name === 'project_id') !== (value === projectId) || (name === 'domain_id') !== (value === domainId)
  return Array.from(path).filter(isForeign).length
}

const queryNames = ({operation}: Route): readonly string[] =>
  operation.parameters.filter((parameter) => parameter.in === 'query').map(wireName)

const unknownQueries = (route: Route, {query}: ReceivedRequest): number => {
  const known = new Set(queryNames(route))
  return query.filter(([name]) => !known.has(name)).length
}

const unknownHeaders = (route: Route, {request, headers}: RankingFacts): number => {
  const known = new Set(declaredHeaders(route))
  return Array.from(headers).filter((name) => request.headers.has(name) && !known.has(name)).length
}

const isUnknown = (text: string, {enum: known}: Field): boolean =>
  known !== undefined && !known.some((item) => String(item) === text)

/** Values of the path, query and headers that are none of those which the operation knows. */
const unknownTexts = (
  {operation}: Route,
  {query, headers}: ReceivedRequest,
  path: ReadonlyMap<string, string>,
): number => {
  const queries = new Map(query)
  const misses = operation.parameters.filter((parameter) => {
    const wire = wireName(parameter)
    const text =
      parameter.in === 'path'
        ? path.get(wire)
        : parameter.in === 'query'
          ? queries.get(wire)
          : parameter.in === 'header'
            ? headers.get(wire.toLowerCase())
            : undefined
    return text !== undefined && isUnknown(text, parameter)
  })
  return misses.length
}

interface Misfits {
  names: number
  values: number
}

/** Names and values of the body, however deep, that the operation does not know. */
const bodyMisfits = (route: Route, {body}: ReceivedRequest): Misfits => {
  const misfits: Misfits = {names: 0, values: 0}
  const names = topNames(body)
  const type = route.operation.body
  if (type === undefined) misfits.names = body.kind === 'none' ? 0 : names.length + 1
  else if (body.kind === 'json') addMisfits(body.value, {type}, route, misfits)
  else if (fieldsOf(route).length > 0) {
    const known = new Set(fieldsOf(route).map(wireName))
    misfits.names = names.filter((name) => !known.has(name)).length
  }
  return misfits
}

/** Operations that share a path often differ by one word, such as `action: create` and `action: delete`, or by one inner name. */
const addMisfits = (
  value: Value,
  field: Pick<Field, 'type' | 'enum'>,
  route: Pick<Route, 'schema'>,
  misfits: Misfits,
): void => {
  const {type} = field
  if (Array.isArray(value)) {
    const element = typeof type === 'object' && 'list' in type ? type.list : 'any'
    value.forEach((entry: Value) => {
      addMisfits(entry, {...field, type: element}, route, misfits)
    })
    return
  }
  if (isValueMap(value)) {
    const known = knownFields(type, route)
    for (const [name, entry] of value) {
      const inner = known(name)
      if (inner === undefined) misfits.names += 1
      else addMisfits(entry, inner, route, misfits)
    }
    return
  }
  const text = value instanceof NumberText ? value.text : value
  if (field.enum !== undefined && text !== null && !field.enum.some((item) => String(item) === String(text)))
    misfits.values += 1
}

/** What an object's type says of each of its names. */
const knownFields = (
  type: Type,
  {schema}: Pick<Route, 'schema'>,
): ((name: string) => Pick<Field, 'type' | 'enum'> | undefined) => {
  if (typeof type === 'string' || 'list' in type) return () => ({type: 'any'})
  if ('map' in type) return () => ({type: type.map})
  const {fields} = schema(type.ref)
  return (name) => fields.find((field) => wireName(field) === name)
}

const topNames = (body: ReceivedRequest['body']): readonly string[] => {
  if (body.kind === 'form') return body.parts.map(({name}) => name)
  if (body.kind === 'xml') return body.root.children.map(({name}) => name)
  const value = body.kind === 'json' || body.kind === 'bson' ? body.value : null
  return isValueMap(value) ? Array.from(value.keys()) : []
}

const fieldsOf = ({operation: {body}, schema}: Route): readonly Field[] =>
  typeof body === 'object' && 'ref' in body ? schema(body.ref).fields : []

/** Words of the operation's name that the request says: `{"action": "delete"}` means batch-delete-tags. */
const namedTexts = ({command}: Route, {body, query}: ReceivedRequest, path: ReadonlyMap<string, string>): number => {
  const said = new Set<string>()
  const say = (value: Value): void => {
    if (typeof value === 'string') said.add(value.toLowerCase())
    else if (Array.isArray(value)) value.forEach(say)
    else if (isValueMap(value))
      for (const [name, entry] of value) {
        say(name)
        say(entry)
      }
  }
  for (const [, text] of query) say(text)
  for (const text of path.values()) say(text)
  if (body.kind === 'json') say(body.value)
  if (body.kind === 'form') for (const {text} of body.parts) if (text !== undefined) say(text)
  return command.split('-').filter((word) => said.has(word)).length
}

const contentTypeFits = ({operation}: Route, {contentType, body}: ReceivedRequest): boolean =>
  body.kind === 'form' ? isForm(operation.contentType) : baseContentType(operation.contentType) === contentType

/** The names that an operation takes and does not ask for: how many the request has, and how many it has not. */
const optionalNames = (
  route: Route,
  {body, query, headers}: ReceivedRequest,
): {readonly given: number; readonly absent: number} => {
  const queries = new Set(query.map(([name]) => name))
  const names = new Set(topNames(body))
  const isProvided = (parameter: Parameter): boolean =>
    parameter.in === 'header' && isProvidedHeader(wireName(parameter).toLowerCase())
  const isGiven = (parameter: Parameter): boolean =>
    parameter.in === 'query' ? queries.has(wireName(parameter)) : headers.has(wireName(parameter).toLowerCase())
  const parameters = route.operation.parameters.filter(
    (parameter) => (parameter.in === 'query' || parameter.in === 'header') && !isProvided(parameter),
  )
  const isOptional = ({required}: Field): boolean => required !== true
  const has = [
    ...parameters.filter(isOptional).map(isGiven),
    ...fieldsOf(route)
      .filter(isOptional)
      .map((field) => names.has(wireName(field))),
  ]
  const given = has.filter((each) => each).length
  return {given, absent: has.length - given}
}
