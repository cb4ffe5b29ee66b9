import {execFile} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, writeFileSync} from 'node:fs'
import {delimiter, join} from 'node:path'
import {repositoryRoot} from './repository.js'

export interface ShellRun {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export interface ShellOptions {
  /** A folder of the test's own: the home, and where the script runs unless `cwd` says otherwise. */
  readonly home: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** A folder for PATH with `hwc`, the built program, and an `npx` that knows it alone. */
const writePrograms = (home: string): string => {
  const folder = join(home, '.bin')
  if (existsSync(folder)) return folder
  mkdirSync(folder, {recursive: true})
  const run = `exec ${quote(process.execPath)} ${quote(join(repositoryRoot, 'bin/run.js'))} "$@"`
  const programs = {hwc: run, npx: `[ "$1" = hwc ] || exit 127\nshift\n${run}`}
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

/** Runs a script in a POSIX shell that finds the built program as `hwc`. */
export const runShell = async (script: string, {home, cwd = home, env = {}}: ShellOptions): Promise<ShellRun> => {
  const path = [writePrograms(home), process.env['PATH'] ?? ''].join(delimiter)
  return new Promise((resolve) => {
    execFile(
      '/bin/sh',
      ['-c', script],
      {cwd, env: {PATH: path, HOME: home, ...env}, timeout: 20_000, killSignal: 'SIGKILL'},
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code
        resolve({stdout, stderr, exitCode: typeof code === 'number' ? code : 1})
      },
    )
  })
}
