import {rmSync, statSync, writeFileSync} from 'node:fs'
import {readPrivateFile} from '../config/private-file.js'

/** What waiting for another process needs. */
export interface Waiting {
  readonly processId: number
  readonly isAlive: (processId: number) => boolean
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly userId: number | undefined
  readonly now: () => Date
}

/** A lock is stale after this time, in milliseconds, or when its owner is gone. */
const staleAfter = 30_000
const pause = 50

/** Whether the lock is ours now, another's, or not to be had at all (a full disk, a file system that cannot be written). */
const tryLock = (path: string, processId: number): 'ours' | 'held' | 'impossible' => {
  try {
    writeFileSync(path, String(processId), {mode: 0o600, flag: 'wx'})
    return 'ours'
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'held' : 'impossible'
  }
}

const isStale = (path: string, {isAlive, now, userId}: Waiting): boolean => {
  try {
    if (now().getTime() - statSync(path).mtimeMs > staleAfter) return true
    const owner = readPrivateFile(path, {userId, maximumBytes: 64})
    return owner !== undefined && /^\d+$/.test(owner) && !isAlive(Number(owner))
  } catch {
    return false
  }
}

/**
 * Runs `work` while this process alone holds the lock, or answers what `peek` finds once another process has done the
 * work. Whoever waits too long, or cannot lock at all, goes on without: the work is done twice then, never not at all.
 */
export const whileLocked = async <Result>(
  path: string,
  waiting: Waiting,
  {peek, work}: {readonly peek: () => Result | undefined; readonly work: () => Promise<Result>},
): Promise<Result> => {
  let lock = tryLock(path, waiting.processId)
  for (let waited = 0; lock === 'held' && waited <= staleAfter; waited += pause) {
    const done = peek()
    if (done !== undefined) return done
    if (isStale(path, waiting)) rmSync(path, {force: true})
    else await waiting.sleep(pause)
    lock = tryLock(path, waiting.processId)
  }
  try {
    return peek() ?? (await work())
  } finally {
    if (lock === 'ours') rmSync(path, {force: true})
  }
}
