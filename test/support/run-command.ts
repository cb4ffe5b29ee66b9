import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable, Writable} from 'node:stream'
import {createInterruption} from '../../src/cli/interruption.js'
import {main} from '../../src/cli/main.js'
import {type Runtime} from '../../src/cli/runtime.js'
import {type Io, type OutputStream} from '../../src/core/io/io.js'
import {builtCatalog} from './built-catalog.js'
import {repositoryRoot} from './repository.js'

export interface CommandRun {
  readonly stdout: string
  /** stdout as it came: for answers that are no text. */
  readonly stdoutBytes: Buffer
  readonly stderr: string
  readonly exitCode: number
}

/** The world of a command that runs in this process; nothing of the process's own environment or home is in it. */
export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>
  /** A home to use and to keep; by default an empty one that is removed after the run. */
  readonly home?: string
  /** By default the home. */
  readonly cwd?: string
  /** What stdin gives before it ends; by default it is empty. */
  readonly stdin?: string | Uint8Array
  /** The columns of the terminal that all three streams are; by default they are none. */
  readonly terminal?: number
  /** The clock; by default the machine's. */
  readonly now?: () => Date
  /** Where instance metadata is served, `host:port`. */
  readonly metadataHost?: string
  /** By default nobody waits: it returns at once. */
  readonly sleep?: Runtime['sleep']
}

class Output {
  readonly chunks: Buffer[] = []
  readonly stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      this.chunks.push(chunk)
      done()
    },
  })

  get bytes(): Buffer {
    return Buffer.concat(this.chunks)
  }

  toStream(terminal: number | undefined): OutputStream {
    return {stream: this.stream, isTerminal: terminal !== undefined, columns: terminal}
  }
}

const noSignals = {
  on: () => undefined,
  removeListener: () => undefined,
  exit: (code: number): never => {
    throw new Error(`The command wanted to end the process with ${String(code)}`)
  },
}

const createRuntime = (io: Io, home: string, options: CommandOptions): Runtime => ({
  root: repositoryRoot,
  version: '0.0.0',
  io,
  // Instance metadata is beyond loopback: no test asks it, unless it has one of its own.
  env: {...(options.metadataHost === undefined && {HWC_DISABLE_METADATA: 'true'}), ...options.env},
  home,
  cwd: options.cwd ?? home,
  platform: process.platform,
  architecture: process.arch,
  nodeVersion: process.versions.node,
  systemRelease: () => 'test',
  temporaryFolder: tmpdir,
  randomBytes: (count) => new Uint8Array(count),
  userId: process.getuid?.(),
  processId: process.pid,
  isAlive: () => true,
  now: options.now ?? (() => new Date()),
  clock: () => performance.now(),
  random: () => 0.5,
  sleep: options.sleep ?? (() => Promise.resolve()),
  interruption: createInterruption(noSignals, io),
  errorOutput: {},
  ...(options.metadataHost === undefined ? {} : {metadataHost: options.metadataHost}),
  catalog: () => Promise.resolve(builtCatalog),
})

const runIn = async (argv: readonly string[], home: string, options: CommandOptions): Promise<CommandRun> => {
  const [stdout, stderr] = [new Output(), new Output()]
  const {stdin = '', terminal} = options
  const io: Io = {
    stdin: {stream: Readable.from([Buffer.from(stdin)]), isTerminal: terminal !== undefined},
    stdout: stdout.toStream(terminal),
    stderr: stderr.toStream(terminal),
  }
  const runtime = createRuntime(io, home, options)
  const exitCode = await main(argv, {root: repositoryRoot, version: runtime.version, runtime})
  return {
    stdout: stdout.bytes.toString('utf8'),
    stdoutBytes: stdout.bytes,
    stderr: stderr.bytes.toString('utf8'),
    exitCode,
  }
}

/**
 * Runs one command line through `main` in this process, in a world of its own: what the built program does in some tenths
 * of a second takes milliseconds.
 */
export const runCommand = async (argv: readonly string[], options: CommandOptions = {}): Promise<CommandRun> => {
  if (options.home !== undefined) return runIn(argv, options.home, options)
  const home = await mkdtemp(join(tmpdir(), 'hwc-home-'))
  try {
    return await runIn(argv, home, options)
  } finally {
    await rm(home, {recursive: true, force: true})
  }
}
