import {randomUUID} from 'node:crypto'
import {closeSync, constants, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {isPrivate} from './private-folder.js'

/** The text of a file of a cache; undefined if it is missing, unreadable, too big, a link, or not ours alone to write. */
export const readPrivateFile = (
  path: string,
  {userId, maximumBytes}: {readonly userId: number | undefined; readonly maximumBytes: number},
): string | undefined => {
  let descriptor: number | undefined
  try {
    // Windows has neither flag; O_NONBLOCK keeps a FIFO that someone put there from holding us up.
    const flags = [constants.O_RDONLY, constants.O_NOFOLLOW, constants.O_NONBLOCK] as readonly (number | undefined)[]
    descriptor = openSync(
      path,
      flags.reduce<number>((sum, flag) => sum | (flag ?? 0), 0),
    )
    const stats = fstatSync(descriptor)
    const usable = stats.isFile() && stats.size <= maximumBytes && isPrivate(stats, userId)
    return usable ? readFileSync(descriptor, 'utf8') : undefined
  } catch {
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** Writes a file of a cache, for us alone and whole or not at all: readers see the old or the new text. False if it failed. */
export const writePrivateFile = (path: string, text: string): boolean => {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    writeFileSync(temporary, text, {mode: 0o600, flag: 'wx'})
    renameSync(temporary, path)
    return true
  } catch {
    rmSync(temporary, {force: true})
    return false
  }
}
