import {readFileSync} from 'node:fs'
import {parseJson} from '../../src/core/values/parse-json.js'
import {isValueMap, type Value, type ValueMap} from '../../src/core/values/value.js'
import {fixture} from './repository.js'

/** A call of the official SDK as `wire.jsonl` records it (spec §0). */
export interface RecordedCall {
  /** Counted from 1. */
  readonly line: number
  readonly service: string
  readonly version: string
  /** The SDK's method: `list_vpcs`. */
  readonly operation: string
  /** By attribute name. */
  readonly params: ValueMap
  /** Model fields by wire name; absent where the call had no body. */
  readonly body: Value | undefined
  readonly wire: ValueMap
}

const textOf = (row: ValueMap, key: string): string => {
  const text = row.get(key)
  if (typeof text !== 'string') throw new Error(`No text ${key}`)
  return text
}

const mapOf = (row: ValueMap, key: string): ValueMap => {
  const map = row.get(key)
  if (!isValueMap(map)) throw new Error(`No object ${key}`)
  return map
}

/** All recorded calls, numbers with the digits that they had. */
export const recordedCalls = (): readonly RecordedCall[] =>
  readFileSync(fixture('vectors/wire.jsonl'), 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      if (text === '') return []
      const row = parseJson(text)
      if (!isValueMap(row)) throw new Error(`Line ${String(index + 1)} is no object`)
      return [
        {
          line: index + 1,
          service: textOf(row, 'service'),
          version: textOf(row, 'version'),
          operation: textOf(row, 'operation'),
          params: mapOf(row, 'params'),
          body: row.get('body'),
          wire: mapOf(row, 'wire'),
        },
      ]
    })
