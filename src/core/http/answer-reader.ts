import {parseAnswerHead} from './answer-head.js'
import {type Headers} from './types.js'

/** A whole answer as it came: nothing of it is decompressed. */
export interface RawAnswer {
  readonly status: number
  /** Names in lower case; repeated ones joined. */
  readonly headers: Headers
  readonly bytes: Buffer
  /** Seconds for which the connection may be kept; 0: not at all, undefined: as long as we like. */
  readonly keepFor: number | undefined
}

type Part = 'head' | 'body' | 'until close' | 'chunk size' | 'chunk' | 'chunk end' | 'trailer' | 'nothing'

/** As much as node takes of an answer's head, in bytes; no line of a chunked body may be longer either. */
const longestHead = 16 * 1024

const lineEnd = '\r\n'
const headEnd = '\r\n\r\n'

const malformed = (message: string): Error => Object.assign(new Error(message), {code: 'HPE_INVALID'})

/** Reads one answer of HTTP/1 from the bytes of a connection (RFC 9112), and takes no more for it than is surely meant. */
export class AnswerReader {
  #part: Part = 'head'
  /** Read, but too little of something to be understood. */
  #rest: Buffer | undefined
  #head: ReturnType<typeof parseAnswerHead> | undefined
  readonly #chunks: Buffer[] = []
  /** Bytes that are missing of the body or the chunk. */
  #missing = 0

  /** @param method of the request: an answer to HEAD has no body. */
  constructor(readonly method: string) {}

  /** Whether the head has come. */
  get hasHead(): boolean {
    return this.#head !== undefined
  }

  /**
   * Takes what came, and answers whether the answer is whole.
   * @throws {Error} for what is no HTTP, and for bytes beyond the answer.
   */
  read(chunk: Buffer): boolean {
    let bytes: Buffer = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    this.#rest = undefined
    while (bytes.length > 0) {
      const taken = this.#take(bytes)
      if (taken === 0) {
        this.#rest = bytes
        return false
      }
      bytes = bytes.subarray(taken)
      if (this.#part === 'nothing') {
        if (bytes.length > 0) throw malformed('more than an answer came')
        return true
      }
    }
    return false
  }

  /** The connection has ended: answers whether that ends the answer too. */
  end(): boolean {
    if (this.#part !== 'until close') return false
    this.#part = 'nothing'
    return true
  }

  /** What was read, once it is whole. */
  answer(): RawAnswer {
    if (!this.#head || this.#part !== 'nothing') throw new TypeError('The answer is not whole')
    const {status, headers, keepFor} = this.#head
    const [only] = this.#chunks
    const bytes = only && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks)
    return {status, headers: Object.fromEntries(headers), bytes, keepFor}
  }

  /** Takes the next part of what came, and answers how many bytes that are; 0 where more must come first. */
  #take(bytes: Buffer): number {
    switch (this.#part) {
      case 'head': {
        const end = this.#find(bytes, headEnd)
        if (end === -1) return 0
        this.#begin(bytes.toString('latin1', 0, end))
        return end + headEnd.length
      }
      case 'until close':
        this.#chunks.push(bytes)
        return bytes.length
      case 'body':
      case 'chunk': {
        const piece = bytes.length > this.#missing ? bytes.subarray(0, this.#missing) : bytes
        this.#chunks.push(piece)
        this.#missing -= piece.length
        if (this.#missing === 0) this.#part = this.#part === 'body' ? 'nothing' : 'chunk end'
        return piece.length
      }
      case 'chunk size': {
        const end = this.#find(bytes, lineEnd)
        if (end === -1) return 0
        const [, size] = /^([\da-f]{1,12})[ \t]*(?:;.*)?$/i.exec(bytes.toString('latin1', 0, end)) ?? []
        if (size === undefined) throw malformed('a chunk has no size')
        this.#missing = Number.parseInt(size, 16)
        this.#part = this.#missing === 0 ? 'trailer' : 'chunk'
        return end + lineEnd.length
      }
      case 'chunk end': {
        if (bytes.length < lineEnd.length) return 0
        if (!bytes.subarray(0, 2).equals(Buffer.from(lineEnd))) throw malformed('a chunk is longer than its size')
        this.#part = 'chunk size'
        return lineEnd.length
      }
      case 'trailer': {
        const end = this.#find(bytes, lineEnd)
        if (end === -1) return 0
        if (end === 0) this.#part = 'nothing'
        return end + lineEnd.length
      }
      case 'nothing':
        return 0
    }
  }

  #find(bytes: Buffer, end: string): number {
    const at = bytes.toString('latin1', 0, longestHead + end.length).indexOf(end)
    if (at === -1 && bytes.length > longestHead) throw malformed('a head or line is too long')
    return at
  }

  #begin(text: string): void {
    const head = parseAnswerHead(text)
    if (!head) throw malformed('this is no head of an answer')
    // What comes before the answer proper (RFC 9110 §15.2).
    if (head.status < 200 && head.status !== 101) return
    this.#head = head
    const {status, length} = head
    if (this.method === 'HEAD' || status === 204 || status === 304) this.#part = 'nothing'
    else if (length === 'chunked') this.#part = 'chunk size'
    else if (length === 'until close') this.#part = 'until close'
    else {
      this.#missing = length
      this.#part = length === 0 ? 'nothing' : 'body'
    }
  }
}
