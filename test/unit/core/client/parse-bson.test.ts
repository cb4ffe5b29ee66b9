import assert from 'node:assert/strict'
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson'
import {BsonSyntaxError, parseBson} from '../../../../src/core/client/parse-bson.js'
import {compactJson, formatJson} from '../../../../src/core/values/format-json.js'

const read = async (value: unknown): Promise<string> => {
  const json = formatJson(await parseBson(serialize(new Map([['v', value]]))), compactJson)
  return json.slice('{"v":'.length, -1)
}

describe('parseBson', () => {
  const rows: readonly (readonly [what: string, value: unknown, json: string])[] = [
    ['an integer of 32 bits', new Int32(-7), '-7'],
    ['an integer of 64 bits', Long.fromString('9223372036854775807'), '9223372036854775807'],
    ['its opposite', Long.fromString('-9223372036854775808'), '-9223372036854775808'],
    ['a decimal with its zeros', Decimal128.fromString('1.10'), '1.10'],
    [
      'a decimal of 34 digits',
      Decimal128.fromString('1234567890123456789012345678901234'),
      '1234567890123456789012345678901234',
    ],
    ['a decimal with an exponent', Decimal128.fromString('-5E+30'), '-5E+30'],
    ['a decimal that is no number', Decimal128.fromString('NaN'), '"NaN"'],
    ['a double', new Double(0.1), '0.1'],
    ['a double without a fraction', new Double(3), '3.0'],
    ['a double below zero that is none', new Double(-0), '-0.0'],
    ['a large double', new Double(1e30), '1e+30'],
    ['a double that is no number', new Double(-Infinity), '"-Infinity"'],
    ['a date', new Date('2024-03-05T06:07:08.009Z'), '"2024-03-05T06:07:08.009Z"'],
    ['a date before the epoch', new Date('1969-12-31T23:59:59.999Z'), '"1969-12-31T23:59:59.999Z"'],
    ['bytes as base64', new Binary(Buffer.from([0, 1, 255])), '"AAH/"'],
    ['bytes of the old subtype', new Binary(Buffer.from([0, 1, 255]), Binary.SUBTYPE_BYTE_ARRAY), '"AAH/"'],
    ['an object id', new ObjectId('65e6c1a09d1e8a0012345678'), '"65e6c1a09d1e8a0012345678"'],
    ['a text', 'ä😀"', '"ä😀\\""'],
    ['true', true, 'true'],
    ['false', false, 'false'],
    ['null', null, 'null'],
    ['a list', [new Int32(1), [new Int32(2)], 'x'], '[1,[2],"x"]'],
    ['an object in the order of its keys', new Map<string, unknown>([['10', 'a'], ['2', 'b'], ['__proto__', 'c']]), '{"10":"a","2":"b","__proto__":"c"}'], // prettier-ignore
    ['a regular expression', new BSONRegExp('^a', 'i'), '{"$regularExpression":{"pattern":"^a","options":"i"}}'],
    ['a timestamp', new Timestamp({t: 4_000_000_000, i: 2}), '{"$timestamp":{"t":4000000000,"i":2}}'],
    ['code', new Code('f()'), '{"$code":"f()"}'],
    ['code with a scope', new Code('f()', {a: 1}), '{"$code":"f()","$scope":{"a":1}}'],
    ['the least key', new MinKey(), '{"$minKey":1}'],
    ['the greatest key', new MaxKey(), '{"$maxKey":1}'],
  ]
  for (const [what, value, json] of rows) {
    it(`reads ${what}`, async () => {
      assert.equal(await read(value), json)
    })
  }

  it('keeps a time that no calendar has as its milliseconds', async () => {
    const bytes = serialize(new Map([['v', new Date(0)]]))
    Buffer.from(bytes.buffer, bytes.byteOffset).writeBigInt64LE(9_000_000_000_000_000n, 7)
    assert.equal(formatJson(await parseBson(bytes), compactJson), '{"v":9000000000000000}')
  })

  it('reads a document in the middle of a buffer', async () => {
    const bytes = serialize({a: 'x'})
    const padded = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('behind')])
    const inside = padded.subarray(6, 6 + bytes.length)
    assert.equal(formatJson(await parseBson(inside), compactJson), '{"a":"x"}')
  })

  const whole = serialize(new Map<string, unknown>([['v', 'a text'], ['w', new Map([['x', 1]])]])) // prettier-ignore
  it('refuses what is cut off, too long, or no BSON at all', async () => {
    for (let length = 0; length < whole.length; length += 1)
      await assert.rejects(parseBson(whole.subarray(0, length)), BsonSyntaxError, `cut after ${length} bytes`)
    await assert.rejects(parseBson(Buffer.concat([whole, Buffer.from([0])])), BsonSyntaxError)
    await assert.rejects(parseBson(Buffer.from('{"error_code":"a"}')), BsonSyntaxError)
  })

  it('never breaks down over bytes that lie', async () => {
    for (let at = 0; at < whole.length; at += 1)
      for (const value of [0, 0x7f, 0xff]) {
        const bytes = Buffer.from(whole)
        bytes[at] = value
        try {
          await parseBson(bytes)
        } catch (error) {
          assert(error instanceof BsonSyntaxError, `byte ${at} as ${value}: ${String(error)}`)
        }
      }
  })
})
