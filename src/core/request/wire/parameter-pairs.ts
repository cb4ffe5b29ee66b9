import {isValueMap, type Value, type ValueMap} from '../../values/value.js'
import {toPythonText} from './python-text.js'

/** A parameter of a path, query or header by its wire name. */
export interface NamedValue {
  readonly name: string
  readonly value: Value
  /** How the SDK declares a list. */
  readonly collection?: 'csv' | 'multi' | undefined
}

export type Pair = readonly [name: string, value: Value]

const mapPairs = (map: ValueMap): Pair[] =>
  Array.from(map).flatMap(([key, value]): Pair[] =>
    isValueMap(value)
      ? mapPairs(value).map(([inner, item]) => [key, `${inner}=${toPythonText(item)}`])
      : [[key, value]],
  )

/** What one parameter contributes: a declared list its elements, a map a `key=value` text for each entry, else itself. */
export const parameterPairs = ({name, value, collection}: NamedValue): Pair[] => {
  if (value === null) return []
  if (isValueMap(value)) return mapPairs(value).map(([key, item]) => [name, `${key}=${toPythonText(item)}`])
  if (collection === undefined || !Array.isArray(value)) return [[name, value]]
  if (collection === 'csv') return [[name, value.map(toPythonText).join(',')]]
  return value.map((item: Value) => [name, item])
}
