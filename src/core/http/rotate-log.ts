import {closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync} from 'node:fs'

/** Who rotates; the token is nobody else's. */
export interface Rotator {
  readonly token: string
  readonly now: () => Date
}

/** Renaming some files takes no time: a lock of this age was left behind, in milliseconds. */
const staleAfter = 10_000

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

const exists = (path: string): boolean => statSync(path, {throwIfNoEntry: false}) !== undefined

const takeLock = (path: string, {token}: Rotator): boolean => {
  let descriptor: number
  try {
    descriptor = openSync(path, 'wx', 0o600)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    writeSync(descriptor, token)
    return true
  } finally {
    closeSync(descriptor)
  }
}

const removeStaleLock = (path: string, {now}: Rotator): void => {
  const stats = statSync(path, {throwIfNoEntry: false})
  if (stats && now().getTime() - stats.mtimeMs > staleAfter) rmSync(path, {force: true})
}

/** False too where the lock is gone: whoever was stopped for long must not go on. */
const isOurs = (path: string, {token}: Rotator): boolean => {
  try {
    return readFileSync(path, 'utf8') === token
  } catch {
    return false
  }
}

/**
 * Puts a log away as `<path>.1` and those before it up by one, so that there are `files` at most, the current one included:
 * what falls off the end is removed. Only one process does it at a time; whoever finds another at it, or the file put away
 * already, does nothing and goes on. What a process that died left half done, the next one finishes.
 * @throws what the file system throws.
 */
export const rotateLog = (
  path: string,
  {files, isFull, rotator}: {readonly files: number; readonly isFull: () => boolean; readonly rotator: Rotator},
): void => {
  const lock = `${path}.lock`
  if (!takeLock(lock, rotator)) {
    removeStaleLock(lock, rotator)
    return
  }
  const numbered = (number: number): string => (number === 0 ? path : `${path}.${number}`)
  try {
    if (!isFull()) return
    let free = 1
    while (free < files && exists(numbered(free))) free += 1
    if (free === files) {
      if (!isOurs(lock, rotator)) return
      free -= 1
      rmSync(numbered(free), {force: true})
    }
    for (let number = free; number > 0; number -= 1) {
      if (!isOurs(lock, rotator)) return
      renameSync(numbered(number - 1), numbered(number))
    }
  } finally {
    if (isOurs(lock, rotator)) rmSync(lock, {force: true})
  }
}
