import {NumberText, type Value, type ValueMap} from '../core/values/value.js'

/** The bytes are no BSON document that the sandbox reads. */
export class BsonError extends Error {}

const deepest = 100

/** Walks over bytes; none is read beyond the end. */
class Cursor {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
  ) {}

  take(count: number): Buffer {
    const end = this.at + count
    if (count < 0 || end > this.bytes.length) throw new BsonError('it breaks off')
    const taken = this.bytes.subarray(this.at, end)
    this.at = end
    return taken
  }

  name(): string {
    const end = this.bytes.indexOf(0, this.at)
    if (end < 0) throw new BsonError('it breaks off')
    const text = this.bytes.toString('utf8', this.at, end)
    this.at = end + 1
    return text
  }

  text(): string {
    const length = this.take(4).readInt32LE()
    return this.take(length).toString('utf8', 0, length - 1)
  }
}

const doubleText = (number: number): string => (Number.isInteger(number) ? `${number}.0` : String(number))

const readers: Readonly<Record<number, (cursor: Cursor, depth: number) => Value>> = {
  0x01: (cursor) => new NumberText(doubleText(cursor.take(8).readDoubleLE())),
  0x02: (cursor) => cursor.text(),
  0x03: (cursor, depth) => document(cursor, depth),
  0x04: (cursor, depth) => Array.from(document(cursor, depth).values()),
  0x05: (cursor) => {
    const length = cursor.take(4).readInt32LE()
    cursor.take(1)
    return cursor.take(length).toString('base64')
  },
  0x08: (cursor) => cursor.take(1)[0] === 1,
  0x09: (cursor) => new Date(Number(cursor.take(8).readBigInt64LE())).toISOString(),
  0x0a: () => null,
  0x10: (cursor) => new NumberText(String(cursor.take(4).readInt32LE())),
  0x12: (cursor) => new NumberText(String(cursor.take(8).readBigInt64LE())),
}

const document = (cursor: Cursor, depth: number): ValueMap => {
  if (depth > deepest) throw new BsonError('it is too deep')
  const end = cursor.at + cursor.bytes.readInt32LE(cursor.at)
  cursor.take(4)
  const map = new Map<string, Value>()
  for (;;) {
    const kind = cursor.take(1)[0] ?? 0
    if (kind === 0) break
    const name = cursor.name()
    const read = readers[kind]
    if (read === undefined) throw new BsonError(`it holds a type that the sandbox does not read (${kind})`)
    map.set(name, read(cursor, depth + 1))
  }
  if (cursor.at !== end) throw new BsonError('a length in it is wrong')
  return map
}

/** A BSON document as data: dates as ISO text, binary data as base64 (bsonspec.org 1.1). @throws {BsonError} */
export const readBson = (bytes: Uint8Array): ValueMap => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < 5 || buffer.readInt32LE(0) !== buffer.length)
    throw new BsonError('it has not the length that it says')
  try {
    return document(new Cursor(buffer), 0)
  } catch (error) {
    if (error instanceof RangeError) throw new BsonError('it breaks off')
    throw error
  }
}
