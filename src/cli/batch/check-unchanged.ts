import {type Readable} from 'node:stream'
import {type DoneLines} from './done-lines.js'
import {lineHash} from './line-hash.js'
import {readLines} from './read-lines.js'

/**
 * Reads the whole input before anything is sent.
 * @throws {UsageError} where a line is not the one that was answered.
 */
export const checkUnchanged = async (input: Readable, done: DoneLines): Promise<void> => {
  let last = 0
  for await (const {number, bytes} of readLines(input)) {
    done.fateOf(number, () => lineHash(bytes))
    last = number
  }
  done.checkEnd(last)
}
