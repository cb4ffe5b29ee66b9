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
  readonly #file: (key: string) => {readonly routes: readonly Route[]; readonly index: RouteIndex<Route>}
  readonly #hinted: RouteIndex<Route> | undefined
  #all: RouteIndex<Route> | undefined

  constructor(
    private readonly catalog: SandboxCatalog,
    private readonly only?: RouteHint,
  ) {
    this.#file = once((key) => {
      const [service = '', version = ''] = key.split('/')
      const file = catalog.open(service, version)
      const schema = once((name: string) => file.schema(name))
      const routes = file.commands().flatMap((command) => routeOf({service, version, command}, file, schema))
      return {routes, index: indexOf(routes)}
    })
    this.#hinted = this.#indexOfHint()
  }

  /** Everything that the request may mean, the most literal reading first; `service` narrows it to one service. */
  find(method: string, path: string, service?: string): readonly RouteMatch<Route>[] {
    const hinted = this.#hinted?.find(method, path) ?? []
    if (hinted.length > 0) return hinted
    if (this.only !== undefined) return this.#file(`${this.only.service}/${this.only.version}`).index.find(method, path)
    if (service === undefined) return this.#whole().find(method, path)
    return this.#versions(service).flatMap((key) => this.#file(key).index.find(method, path))
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

  #whole(): RouteIndex<Route> {
    this.#all ??= indexOf(
      Object.keys(this.catalog.services)
        .flatMap((service) => this.#versions(service))
        .flatMap((key) => this.#file(key).routes),
    )
    return this.#all
  }

  #versions(service: string): readonly string[] {
    if (!Object.hasOwn(this.catalog.services, service)) return []
    return this.catalog.services[service]?.versions.map((version) => `${service}/${version}`) ?? []
  }
}

const routeOf = (
  names: {readonly service: string; readonly version: string; readonly command: string},
  file: SandboxServiceFile,
  schema: Route['schema'],
): readonly Route[] => {
  const operation = file.operation(names.command)
  return operation === undefined ? [] : [{...names, operation, schema}]
}

const indexOf = (routes: readonly Route[]): RouteIndex<Route> => {
  const index = new RouteIndex<Route>()
  for (const route of routes) index.add(route.operation.method, route.operation.path, route)
  return index
}
