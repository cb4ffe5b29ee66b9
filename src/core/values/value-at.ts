import {isValueMap, type Value} from './value.js'

/** What stands where a path of names leads; undefined where it leads nowhere. */
export const valueAt = (value: Value | undefined, path: readonly string[]): Value | undefined =>
  path.reduce<Value | undefined>((inner, name) => (isValueMap(inner) ? inner.get(name) : undefined), value)
