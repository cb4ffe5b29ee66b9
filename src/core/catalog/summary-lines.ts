import {type ServiceSummary} from './types.js'

const opening = '\n"services":{'
const lineFeed = 0x0a
const comma = 0x2c

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
    const prefix = `\n${JSON.stringify(name)}:`
    const found = this.#bytes.indexOf(prefix, this.#start + opening.length)
    if (found === -1) return undefined
    const start = found + Buffer.byteLength(prefix)
    const end = this.#bytes.indexOf(lineFeed, start)
    return JSON.parse(
      this.#bytes.toString('utf8', start, this.#bytes[end - 1] === comma ? end - 1 : end),
    ) as ServiceSummary
  }
}
