import {fstatSync, writeSync} from 'node:fs'
import {release, tmpdir} from 'node:os'
import {type Catalog} from '../core/catalog/catalog.js'
import {type Io} from '../core/io/io.js'
import {createInterruption, type Interruption} from './interruption.js'

/** The world outside, built once by `main` and handed to everything that needs a part of it. */
export interface Runtime {
  /** The folder that holds `dist`, `package.json` and `oclif.manifest.json`. */
  readonly root: string
  readonly version: string
  readonly io: Io
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly cwd: string
  readonly platform: NodeJS.Platform
  readonly architecture: string
  readonly nodeVersion: string
  readonly systemRelease: () => string
  readonly temporaryFolder: () => string
  readonly randomBytes: (count: number) => Uint8Array
  /** The user's numeric id; undefined on systems that have none. */
  readonly userId: number | undefined
  readonly processId: number
  /** Whether a process runs, whoever's it is. */
  readonly isAlive: (processId: number) => boolean
  /** Where instance metadata is served, `host:port`: for tests, which have no instance. */
  readonly metadataHost?: string
  readonly now: () => Date
  /** Milliseconds since some moment, with fractions; never set back. */
  readonly clock: () => number
  /** In [0, 1). */
  readonly random: () => number
  /** Ends early when one of the signals aborts. */
  readonly sleep: (milliseconds: number, ...signals: readonly (AbortSignal | undefined)[]) => Promise<void>
  readonly interruption: Interruption
  /** What the profile says of the output, once a command has read it: it decides how a failure is told. */
  readonly errorOutput: {profile?: string}
  /** A function: what never names a service must not pay for the catalogue. */
  readonly catalog: () => Promise<Catalog>
}

const homeFolder = (env: Runtime['env'], platform: NodeJS.Platform): string =>
  (platform === 'win32' ? env['USERPROFILE'] : env['HOME']) ?? ''

const sleep = async (milliseconds: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      for (const signal of signals) signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, signals.some((signal) => signal?.aborted) ? 0 : milliseconds)
    for (const signal of signals) signal?.addEventListener('abort', end)
  })

const isAlive = (processId: number): boolean => {
  try {
    // Signal 0 is never delivered: it only asks.
    return process.kill(processId, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether it may be a terminal: looked up without opening the stream. */
const isDevice = (descriptor: number): boolean => {
  try {
    return fstatSync(descriptor).isCharacterDevice()
  } catch {
    return true
  }
}

const writeNow =
  (descriptor: number) =>
  (data: Uint8Array): number => {
    try {
      return writeSync(descriptor, data)
    } catch (error) {
      // A pipe that is full and does not wait.
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0
      throw error
    }
  }

/** Where what a stream was given before has been written as well: pipes and files, but for Windows. */
const writesNow = (descriptor: number): ReturnType<typeof writeNow> | undefined =>
  process.platform === 'win32' || isDevice(descriptor) ? undefined : writeNow(descriptor)

const processIo = (): Io => ({
  stdin: {
    get stream() {
      return process.stdin
    },
    get isTerminal() {
      return process.stdin.isTTY
    },
  },
  stdout: {
    get stream() {
      return process.stdout
    },
    get isTerminal() {
      return isDevice(1) && process.stdout.isTTY
    },
    get writeNow() {
      return writesNow(1)
    },
    get columns() {
      return process.stdout.columns
    },
  },
  stderr: {
    get stream() {
      return process.stderr
    },
    get isTerminal() {
      return isDevice(2) && process.stderr.isTTY
    },
    get writeNow() {
      return writesNow(2)
    },
    get columns() {
      return process.stderr.columns
    },
  },
})

/** The process as it is. Streams are opened when they are first used: a stream that nobody touches costs nothing. */
export const createRuntime = ({root, version}: Pick<Runtime, 'root' | 'version'>): Runtime => {
  let catalog: Promise<Catalog> | undefined
  const io = processIo()
  return {
    root,
    version,
    io,
    env: process.env,
    home: homeFolder(process.env, process.platform),
    cwd: process.cwd(),
    platform: process.platform,
    architecture: process.arch,
    nodeVersion: process.versions.node,
    systemRelease: () => release(),
    temporaryFolder: () => tmpdir(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    userId: process.getuid?.(),
    processId: process.pid,
    isAlive,
    now: () => new Date(),
    clock: () => performance.now(),
    random: Math.random,
    sleep,
    errorOutput: {},
    interruption: createInterruption(process, io),
    catalog: () =>
      (catalog ??= import('../core/catalog/catalog.js').then(({Catalog}) => new Catalog(`${root}/dist/catalog`))),
  }
}
