import {spawn} from 'node:child_process'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {repositoryRoot} from './repository.js'

export interface HwcRun {
  readonly stdout: string
  /** stdout as it came: for answers that are no text. */
  readonly stdoutBytes: Buffer
  readonly stderr: string
  /** Undefined where a signal ended the process. */
  readonly exitCode: number | undefined
  readonly signal: NodeJS.Signals | undefined
}

export interface HwcRunOptions {
  /** Added to an environment that holds PATH, HOME and the XDG folders and switches instance metadata off. */
  readonly env?: Readonly<Record<string, string>>
  /** What stdin gives before it ends; without it stdin is empty. */
  readonly stdin?: string | Uint8Array
  /** A home to use and to keep; by default an empty one that is removed after the run. */
  readonly home?: string
  readonly cwd?: string
  /** The entry to run; by default the built program's. */
  readonly entry?: string
  /** Milliseconds after which the run is killed; 20 s by default. */
  readonly timeout?: number
}

const systemVariables = ['PATH', 'SystemRoot', 'ComSpec', 'PATHEXT'] as const

const environment = (home: string): Record<string, string> => ({
  ...Object.fromEntries(systemVariables.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
  HOME: home,
  USERPROFILE: home,
  TMPDIR: tmpdir(),
  XDG_CACHE_HOME: join(home, '.cache'),
  XDG_CONFIG_HOME: join(home, '.config'),
  HWC_DISABLE_METADATA: 'true',
})

const spawnHwc = async (argv: readonly string[], home: string, options: HwcRunOptions): Promise<HwcRun> =>
  new Promise((resolve, reject) => {
    const entry = options.entry ?? join(repositoryRoot, 'bin/run.js')
    const child = spawn(process.execPath, [entry, ...argv], {
      cwd: options.cwd ?? home,
      env: {...environment(home), ...options.env},
      timeout: options.timeout ?? 20_000,
      killSignal: 'SIGKILL',
    })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    // A program that does not read its stdin may close it first.
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.stdin ?? '')
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const stdoutBytes = Buffer.concat(stdout)
      resolve({
        stdout: stdoutBytes.toString('utf8'),
        stdoutBytes,
        stderr: Buffer.concat(stderr).toString('utf8'),
        exitCode: code ?? undefined,
        signal: signal ?? undefined,
      })
    })
  })

/**
 * Runs the built program as a process of its own, in a home of its own, with no setting from the environment and no
 * way to the machine's metadata service.
 */
export const runHwc = async (argv: readonly string[], options: HwcRunOptions = {}): Promise<HwcRun> => {
  if (options.home !== undefined) return spawnHwc(argv, options.home, options)
  const home = await mkdtemp(join(tmpdir(), 'hwc-home-'))
  try {
    return await spawnHwc(argv, home, options)
  } finally {
    await rm(home, {recursive: true, force: true})
  }
}
