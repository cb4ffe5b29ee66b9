import {type Field} from '../core/catalog/types.js'
import {isValueMap, NumberText, type Value} from '../core/values/value.js'
import {baseContentType, type ReceivedRequest} from './received-request.js'
import {checkRequest, isForm} from './check-request.js'
import {type RouteMatch} from './route-index.js'
import {type Route} from './routes.js'

/** The operation that a request means, and what is wrong with the request for it. */
export interface ChosenOperation {
  readonly route: Route
  readonly path: ReadonlyMap<string, string>
  readonly faults: readonly string[]
}

/** The ids that fill `{project_id}` and `{domain_id}`. */
export interface SandboxScope {
  readonly projectId: string
  readonly domainId: string
}

interface Candidate extends ChosenOperation {
  readonly literalness: string
}

/**
 * Picks one of the operations that a method and path may mean: the most literal template whose required parameters and
 * types fit; of equally literal ones that which explains most of the request (scope ids in the path, query, body, content
 * type), then the service's default version, then the first by name. Undefined where there is no candidate.
 */
export const chooseOperation = (
  matches: readonly RouteMatch<Route>[],
  request: ReceivedRequest,
  scope: SandboxScope,
  isDefault: (route: Route) => boolean,
): ChosenOperation | undefined => {
  const candidates = matches.map(({target: route, path, literalness}): Candidate => {
    return {route, path, literalness, faults: checkRequest(request, path, route)}
  })
  const [first, ...rest] = candidates
  if (first === undefined || rest.length === 0) return first
  const fitting = candidates.filter(({faults}) => faults.length === 0)
  const most = (fitting[0] ?? first).literalness
  const equals = (fitting.length > 0 ? fitting : candidates).filter(({literalness}) => literalness === most)
  if (equals.length === 1) return equals[0]
  const ranked = equals.map((candidate) => ({candidate, rank: rankOf(candidate, request, scope, isDefault)}))
  return ranked.sort((one, other) => compareRanks(one.rank, other.rank))[0]?.candidate
}

type Rank = readonly (number | string)[]

/** Less is better, item by item. */
const rankOf = (
  {route, path, faults}: Candidate,
  request: ReceivedRequest,
  scope: SandboxScope,
  isDefault: (route: Route) => boolean,
): Rank => [
  faults.length,
  request.hostPrefix === undefined || isPrefixed(route) === (request.hostPrefix !== '') ? 0 : 1,
  foreignScopes(path, scope),
  unknownQueries(route, request),
  unknownFields(route, request),
  unknownEnumValues(route, request),
  -namedTexts(route, request),
  contentTypeFits(route, request) ? 0 : 1,
  isDefault(route) ? 0 : 1,
  `${route.service} ${route.version} ${route.command}`,
]

const compareRanks = (one: Rank, other: Rank): number => {
  const at = one.findIndex((item, index) => item !== other[index])
  if (at < 0) return 0
  return (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1
}

const isPrefixed = ({operation}: Route): boolean => operation.parameters.some((parameter) => parameter.in === 'host')

/** Scope ids of this sandbox that stand where the template has another placeholder, and foreign ids that stand in the scope's. */
const foreignScopes = (path: ReadonlyMap<string, string>, {projectId, domainId}: SandboxScope): number => {
  const isForeign = ([name, value]: readonly [string, string]): boolean =>
    (name === 'project_id') !== (value === projectId) || (name === 'domain_id') !== (value === domainId)
  return Array.from(path).filter(isForeign).length
}

const unknownQueries = ({operation}: Route, {query}: ReceivedRequest): number => {
  const known = new Set(operation.parameters.filter((item) => item.in === 'query').map(({name, wire = name}) => wire))
  return query.filter(([name]) => !known.has(name)).length
}

const unknownFields = (route: Route, {body}: ReceivedRequest): number => {
  const names =
    body.kind === 'form'
      ? body.parts.map(({name}) => name)
      : body.kind === 'json' && isValueMap(body.value)
        ? Array.from(body.value.keys())
        : []
  const type = route.operation.body
  if (type === undefined) return body.kind === 'none' ? 0 : names.length + 1
  if (typeof type === 'string' || !('ref' in type)) return 0
  const known = new Set(fieldsOf(route).map(({name, wire = name}) => wire))
  return names.filter((name) => !known.has(name)).length
}

const fieldsOf = ({operation: {body}, schema}: Route): readonly Field[] =>
  typeof body === 'object' && 'ref' in body ? schema(body.ref).fields : []

/** Operations that share a path often differ by one word, such as `action: create` and `action: delete`. */
const unknownEnumValues = (route: Route, {body, query}: ReceivedRequest): number => {
  const fields = new Map(body.kind === 'json' && isValueMap(body.value) ? body.value : [])
  const queries = new Map<string, Value>(query)
  const misses = (field: Field, values: ReadonlyMap<string, Value>): boolean => {
    const {name, wire = name, enum: known} = field
    const value = values.get(wire)
    const text = value instanceof NumberText ? value.text : value
    return known !== undefined && typeof text === 'string' && !known.some((item) => String(item) === text)
  }
  const inQuery = route.operation.parameters.filter((item) => item.in === 'query')
  return (
    fieldsOf(route).filter((field) => misses(field, fields)).length +
    inQuery.filter((field) => misses(field, queries)).length
  )
}

/** Texts of the body that are words of the operation's name: `{"action": "delete"}` means batch-delete-tags. */
const namedTexts = ({command}: Route, {body}: ReceivedRequest): number => {
  if (body.kind !== 'json' || !isValueMap(body.value)) return 0
  const words = command.split('-')
  return Array.from(body.value.values()).filter((text) => typeof text === 'string' && words.includes(text)).length
}

const contentTypeFits = ({operation}: Route, {contentType, body}: ReceivedRequest): boolean =>
  body.kind === 'form' ? isForm(operation.contentType) : baseContentType(operation.contentType) === contentType
