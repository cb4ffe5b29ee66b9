import {readEntry} from './read-entry.js'
import {type ServiceSummary} from './types.js'

const opening = '\n"services":{'

/** services.json as bytes: every service is a line of its own, which is parsed when it is asked for. */
export class SummaryLines {
  readonly #bytes: Buffer
  readonly #start: number

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#start = bytes.indexOf(opening)
    if (this.#start === -1) throw new TypeError('No list of services')
  }

  text(): string {
    return this.#bytes.toString('utf8')
  }

  find(name: string): ServiceSummary | undefined {
    return readEntry(this.#bytes, name, {from: this.#start, to: this.#bytes.length}) as ServiceSummary | undefined
  }
}
