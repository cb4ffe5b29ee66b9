import {type Catalog} from '../../core/catalog/catalog.js'
import {type FoundOperation} from '../../core/catalog/find-operation.js'
import {findService} from '../../core/catalog/find-service.js'
import {unknownVersion} from '../../core/catalog/suggest-operation.js'
import {ServiceFile} from '../../core/catalog/service-file.js'
import {type Operation, type Parameter, type ServiceVersion} from '../../core/catalog/types.js'
import {type RequestArguments} from '../../core/request/types.js'
import {type Value} from '../../core/values/value.js'
import {type NamedText, type RequestWords} from './request-words.js'

/** A request that no operation describes, as an operation that nothing else knows. */
export interface RequestOperation {
  readonly found: FoundOperation
  readonly arguments: RequestArguments
}

export interface RequestTarget {
  /** The service that it goes to, as typed; undefined where `--endpoint` says the host. */
  readonly service: string | undefined
  readonly apiVersion: string | undefined
}

const command = 'request'

/** For a host that no service names: signed with the keys of an account. */
const nobody: ServiceVersion = {
  schemaVersion: 1,
  service: '',
  version: '',
  client: '',
  credentials: ['BasicCredentials'],
  regions: {},
}

const headOf = (catalog: Catalog, {service, apiVersion}: RequestTarget): ServiceVersion => {
  if (service === undefined) return nobody
  const name = findService(catalog, service)
  const summary = catalog.services[name]
  if (!summary) throw new TypeError(`The catalogue has no service ${name}`)
  const version = apiVersion?.toLowerCase() ?? summary.defaultVersion
  // A path may be of any version: which one is meant is not for us to say.
  if (summary.versions.includes(version)) return {...catalog.open(name, version).head, version: ''}
  throw unknownVersion(name, version, summary.versions)
}

/** Values of one name are one parameter: a list where it stands several times. */
const parametersOf = (place: 'query' | 'header', texts: readonly NamedText[]): RequestArguments['parameters'] => {
  const byName = new Map<string, string[]>()
  for (const [name, text] of texts) byName.set(name, [...(byName.get(name) ?? []), text])
  return Array.from(byName, ([name, all]) => {
    const parameter: Parameter = {name, in: place, type: {list: 'string'}, collection: 'multi'}
    return {parameter, value: all}
  })
}

/**
 * Describes a request as the catalogue describes an operation, so that it is sent, shown and logged like one.
 * @throws {UsageError} for a service or a version that the catalogue does not have.
 */
export const requestOperation = (
  catalog: Catalog,
  target: RequestTarget,
  {
    words: {method, path, query, headers},
    body,
    isStreamed,
  }: {readonly words: RequestWords; readonly body: Value | undefined; readonly isStreamed: boolean},
): RequestOperation => {
  const head = headOf(catalog, target)
  const contentType = headers.findLast(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'application/json'
  const parameters = [...parametersOf('query', query), ...parametersOf('header', headers)]
  const operation: Operation = {
    name: command,
    method,
    path,
    contentType,
    parameters: parameters.map(({parameter}) => parameter),
    response: 'Answer',
    ...(body === undefined ? {} : {body: 'any'}),
    ...(isStreamed && {streamResponse: true}),
  }
  const file = new ServiceFile(
    Buffer.from(
      `${JSON.stringify(head).slice(0, -1)},\n"operations":{\n${JSON.stringify(command)}:${JSON.stringify(operation)}\n},\n` +
        `"schemas":{\n"Answer":{"fields":[]}\n}}\n`,
    ),
  )
  const {service, version} = head
  return {
    found: {service, version, versions: [version], defaultVersion: version, command, operation, file},
    arguments: {parameters, ...(body !== undefined && {body})},
  }
}
