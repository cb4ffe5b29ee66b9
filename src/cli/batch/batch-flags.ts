import {UsageError} from '../../core/errors/usage-error.js'
import {type Shard} from './run-batch.js'

const wrong = (flag: string, expected: string): UsageError =>
  new UsageError([{message: `${flag}: expected ${expected}`, flag, expected}])

/** `2/5`: the second of five. @throws {UsageError} */
export const parseShard = (text: string): Shard => {
  const [, index, count] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []
  const shard = {index: Number(index), count: Number(count)}
  if (shard.index >= 1 && shard.index <= shard.count) return shard
  throw wrong('--shard', 'I/N, with I from 1 to N')
}

/** Calls per second: a decimal above 0. @throws {UsageError} */
export const parseRate = (text: string): number => {
  const rate = /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : 0
  if (rate > 0) return rate
  throw wrong('--rate', 'a number of calls per second above 0')
}
