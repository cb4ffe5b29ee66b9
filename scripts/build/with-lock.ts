import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

const patience = 300_000

const tryLock = (folder: string): boolean => {
  try {
    mkdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  writeFileSync(join(folder, 'pid'), String(process.pid))
  return true
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Frees a lock whose holder is gone. A holder that has not written its number yet counts as alive. */
const freeIfAbandoned = (folder: string): void => {
  try {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
    if (pid > 0 && !isAlive(pid)) rmSync(folder, {recursive: true, force: true})
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/**
 * Runs one at a time among processes: the others wait, five minutes at most.
 * @throws {Error} where the lock stays taken.
 */
export const withLock = async <Result>(folder: string, run: () => Promise<Result>): Promise<Result> => {
  const start = performance.now()
  while (!tryLock(folder)) {
    if (performance.now() - start > patience) throw new Error(`another build holds ${folder}; remove it if none runs`)
    freeIfAbandoned(folder)
    await sleep(100)
  }
  try {
    return await run()
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}
