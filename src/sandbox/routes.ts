import {type Operation, type Schema} from '../core/catalog/types.js'
import {RouteIndex, type RouteMatch} from './route-index.js'
import {type SandboxCatalog, type SandboxServiceFile} from './sandbox-catalog.js'

/** The one service version (and operation) that a caller in the same process is going to call. */
export interface RouteHint {
  readonly service: string
  readonly version: string
  readonly command?: string
}

/** One operation that the sandbox can serve; everything beyond its path is read when it is asked for. */
export interface Route {
  readonly service: string
  readonly version: string
  readonly command: string
  /** The credential classes that the service takes; absent: those of keys. */
  readonly credentials?: readonly string[]
  readonly operation: Operation
  readonly schema: (name: string) => Schema
}

const once = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, V>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}

/** Finds the operations that a request may mean. Files of the catalogue are read when a request needs them, and once. */
export class Routes {
  /** Of one `service/version`. */
  readonly #routesOf: (key: string) => readonly Route[]
  /** Of one `service/version`, of a `service`, or (the empty text) of all. */
  readonly #indexOf: (scope: string) => RouteIndex<Route>
  readonly #hinted: RouteIndex<Route> | undefined

  constructor(
    private readonly catalog: SandboxCatalog,
    private readonly only?: RouteHint,
  ) {
    this.#routesOf = once((key) => {
      const [service = '', version = ''] = key.split('/')
      const file = catalog.open(service, version)
      const schema = once((name: string) => file.schema(name))
      return file.commands().flatMap((command) => routeOf({service, version, command}, file, schema))
    })
    this.#indexOf = once((scope) => indexOf(this.#versions(scope).flatMap(this.#routesOf)))
    this.#hinted = this.#indexOfHint()
  }

  /**
   * Everything that a request may mean, the most literal reading first; `scope` narrows it to a `service` or a
   * `service/version`.
   */
  find(method: string, path: string, scope = ''): readonly RouteMatch<Route>[] {
    const hinted = this.#hinted?.find(method, path) ?? []
    if (hinted.length > 0) return hinted
    return this.#indexOf(this.only ? `${this.only.service}/${this.only.version}` : scope).find(method, path)
  }

  #indexOfHint(): RouteIndex<Route> | undefined {
    if (this.only?.command === undefined) return undefined
    const {service, version, command} = this.only
    const file = this.catalog.open(service, version)
    return indexOf(
      routeOf(
        {service, version, command},
        file,
        once((name: string) => file.schema(name)),
      ),
    )
  }

  #versions(scope: string): readonly string[] {
    if (scope.includes('/')) return [scope]
    const {services} = this.catalog
    const names = scope === '' ? Object.keys(services) : [scope]
    return names.flatMap((name) => services[name]?.versions.map((version) => `${name}/${version}`) ?? [])
  }
}

const routeOf = (
  names: {readonly service: string; readonly version: string; readonly command: string},
  file: SandboxServiceFile,
  schema: Route['schema'],
): readonly Route[] => {
  const operation = file.operation(names.command)
  return operation === undefined ? [] : [{...names, credentials: file.head.credentials, operation, schema}]
}

const indexOf = (routes: readonly Route[]): RouteIndex<Route> => {
  const index = new RouteIndex<Route>()
  for (const route of routes) index.add(route.operation.method, route.operation.path, route)
  return index
}
