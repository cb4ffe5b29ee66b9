import {type Value, NumberText, type ValueMap} from '../values/value.js'

/** The bytes are no BSON document. */
export class BsonSyntaxError extends SyntaxError {}

/** Types of BSON elements (bsonspec.org, version 1.1). */
const type = {
  double: 0x01,
  text: 0x02,
  document: 0x03,
  list: 0x04,
  binary: 0x05,
  undefined: 0x06,
  objectId: 0x07,
  boolean: 0x08,
  date: 0x09,
  null: 0x0a,
  regularExpression: 0x0b,
  pointer: 0x0c,
  code: 0x0d,
  symbol: 0x0e,
  codeWithScope: 0x0f,
  int32: 0x10,
  timestamp: 0x11,
  int64: 0x12,
  decimal: 0x13,
  maxKey: 0x7f,
  minKey: 0xff,
} as const

/** Times that Date can hold, in milliseconds: others stay numbers. */
const longestTime = 8_640_000_000_000_000n

/** With a point or an exponent, as what is no integer; NaN and infinities, which JSON cannot say, are texts. */
const doubleValue = (number: number): Value => {
  if (!Number.isFinite(number)) return String(number)
  const text = Object.is(number, -0) ? '-0' : String(number)
  return new NumberText(/^-?\d+$/.test(text) ? `${text}.0` : text)
}

const decimalValue = (text: string): Value => (/^-?\d/.test(text) ? new NumberText(text) : text)

const timeValue = (milliseconds: bigint): Value =>
  milliseconds > longestTime || milliseconds < -longestTime
    ? new NumberText(String(milliseconds))
    : new Date(Number(milliseconds)).toISOString()

/**
 * A BSON document as data, without losing anything: integers of 64 bits and decimals keep their digits, keys their
 * order; dates are ISO texts, binary data is base64, object ids are hex texts. What JSON has no word for (regular
 * expressions, timestamps, code …) is written as in MongoDB Extended JSON 2.0.
 * @throws {BsonSyntaxError}
 */
export const parseBson = async (bytes: Uint8Array): Promise<ValueMap> => {
  const {BSONError, Decimal128, onDemand} = await import('bson')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

  const readText = (start: number): string => buffer.toString('utf8', start + 4, start + 3 + buffer.readInt32LE(start))
  const readName = (start: number): string => buffer.toString('utf8', start, buffer.indexOf(0, start))
  const extended = (...entries: readonly (readonly [string, Value])[]): Value => new Map(entries)

  const readBinary = (start: number): Value => {
    const length = buffer.readInt32LE(start)
    // The old subtype 2 repeats its length inside.
    const skipped = buffer[start + 4] === 2 ? 4 : 0
    return buffer.toString('base64', start + 5 + skipped, start + 5 + length)
  }
  const readRegularExpression = (start: number): Value => {
    const pattern = readName(start)
    const options = readName(start + Buffer.byteLength(pattern) + 1)
    return extended(['$regularExpression', new Map([['pattern', pattern] as const, ['options', options] as const])])
  }
  const readCodeWithScope = (start: number): Value => {
    const code = readText(start + 4)
    const scopeStart = start + 8 + buffer.readInt32LE(start + 4)
    return extended(['$code', code], ['$scope', readDocument(scopeStart)])
  }
  const readPointer = (start: number): Value => {
    const end = start + 4 + buffer.readInt32LE(start)
    return extended(['$ref', readText(start)], ['$id', buffer.toString('hex', end, end + 12)])
  }
  const readTimestamp = (start: number): Value =>
    extended([
      '$timestamp',
      new Map([
        ['t', new NumberText(String(buffer.readUInt32LE(start + 4)))],
        ['i', new NumberText(String(buffer.readUInt32LE(start)))],
      ]),
    ])

  const readValue = (kind: number, start: number): Value => {
    switch (kind) {
      case type.double:
        return doubleValue(buffer.readDoubleLE(start))
      case type.text:
        return readText(start)
      case type.document:
        return readDocument(start)
      case type.list:
        return Array.from(readDocument(start).values())
      case type.binary:
        return readBinary(start)
      case type.undefined:
      case type.null:
        return null
      case type.objectId:
        return buffer.toString('hex', start, start + 12)
      case type.boolean:
        return buffer[start] === 1
      case type.date:
        return timeValue(buffer.readBigInt64LE(start))
      case type.regularExpression:
        return readRegularExpression(start)
      case type.pointer:
        return readPointer(start)
      case type.code:
        return extended(['$code', readText(start)])
      case type.symbol:
        return readText(start)
      case type.codeWithScope:
        return readCodeWithScope(start)
      case type.int32:
        return new NumberText(String(buffer.readInt32LE(start)))
      case type.timestamp:
        return readTimestamp(start)
      case type.int64:
        return new NumberText(String(buffer.readBigInt64LE(start)))
      case type.decimal:
        return decimalValue(new Decimal128(buffer.subarray(start, start + 16)).toString())
      case type.maxKey:
        return extended(['$maxKey', new NumberText('1')])
      case type.minKey:
        return extended(['$minKey', new NumberText('1')])
      default:
        throw new BsonSyntaxError(`Unknown BSON type ${kind}`)
    }
  }
  const readDocument = (start: number): ValueMap => {
    const map = new Map<string, Value>()
    for (const [kind, nameStart, nameLength, valueStart] of onDemand.parseToElements(buffer, start))
      map.set(buffer.toString('utf8', nameStart, nameStart + nameLength), readValue(kind, valueStart))
    return map
  }

  try {
    if (buffer.length < 5 || buffer.readInt32LE(0) !== buffer.length) throw new BsonSyntaxError('Not its whole length')
    return readDocument(0)
  } catch (error) {
    // A length that lies leads beyond the end.
    if (error instanceof BSONError || error instanceof RangeError)
      throw new BsonSyntaxError('The document is no BSON', {cause: error})
    throw error
  }
}
