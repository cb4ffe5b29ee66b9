/** What a multipart body says, in the order that it says it. */
export type MultipartEvent =
  | {readonly kind: 'part'; readonly headers: ReadonlyMap<string, string>}
  | {readonly kind: 'data'; readonly bytes: Uint8Array}

/** The body is no multipart body of the boundary that its content type names. */
export class MultipartError extends Error {}

const headerLimit = 16 * 1024
const lineBreak = Buffer.from('\r\n')
const blankLine = Buffer.from('\r\n\r\n')

/** The boundary in a content type (RFC 2046 §5.1.1), quoted or not. */
export const boundaryOf = (contentType: string): string | undefined => {
  const found = /;\s*boundary=(?:"([^"]+)"|([^;\s"]+))/i.exec(contentType)
  return found?.[1] ?? found?.[2]
}

const parsePartHeaders = (text: string): ReadonlyMap<string, string> => {
  const headers = new Map<string, string>()
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}

/** Reads a multipart body piece by piece and holds no more of it than a boundary or a part's headers. */
export class MultipartParser {
  readonly #delimiter: Buffer
  // The first boundary may stand at the very start: it gets the line break that every other one has.
  #buffer: Buffer = lineBreak
  #state: 'preamble' | 'boundary' | 'headers' | 'content' | 'epilogue' = 'preamble'

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`)
  }

  /** @throws {MultipartError} */
  *push(chunk: Uint8Array): Generator<MultipartEvent> {
    this.#buffer = Buffer.concat([this.#buffer, chunk])
    for (;;) {
      const before = this.#state
      if (before === 'preamble' || before === 'content') yield* this.#readToDelimiter()
      else if (before === 'boundary') this.#readBoundaryLine()
      else if (before === 'headers') yield* this.#readHeaders()
      else this.#buffer = Buffer.alloc(0)
      if (this.#state === before) return
    }
  }

  /** @throws {MultipartError} where the closing boundary has not come. */
  end(): void {
    if (this.#state !== 'epilogue') throw new MultipartError('The multipart body ends before its closing boundary')
  }

  *#readToDelimiter(): Generator<MultipartEvent> {
    const inContent = this.#state === 'content'
    const at = this.#buffer.indexOf(this.#delimiter)
    const upTo = at >= 0 ? at : Math.max(0, this.#buffer.length - this.#delimiter.length + 1)
    if (inContent && upTo > 0) yield {kind: 'data', bytes: this.#buffer.subarray(0, upTo)}
    this.#buffer = this.#buffer.subarray(at >= 0 ? upTo + this.#delimiter.length : upTo)
    if (at >= 0) this.#state = 'boundary'
  }

  #readBoundaryLine(): void {
    if (this.#buffer.length < 2) return
    if (this.#buffer.toString('latin1', 0, 2) === '--') {
      this.#state = 'epilogue'
      return
    }
    const end = this.#buffer.indexOf(lineBreak)
    if (end < 0) return this.#limitHeaders()
    if (this.#buffer.toString('latin1', 0, end).trim() !== '') throw new MultipartError('Text after a boundary')
    // The line break stays: it is half of the blank line where a part has no headers.
    this.#buffer = this.#buffer.subarray(end)
    this.#state = 'headers'
  }

  *#readHeaders(): Generator<MultipartEvent> {
    const end = this.#buffer.indexOf(blankLine)
    if (end < 0) return this.#limitHeaders()
    yield {kind: 'part', headers: parsePartHeaders(this.#buffer.toString('utf8', 0, end))}
    this.#buffer = this.#buffer.subarray(end + blankLine.length)
    this.#state = 'content'
  }

  #limitHeaders(): void {
    if (this.#buffer.length > headerLimit) throw new MultipartError('The headers of a part are too long')
  }
}
