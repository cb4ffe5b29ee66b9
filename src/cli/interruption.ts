import {ExitCode} from '../core/errors/exit-code.js'
import {InterruptedError} from '../core/errors/interrupted-error.js'
import {type Io} from '../core/io/io.js'

/** How long a call in flight may still take after the first signal, in milliseconds (design §8). */
const grace = 10_000

/** How long removing what is unfinished may take after the second one, in milliseconds. */
const cleaning = 1000

export interface Interruption {
  /** Aborts at the second signal, or when the grace after the first is over: what is in flight then ends. */
  readonly signal: AbortSignal
  /** Aborts at the first signal: whoever waits for something that is not in flight need not wait any longer. */
  readonly first: AbortSignal
  /** The exit code to answer once a signal came: no call or retry may be started any more. */
  readonly exitCode: () => ExitCode | undefined
  /** Ends what is in flight for another reason than a signal. */
  readonly abort: (reason: unknown) => void
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

/**
 * The first SIGINT or SIGTERM lets what is in flight finish within ten seconds; the second ends it at once, and what is
 * unfinished on the disk is removed; a third one waits for nothing.
 */
export const createInterruption = (source: SignalSource, io: Io): Interruption => {
  let controller: AbortController | undefined
  let first: AbortController | undefined
  let firstCame: Promise<void> | undefined
  let tellFirst: (() => void) | undefined
  let exitCode: ExitCode | undefined
  let timer: NodeJS.Timeout | undefined
  let note = true

  // Made when they are asked for: few command lines need both.
  const last = (): AbortController => (controller ??= new AbortController())
  const end = (code: ExitCode): void => {
    last().abort(new InterruptedError(code))
    timer = setTimeout(() => source.exit(code), cleaning).unref()
  }
  const receive = (code: ExitCode) => (): void => {
    clearTimeout(timer)
    if (controller?.signal.aborted) source.exit(code)
    if (exitCode !== undefined) {
      end(code)
      return
    }
    exitCode = code
    first?.abort()
    tellFirst?.()
    // On a terminal its line holds ^C, and perhaps a bar.
    const cleared = io.stderr.isTerminal ? '\r\u001b[K' : ''
    if (note) io.stderr.stream.write(`${cleared}hwc: finishing the call in flight; once more ends it at once\n`)
    timer = setTimeout(() => {
      end(code)
    }, grace).unref()
  }
  const onInterrupt = receive(ExitCode.Interrupted)
  const onTerminate = receive(ExitCode.Terminated)

  return {
    get signal() {
      return last().signal
    },
    get first() {
      first ??= new AbortController()
      if (exitCode !== undefined) first.abort()
      return first.signal
    },
    exitCode: () => exitCode,
    abort: (reason) => {
      last().abort(reason)
    },
    listen: async ({quiet = false} = {}) => {
      note = !quiet
      source.on('SIGINT', onInterrupt)
      source.on('SIGTERM', onTerminate)
      firstCame ??= new Promise((resolve) => (tellFirst = resolve))
      if (exitCode === undefined) await firstCame
    },
    stop: () => {
      clearTimeout(timer)
      source.removeListener('SIGINT', onInterrupt)
      source.removeListener('SIGTERM', onTerminate)
    },
  }
}
