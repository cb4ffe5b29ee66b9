import {isUtf8} from 'node:buffer'
import {type Readable} from 'node:stream'

/** One line of the input. */
export interface InputLine {
  /** From 1; empty lines count, but are none. */
  readonly number: number
  /** Without its end; undefined where `fault` says why it cannot be read. */
  readonly text: string | undefined
  readonly fault?: string
  /** What is hashed to know the line again. */
  readonly bytes: Uint8Array
  /** How many bytes of the input end with this line. */
  readonly offset: number
}

/** The longest line that is taken, in bytes. */
const longestLine = 64 * 1024 * 1024

const lineFeed = 0x0a
const carriageReturn = 0x0d
const blankPattern = /^[ \t]*$/
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

const withoutEnd = (bytes: Buffer): Buffer => (bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes)

/** Collects a line that comes in pieces; of one that is too long only the beginning is kept. */
class Pieces {
  #chunks: Buffer[] = []
  #length = 0

  get isTooLong(): boolean {
    return this.#length > longestLine
  }

  add(chunk: Buffer): void {
    if (!this.isTooLong) this.#chunks.push(chunk)
    this.#length += chunk.length
  }

  take(): Buffer {
    const [only] = this.#chunks
    const whole = this.#chunks.length === 1 && only ? only : Buffer.concat(this.#chunks)
    this.#chunks = []
    this.#length = 0
    return whole
  }
}

/**
 * The lines of NDJSON, each when it is asked for, by as many as ask; empty ones are left out. What is no UTF-8 is a line
 * with a fault.
 */
export class LineReader {
  readonly #input: AsyncIterator<unknown>
  readonly #pieces = new Pieces()
  #chunk: Buffer = Buffer.alloc(0)
  #start = 0
  #offset = 0
  #number = 0
  #hasEnded = false
  #filling: Promise<void> | undefined

  constructor(input: Readable) {
    this.#input = input[Symbol.asyncIterator]()
  }

  /** The number of the last line that was read, empty ones included. */
  get lines(): number {
    return this.#number
  }

  /** Whether everything has been read; `take` may have lines left. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** The next line; undefined at the end. @throws what reading the input fails with. */
  async next(): Promise<InputLine | undefined> {
    for (;;) {
      const line = this.take()
      if (line) return line
      if (this.#hasEnded) return undefined
      await this.fill()
    }
  }

  /** Reads on, once for all who wait for it. @throws what reading the input fails with. */
  async fill(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined
    })
    await this.#filling
  }

  /** The next line, if it has been read already. */
  take(): InputLine | undefined {
    for (;;) {
      const end = this.#chunk.indexOf(lineFeed, this.#start)
      if (end === -1) return undefined
      this.#pieces.add(this.#chunk.subarray(this.#start, end))
      this.#offset += end + 1 - this.#start
      this.#start = end + 1
      const line = this.#finish()
      if (line) return line
    }
  }

  /** Reads on; at the end what stands without a line feed is the last line. */
  async #fill(): Promise<void> {
    if (this.#start < this.#chunk.length) {
      this.#pieces.add(this.#chunk.subarray(this.#start))
      this.#offset += this.#chunk.length - this.#start
    }
    const {done, value} = await this.#input.next()
    this.#hasEnded = done === true
    this.#chunk = done ? Buffer.from('\n') : Buffer.from(value as Uint8Array | string)
    this.#start = 0
  }

  #finish(): InputLine | undefined {
    this.#number += 1
    const number = this.#number
    const offset = this.#offset
    const {isTooLong} = this.#pieces
    const whole = withoutEnd(this.#pieces.take())
    const bytes = number === 1 && whole.subarray(0, 3).equals(byteOrderMark) ? whole.subarray(3) : whole
    if (isTooLong) {
      const fault = `the line is longer than ${longestLine / 1024 / 1024} MiB`
      return {number, text: undefined, fault, bytes: bytes.subarray(0, 1024), offset}
    }
    if (!isUtf8(bytes)) return {number, text: undefined, fault: 'the line is no UTF-8 text', bytes, offset}
    const text = bytes.toString()
    return blankPattern.test(text) ? undefined : {number, text, bytes, offset}
  }
}

/** All lines of an input, one after the other. */
export async function* readLines(input: Readable): AsyncGenerator<InputLine> {
  const reader = new LineReader(input)
  for (let line = await reader.next(); line; line = await reader.next()) yield line
}
