import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {parseJson} from '../../src/core/values/parse-json.js'
import {isValueMap, type Value, type ValueMap} from '../../src/core/values/value.js'
import {fixture} from './repository.js'

/** The object that a value must be. */
export const map = (value: Value | undefined): ValueMap => {
  assert.ok(value !== undefined && isValueMap(value))
  return value
}

/** The list that a value must be. */
export const list = (value: Value | undefined): readonly Value[] => {
  assert.ok(Array.isArray(value))
  return value as readonly Value[]
}

/** The text that a value must be. */
export const text = (value: Value | undefined): string => {
  assert.ok(typeof value === 'string')
  return value
}

/** The text that a value is, if it is one. */
export const optionalText = (value: Value | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

/** The vectors of `vectors/<name>.json`, numbers with the digits that they had. */
export const readVectors = (name: string): readonly ValueMap[] =>
  list(map(parseJson(readFileSync(fixture(`vectors/${name}.json`), 'utf8'))).get('vectors')).map(map)
