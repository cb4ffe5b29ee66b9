import {ExitCode} from '../core/errors/exit-code.js'
import {type Io} from '../core/io/io.js'

/** How long a call in flight may still take after the first signal, in milliseconds (design §8). */
const grace = 10_000

export interface Interruption {
  /** Aborts when the grace after the first signal is over: what is in flight then ends. */
  readonly signal: AbortSignal
  /** The exit code to answer once a signal came: no call or retry may be started any more. */
  readonly exitCode: () => ExitCode | undefined
  /** Begins to listen: before that a signal ends the process at once. Answers when the first signal has come. */
  readonly listen: (options?: {readonly quiet?: boolean}) => Promise<void>
  /** Ends listening, so that nothing keeps the process alive. */
  readonly stop: () => void
}

interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  removeListener(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  exit(code: number): never
}

/** The first SIGINT or SIGTERM lets what is in flight finish within ten seconds; the second ends the process at once. */
export const createInterruption = (source: SignalSource, io: Io): Interruption => {
  const controller = new AbortController()
  let exitCode: ExitCode | undefined
  let timer: NodeJS.Timeout | undefined
  let note = true
  let tellFirst = (): void => undefined
  const first = new Promise<void>((resolve) => {
    tellFirst = resolve
  })

  const receive = (code: ExitCode) => (): void => {
    if (exitCode !== undefined) source.exit(code)
    exitCode = code
    tellFirst()
    if (note) io.stderr.stream.write('hwc: finishing the call in flight; once more ends it at once\n')
    timer = setTimeout(() => {
      controller.abort()
    }, grace)
    timer.unref()
  }
  const onInterrupt = receive(ExitCode.Interrupted)
  const onTerminate = receive(ExitCode.Terminated)

  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    listen: async ({quiet = false} = {}) => {
      note = !quiet
      source.on('SIGINT', onInterrupt)
      source.on('SIGTERM', onTerminate)
      return first
    },
    stop: () => {
      clearTimeout(timer)
      source.removeListener('SIGINT', onInterrupt)
      source.removeListener('SIGTERM', onTerminate)
    },
  }
}
