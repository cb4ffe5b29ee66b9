import {type Field, type Operation, type Type} from '../../src/core/catalog/types.js'
import {NumberText, type Value} from '../../src/core/values/value.js'
import {type FormPart} from '../../src/sandbox/form-part.js'
import {baseContentType, type ReceivedBody, type ReceivedRequest} from '../../src/sandbox/received-request.js'
import {type Route} from '../../src/sandbox/routes.js'
import {Spool} from '../../src/sandbox/spool.js'
import {committedCatalog} from './committed-catalog.js'

/** The committed catalogue. */
export const catalog = committedCatalog()
/** The ids that fill the paths of requests. */
export const scope = {projectId: 'project0of0the0scope', domainId: 'domain0of0the0scope'}
const scopeIds: Readonly<Record<string, string>> = {project_id: scope.projectId, domain_id: scope.domainId}

const isServed = (service: string, {contentType}: Operation): boolean =>
  catalog.services[service]?.credentialType !== 'own' &&
  ['application/json', 'multipart/form-data'].includes(baseContentType(contentType))

/** What the sandbox serves: JSON and multipart, signed with keys. */
export const served: readonly Route[] = Object.entries(catalog.services).flatMap(([service, {versions}]) =>
  versions.flatMap((version) => {
    const file = catalog.open(service, version)
    return file.commands().flatMap((command) => {
      const operation = file.operation(command)
      return operation && isServed(service, operation)
        ? [{service, version, command, operation, schema: (name: string) => file.schema(name)}]
        : []
    })
  }),
)

const isNumber = (type: Type): boolean =>
  typeof type === 'string' && ['integer', 'int32', 'int64', 'number', 'decimal'].includes(type)

const textFor = ({name, type, enum: known}: Pick<Field, 'name' | 'type' | 'enum'>): string => {
  if (known?.[0] !== undefined && typeof type === 'string') return String(known[0])
  if (typeof type !== 'string') return 'list' in type ? textFor({name, type: type.list}) : `v-${name}`
  if (type === 'boolean') return 'true'
  return isNumber(type) ? '7' : `v-${name}`
}

/** The least that a type takes. */
const valueFor = (field: Pick<Field, 'name' | 'type' | 'enum'>, schema: Route['schema'], depth = 0): Value => {
  const {type} = field
  if (type === 'boolean') return true
  if (typeof type === 'string') return isNumber(type) ? new NumberText(textFor(field)) : textFor(field)
  if ('list' in type) return []
  if ('map' in type || depth > 20) return new Map()
  const required = schema(type.ref).fields.filter((field) => field.required)
  return new Map(required.map((field) => [wireName(field), valueFor(field, schema, depth + 1)] as const))
}

const wireName = ({name, wire = name}: Field): string => wire

const isFile = (type: Type): boolean =>
  type === 'file' || (typeof type === 'object' && 'list' in type && type.list === 'file')

const bodyFor = ({operation: {body, contentType}, schema}: Route): ReceivedBody => {
  if (body === undefined) return {kind: 'none'}
  if (!contentType.startsWith('multipart/')) return {kind: 'json', value: valueFor({name: 'body', type: body}, schema)}
  const fields = typeof body === 'object' && 'ref' in body ? schema(body.ref).fields : []
  const parts = fields
    .filter(({required}) => required)
    .map((field): FormPart => {
      const part = {name: wireName(field), content: new Spool('')}
      return isFile(field.type) ? {...part, filename: 'a'} : {...part, text: textFor(field)}
    })
  return {kind: 'form', parts}
}

/** A request with what an operation requires, and nothing else. */
export const requestFor = (route: Route): ReceivedRequest => {
  const {method, path: template, parameters, contentType} = route.operation
  const inPath = new Map(parameters.filter((item) => item.in === 'path').map((item) => [wireName(item), item]))
  const path = template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(scopeIds[name] ?? textFor(inPath.get(name) ?? {name, type: 'string'})),
  )
  const required = parameters.filter((item) => item.required)
  const pairs = (place: 'query' | 'header') =>
    required.filter((item) => item.in === place).map((item) => [wireName(item), textFor(item)] as const)
  return {
    method,
    target: path,
    path,
    query: pairs('query'),
    headers: new Map(pairs('header').map(([name, text]) => [name.toLowerCase(), text])),
    contentType: baseContentType(contentType),
    body: bodyFor(route),
  }
}
