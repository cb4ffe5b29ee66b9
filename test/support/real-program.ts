import {spawnSync} from 'node:child_process'

const isThere = (program: string, words: readonly string[]): boolean => spawnSync(program, words).error === undefined

/** Skips the tests of a `describe` where a program is not installed, and says so; `.ci/run` installs it where it can. */
export const needsProgram = (program: string, ...words: readonly string[]): void => {
  before(function () {
    if (isThere(program, words)) return
    process.stdout.write(`      skipped: ${program} is not installed\n`)
    this.skip()
  })
}
