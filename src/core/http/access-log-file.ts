import {closeSync, constants, fstatSync, openSync, realpathSync, statSync, writeSync} from 'node:fs'
import {rotateLog, type Rotator} from './rotate-log.js'

export interface LogFileOptions {
  readonly path: string
  readonly rotator: Rotator
  /** Bytes after which a new file is begun; 10 MiB by default. */
  readonly maximumBytes?: number
  /** How many files there are at most, the current one included; 5 by default. */
  readonly files?: number
}

/** What Windows lacks counts nothing. */
const flagSum = (flags: readonly (number | undefined)[]): number =>
  flags.reduce<number>((sum, flag) => sum | (flag ?? 0), 0)

/** Every write goes to the end, whoever else writes; O_NONBLOCK keeps a FIFO that nobody reads from holding us up. */
const openFlags = flagSum([constants.O_WRONLY, constants.O_APPEND, constants.O_CREAT, constants.O_NONBLOCK])

/** What is kept free for lines that others write while a file is put away. */
const reserveOf = (maximumBytes: number): number => Math.floor(maximumBytes / 160)

const realPath = (path: string): string => {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

const write = (descriptor: number, bytes: Uint8Array): void => {
  if (writeSync(descriptor, bytes) < bytes.length) throw Object.assign(new Error('disk full'), {code: 'ENOSPC'})
}

/**
 * Appends lines to a log that any number of processes write at once: each line is one write at the end of the file, so
 * that all stay whole. The file is opened for each line: whoever still has it open while another puts it away writes into the
 * file that was put away, and where that is gone by then, into the current one.
 * @throws what the file system throws (the function that is answered).
 */
export const openLogFile = ({
  path: named,
  rotator,
  maximumBytes = 10 * 1024 * 1024,
  files = 5,
}: LogFileOptions): ((line: string) => void) => {
  // A link stays where it is: what it leads to is put away.
  const path = realPath(named)
  const limit = maximumBytes - reserveOf(maximumBytes)

  const isFull = ({size}: {readonly size: number}, bytes: Uint8Array): boolean =>
    size > 0 && size + bytes.length > limit

  const append = (bytes: Uint8Array, {anyway}: {readonly anyway: boolean}): 'written' | 'full' | 'gone' => {
    const descriptor = openSync(path, openFlags, 0o600)
    try {
      const stats = fstatSync(descriptor)
      if (!anyway && stats.isFile() && isFull(stats, bytes)) return 'full'
      write(descriptor, bytes)
      return stats.isFile() && fstatSync(descriptor).nlink === 0 ? 'gone' : 'written'
    } finally {
      closeSync(descriptor)
    }
  }

  const rotate = (bytes: Uint8Array): void => {
    const isStillFull = (): boolean => isFull(statSync(path, {throwIfNoEntry: false}) ?? {size: 0}, bytes)
    rotateLog(path, {files, isFull: isStillFull, rotator})
  }

  return (line) => {
    const bytes = Buffer.from(line)
    let state = append(bytes, {anyway: false})
    try {
      if (state === 'full') rotate(bytes)
    } finally {
      // Whoever puts the file away, and whether anybody can: the line has its place.
      for (let tries = 0; state !== 'written' && tries < 3; tries += 1) state = append(bytes, {anyway: true})
    }
  }
}
