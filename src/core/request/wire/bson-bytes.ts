import {type Schema, type Type} from '../../catalog/types.js'
import {UsageError} from '../../errors/usage-error.js'
import {FileValue, isValueMap, NumberText, type Value} from '../../values/value.js'

type FindSchema = (name: string) => Schema

const integerPattern = /^-?\d+$/

const fieldType = (type: Type, key: string, schema: FindSchema): Type => {
  if (typeof type === 'string' || 'list' in type) return 'any'
  if ('map' in type) return type.map
  return schema(type.ref).fields.find(({wire, name}) => (wire ?? name) === key)?.type ?? 'any'
}

/**
 * A value as a BSON document (spec §6.7): integers as 32 or 64 bits, other numbers as doubles, fields of type bytes
 * (base64 texts here) as binary, those of type datetime as native ones.
 * @throws {UsageError} for what BSON cannot hold.
 */
export const bsonBytes = async (document: Value, type: Type, schema: FindSchema): Promise<Uint8Array> => {
  const {Binary, Double, Int32, Long, serialize} = await import('bson')

  const toNumber = (text: string): unknown => {
    if (!integerPattern.test(text)) return new Double(Number(text))
    const exact = BigInt(text)
    if (BigInt.asIntN(32, exact) === exact) return new Int32(Number(exact))
    if (BigInt.asIntN(64, exact) === exact) return Long.fromBigInt(exact)
    throw new UsageError(`The number ${text} is too large for a BSON body: 64 bits at most`)
  }
  const toText = (text: string, as: Type): unknown => {
    if (as === 'bytes') return new Binary(Buffer.from(text, 'base64'))
    const time = as === 'datetime' ? Date.parse(text) : Number.NaN
    return Number.isNaN(time) ? text : new Date(time)
  }
  const toNative = (value: Value, as: Type): unknown => {
    if (value instanceof NumberText) return toNumber(value.text)
    if (typeof value === 'string') return toText(value, as)
    if (value instanceof FileValue) throw new UsageError('A file cannot be part of a BSON body')
    if (isValueMap(value))
      return new Map(Array.from(value, ([key, item]) => [key, toNative(item, fieldType(as, key, schema))]))
    if (Array.isArray(value)) {
      const item = typeof as === 'object' && 'list' in as ? as.list : 'any'
      return value.map((entry: Value) => toNative(entry, item))
    }
    return value
  }

  if (!isValueMap(document)) throw new UsageError('A BSON body must be an object')
  return serialize(toNative(document, type) as Map<string, unknown>)
}
