import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type IndexedOperation, readIndex, serviceRows} from './operation-index.js'
import {ServiceFile} from './service-file.js'
import {SummaryLines} from './summary-lines.js'
import {type ServiceList, type ServiceSummary} from './types.js'

const ownValue = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

/**
 * The catalogue that the build put into `dist/catalog`. To run one operation it reads services.json and one service
 * file, to list, search or suggest the index; each of them once, when it is asked for.
 */
export class Catalog {
  readonly #root: string
  readonly #files = new Map<string, ServiceFile>()
  readonly #found = new Map<string, ServiceSummary>()
  #summaries: SummaryLines | undefined
  #list: ServiceList | undefined
  #index: string | undefined

  constructor(root: string) {
    this.#root = root
  }

  /** What is told of the whole: the SDK's release and the services. */
  get list(): ServiceList {
    this.#list ??= JSON.parse(this.#summaryLines().text()) as ServiceList
    return this.#list
  }

  /** By name; look one up with Object.hasOwn. */
  get services(): Readonly<Record<string, ServiceSummary>> {
    return this.list.services
  }

  /** What is told of one service; undefined where there is none of that name. Only its line is read. */
  service(name: string): ServiceSummary | undefined {
    const known = this.#found.get(name)
    if (known) return known
    const found = this.#list ? ownValue(this.#list.services, name) : this.#summaryLines().find(name)
    if (found) this.#found.set(name, found)
    return found
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

  #summaryLines(): SummaryLines {
    this.#summaries ??= new SummaryLines(readFileSync(join(this.#root, 'services.json')))
    return this.#summaries
  }

  #indexText(): string {
    this.#index ??= readFileSync(join(this.#root, 'index.tsv'), 'utf8')
    return this.#index
  }
}
