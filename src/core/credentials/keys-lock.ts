import {lstatSync, rmSync, writeFileSync} from 'node:fs'
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

/**
 * A lock gets its text with its file, in one go: one that has none after this time, in milliseconds, was left behind by a
 * process that was killed in between, or is no lock. Should a process have slept so long just there, work is done twice.
 */
const unfinishedAfter = 2_000

/** Whether the lock is ours now, another's, or not to be had at all (a full disk, a file system that cannot be written). */
const tryLock = (path: string, processId: number): 'ours' | 'held' | 'impossible' => {
  try {
    writeFileSync(path, String(processId), {mode: 0o600, flag: 'wx'})
    return 'ours'
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'held' : 'impossible'
  }
}

const ageOf = (path: string, {now}: Waiting): number => now().getTime() - lstatSync(path).mtimeMs

/** The process that a lock says it belongs to; undefined where it is damaged, or no file of ours. */
const ownerOf = (path: string, {userId}: Waiting): number | undefined => {
  const text = readPrivateFile(path, {userId, maximumBytes: 64}) ?? ''
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined
}

const isStale = (path: string, waiting: Waiting): boolean => {
  try {
    const age = ageOf(path, waiting)
    if (age > staleAfter) return true
    const owner = ownerOf(path, waiting)
    return owner === undefined ? Math.abs(age) > unfinishedAfter : !waiting.isAlive(owner)
  } catch {
    return false
  }
}

/**
 * Removes a lock that is stale. One process does so at a time, and looks again once it is the one: or two that found the
 * same lock stale could remove it one after the other, the second the lock that a third has taken in between.
 */
const breakLock = (path: string, waiting: Waiting): 'broken' | 'held' | 'impossible' => {
  const breaker = `${path}.break`
  try {
    if (tryLock(breaker, waiting.processId) !== 'ours') {
      if (Math.abs(ageOf(breaker, waiting)) > unfinishedAfter) rmSync(breaker, {force: true})
      return 'held'
    }
  } catch {
    return 'held'
  }
  try {
    if (!isStale(path, waiting)) return 'held'
    rmSync(path, {force: true})
    return 'broken'
  } catch {
    return 'impossible'
  } finally {
    rmSync(breaker, {force: true})
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
    const state = isStale(path, waiting) ? breakLock(path, waiting) : 'held'
    if (state === 'impossible') break
    if (state === 'held') await waiting.sleep(pause)
    lock = tryLock(path, waiting.processId)
  }
  try {
    return peek() ?? (await work())
  } finally {
    // Whoever took so long that the lock was broken leaves it to the one that has it now.
    if (lock === 'ours' && ownerOf(path, waiting) === waiting.processId) rmSync(path, {force: true})
  }
}
