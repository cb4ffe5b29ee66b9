import {isValueMap, NumberText, type Value} from '../../values/value.js'
import {compareCodePoints} from './code-point-order.js'
import {type NamedValue, type Pair, parameterPairs} from './parameter-pairs.js'
import {toPythonText} from './python-text.js'
import {quote} from './quote.js'
import {compareValues} from './value-order.js'

export interface QueryOptions {
  /** Object storage: what is empty, zero, false or one blank goes out as a key without `=` (spec §10.1). */
  readonly bareKeys?: boolean | undefined
}

const comparePairs = ([oneKey, oneValue]: Pair, [otherKey, otherValue]: Pair): number =>
  compareCodePoints(oneKey, otherKey) || compareValues(oneValue, otherValue)

const isBlank = (value: Value): boolean => {
  if (value instanceof NumberText) return Number(value.text) === 0
  if (isValueMap(value)) return value.size === 0
  if (Array.isArray(value)) return value.length === 0
  return value === ' ' || !value
}

/** Lower-case booleans, as everywhere in a query but in an undeclared list. */
const scalarText = (value: Value): string => (typeof value === 'boolean' ? String(value) : toPythonText(value))

const texts = (value: Value): readonly string[] =>
  Array.isArray(value) ? value.toSorted(compareValues).map(toPythonText) : [scalarText(value)]

/**
 * The query of the target, without `?`: sorted by key and value before encoding, lists as repeated keys, null dropped
 * (spec §2.5, §6.2). The same text is the canonical query string of the signature.
 */
export const queryString = (parameters: readonly NamedValue[], {bareKeys = false}: QueryOptions = {}): string =>
  parameters
    // Whatever list format is declared, a query repeats the key.
    .flatMap((parameter) => parameterPairs(parameter.collection ? {...parameter, collection: 'multi'} : parameter))
    .sort(comparePairs)
    .flatMap(([key, value]) =>
      bareKeys && isBlank(value) ? [quote(key)] : texts(value).map((text) => `${quote(key)}=${quote(text)}`),
    )
    .join('&')
