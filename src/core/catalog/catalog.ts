import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type IndexedOperation, readIndex, serviceRows} from './operation-index.js'
import {ServiceFile} from './service-file.js'
import {type ServiceList, type ServiceSummary} from './types.js'

/**
 * The catalogue that the build put into `dist/catalog`. To run one operation it reads services.json and one service
 * file, to list, search or suggest the index; each of them once, when it is asked for.
 */
export class Catalog {
  readonly #root: string
  readonly #files = new Map<string, ServiceFile>()
  #list: ServiceList | undefined
  #index: string | undefined

  constructor(root: string) {
    this.#root = root
  }

  /** What is told of the whole: the SDK's release and the services. */
  get list(): ServiceList {
    this.#list ??= JSON.parse(readFileSync(join(this.#root, 'services.json'), 'utf8')) as ServiceList
    return this.#list
  }

  /** By name; look one up with Object.hasOwn. */
  get services(): Readonly<Record<string, ServiceSummary>> {
    return this.list.services
  }

  /** The file of a service version that `services` names. */
  open(service: string, version: string): ServiceFile {
    const key = `${service}/${version}`
    const known = this.#files.get(key)
    if (known) return known
    const file = new ServiceFile(readFileSync(join(this.#root, service, `${version}.json`)))
    this.#files.set(key, file)
    return file
  }

  /** A service's operations in all of its versions, sorted by command and version. */
  operations(service: string): readonly IndexedOperation[] {
    return serviceRows(this.#indexText(), service)
  }

  /** The operations of all services, sorted by service, command and version. */
  allOperations(): readonly IndexedOperation[] {
    return readIndex(this.#indexText())
  }

  #indexText(): string {
    this.#index ??= readFileSync(join(this.#root, 'index.tsv'), 'utf8')
    return this.#index
  }
}
