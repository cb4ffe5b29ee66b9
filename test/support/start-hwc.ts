import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process'
import {once} from 'node:events'
import {join} from 'node:path'
import {repositoryRoot} from './repository.js'

/** A run of the built program that is still under way. */
export interface StartedHwc {
  readonly child: ChildProcessWithoutNullStreams
  /** What came so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  /** Waits until something stands in one of them. @throws {Error} with both where the program ends before that. */
  readonly until: (stream: 'stdout' | 'stderr', pattern: RegExp) => Promise<void>
  /** The exit code, or the signal that ended the process; when both streams are closed. */
  readonly ended: Promise<number | NodeJS.Signals>
}

export interface StartHwcOptions {
  /** The whole environment but for PATH. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** Milliseconds after which the run is killed; 20 s by default. */
  readonly timeout?: number
}

/** Starts the built program as a process whose stdin, signals and streams are the test's. stdin stays open. */
export const startHwc = (argv: readonly string[], {env, cwd, timeout = 20_000}: StartHwcOptions): StartedHwc => {
  const child = spawn(process.execPath, [join(repositoryRoot, 'bin/run.js'), ...argv], {
    cwd,
    env: {...(process.env['PATH'] && {PATH: process.env['PATH']}), ...env},
    timeout,
    killSignal: 'SIGKILL',
  })
  const texts = {stdout: '', stderr: ''}
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8')
    child[name].on('data', (chunk: string) => (texts[name] += chunk))
  }
  child.stdin.on('error', () => undefined)
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const ended = closed.then(([code, signal]) => code ?? signal ?? 'SIGKILL')
  const until = async (name: 'stdout' | 'stderr', pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(texts[name])) resolve()
      }
      child[name].on('data', look)
      look()
      void ended.then((code) => {
        reject(
          new Error(`hwc ended with ${String(code)} and without ${String(pattern)}: ${texts.stdout}${texts.stderr}`),
        )
      })
    })
  return {child, stdout: () => texts.stdout, stderr: () => texts.stderr, until, ended}
}
