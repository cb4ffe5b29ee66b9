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

/** The lines of NDJSON, each when it is asked for; empty ones are left out. What is no UTF-8 is a line with a fault. */
export async function* readLines(input: Readable): AsyncGenerator<InputLine> {
  const pieces = new Pieces()
  let number = 0
  let offset = 0

  const finish = (): InputLine | undefined => {
    number += 1
    const {isTooLong} = pieces
    const whole = withoutEnd(pieces.take())
    const bytes = number === 1 && whole.subarray(0, 3).equals(byteOrderMark) ? whole.subarray(3) : whole
    if (isTooLong) {
      const fault = `the line is longer than ${longestLine / 1024 / 1024} MiB`
      return {number, text: undefined, fault, bytes: bytes.subarray(0, 1024), offset}
    }
    if (!isUtf8(bytes)) return {number, text: undefined, fault: 'the line is no UTF-8 text', bytes, offset}
    const text = bytes.toString()
    return blankPattern.test(text) ? undefined : {number, text, bytes, offset}
  }

  for await (const piece of input) {
    const chunk = Buffer.from(piece as Uint8Array | string)
    let start = 0
    for (;;) {
      const end = chunk.indexOf(lineFeed, start)
      if (end === -1) break
      pieces.add(chunk.subarray(start, end))
      offset += end + 1 - start
      start = end + 1
      const line = finish()
      if (line) yield line
    }
    if (start < chunk.length) {
      pieces.add(chunk.subarray(start))
      offset += chunk.length - start
    }
  }
  const last = finish()
  if (last) yield last
}
