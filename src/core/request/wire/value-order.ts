import {compareNumbers} from '../../values/compare-numbers.js'
import {isValueMap, NumberText, type Value} from '../../values/value.js'
import {compareCodePoints} from './code-point-order.js'
import {toPythonNotation} from './python-text.js'

/** A boolean is the number 0 or 1, as in Python. */
const toNumber = (value: Value): string | undefined => {
  if (value instanceof NumberText) return value.text
  return typeof value === 'boolean' ? String(Number(value)) : undefined
}

const rank = (value: Value): number => {
  if (value === null) return 0
  if (toNumber(value) !== undefined) return 1
  if (typeof value === 'string') return 2
  return isValueMap(value) ? 4 : 3
}

/**
 * The order in which the values of one query key go out (spec §2.5): numbers by value, texts by code point. The SDK
 * raises an error where kinds are mixed; here null comes before numbers and booleans, those before texts, texts before
 * lists (which compare entry by entry), and lists before what has no order and is compared as it is printed.
 */
export const compareValues = (one: Value, other: Value): number => {
  const ranks = rank(one) - rank(other)
  if (ranks !== 0) return ranks
  const a = toNumber(one)
  const b = toNumber(other)
  if (a !== undefined && b !== undefined) return compareNumbers(a, b)
  if (typeof one === 'string' && typeof other === 'string') return compareCodePoints(one, other)
  if (Array.isArray(one) && Array.isArray(other)) return compareLists(one, other)
  return compareCodePoints(toPythonNotation(one), toPythonNotation(other))
}

const compareLists = (one: readonly Value[], other: readonly Value[]): number => {
  for (const [at, item] of one.entries()) {
    if (at >= other.length) return 1
    const order = compareValues(item, other[at] ?? null)
    if (order !== 0) return order
  }
  return one.length - other.length
}
