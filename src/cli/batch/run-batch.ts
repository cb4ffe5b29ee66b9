import {setMaxListeners} from 'node:events'
import {type Readable} from 'node:stream'
import {ExitCode} from '../../core/errors/exit-code.js'
import {FileError} from '../../core/errors/file-error.js'
import {type HwcError} from '../../core/errors/hwc-error.js'
import {PartialError} from '../../core/errors/partial-error.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {type OutputStream} from '../../core/io/io.js'
import {ClosedPipeError} from '../../core/io/write-stream.js'
import {type Session} from '../session.js'
import {AfterAnswer} from './call-line.js'
import {type DoneLines} from './done-lines.js'
import {lineHash} from './line-hash.js'
import {OrderedOutput} from './ordered-output.js'
import {errorLine, type LineOrigin} from './output-line.js'
import {type BatchLine, parseLine} from './parse-line.js'
import {type BatchProgress} from './progress.js'
import {ReadAhead} from './read-ahead.js'
import {type InputLine, LineReader} from './read-lines.js'

/** Takes every N-th line. */
export interface Shard {
  /** From 1. */
  readonly index: number
  readonly count: number
}

export interface BatchOptions {
  readonly input: Readable
  readonly output: OutputStream
  /** For messages. */
  readonly outputName?: string | undefined
  readonly isOrdered: boolean
  readonly concurrency: number
  readonly shard: Shard | undefined
  /** What earlier runs answered; undefined where there were none. */
  readonly done: DoneLines | undefined
  readonly progress: BatchProgress
  /** Checks a line, and answers what then makes its output line; what either throws becomes an error line. */
  readonly prepare: (line: BatchLine, origin: LineOrigin) => Promise<() => Promise<string>>
  /** How a run that did not come to its end is gone on with: one sentence. */
  readonly resumeHint: string
}

export interface BatchResult {
  readonly answered: number
  readonly failed: number
}

interface Turn {
  readonly input: InputLine
  /** From 0, in the order in which lines are called. */
  readonly turn: number
  readonly hash: string
}

/** The lines to call: not those of another shard, nor what an earlier run has done. */
class Turns {
  readonly #reader: LineReader
  readonly #options: BatchOptions
  #turn = 0

  constructor(options: BatchOptions) {
    this.#reader = new LineReader(options.input)
    this.#options = options
  }

  /** @throws {UsageError} where the input has changed since the earlier run. */
  async next(): Promise<Turn | undefined> {
    const {shard, done, progress} = this.#options
    for (;;) {
      // Nothing is waited for between taking a line and giving it its turn: lines keep their order.
      const input = this.#reader.take()
      if (!input) {
        if (this.#reader.hasEnded) break
        await this.#reader.fill()
        continue
      }
      const {number, bytes, offset} = input
      progress.read(offset)
      if (shard && (number - 1) % shard.count !== shard.index - 1) continue
      const hash = lineHash(bytes)
      if (done?.fateOf(number, () => hash) === 'done') continue
      const turn = this.#turn
      this.#turn += 1
      return {input, turn, hash}
    }
    // A line feed at the end of the input begins no line.
    done?.checkEnd(this.#reader.lines)
    return undefined
  }
}

interface OutputLine {
  readonly text: string
  readonly isOk: boolean
}

/** A line that is ready to be called. */
interface ReadyTurn {
  readonly turn: number
  readonly answer: () => Promise<OutputLine>
}

const failedLine = (origin: LineOrigin, error: unknown): OutputLine => {
  const failed = error instanceof AfterAnswer ? error : {cause: error, status: undefined}
  return {text: errorLine(origin, failed.cause, failed.status), isOk: false}
}

const prepareTurn = async (
  {input: {number, text, fault}, turn, hash}: Turn,
  prepare: BatchOptions['prepare'],
): Promise<ReadyTurn> => {
  const {id, line} = text === undefined ? {id: null, line: new UsageError(fault ?? '')} : parseLine(text)
  const origin = {id, number, hash}
  try {
    if (line instanceof UsageError) throw line
    const call = await prepare(line, origin)
    const answer = async (): Promise<OutputLine> =>
      call().then(
        (text) => ({text, isOk: true}),
        (error: unknown) => failedLine(origin, error),
      )
    return {turn, answer}
  } catch (error) {
    return {turn, answer: () => Promise.resolve(failedLine(origin, error))}
  }
}

/**
 * Answers the lines of the input, so many side by side, until the input ends, the output fails or a signal comes.
 * @throws {PartialError} where a line failed, or was not called any more.
 * @throws {UsageError} where the input is not the one of an earlier run.
 * @throws {FileError} where the output cannot be written.
 */
export const runBatch = async (session: Session, options: BatchOptions): Promise<BatchResult> => {
  const {runtime, signal} = session
  const {interruption} = runtime
  for (const shared of [signal, interruption.signal, interruption.first]) setMaxListeners(0, shared)
  const {output, outputName, isOrdered, concurrency, progress, prepare, resumeHint} = options
  const ordered = new OrderedOutput({output, name: outputName, isOrdered})
  const turns = new Turns(options)
  const readNext = async (): Promise<ReadyTurn | undefined> => {
    const turn = await turns.next()
    return turn && prepareTurn(turn, prepare)
  }
  // One after the other means that a line may need what the one before it has left behind.
  const ready = new ReadAhead(readNext, concurrency > 1 ? concurrency : 0)
  let answered = 0
  let failed = 0
  let sawEnd = false
  let fatal: unknown

  const mayStart = (): boolean => fatal === undefined && interruption.exitCode() === undefined && !signal.aborted
  const work = async (): Promise<void> => {
    while (mayStart()) {
      const next = await ready.next()
      if (!next) {
        sawEnd = true
        return
      }
      const {turn, answer} = next
      if (!ordered.hasRoom(turn)) await ordered.room(turn)
      if (!mayStart()) return
      const {text, isOk} = await answer()
      ordered.put(turn, text)
      answered += 1
      if (!isOk) failed += 1
      progress.add(isOk)
    }
  }
  const fail = (error: unknown): void => {
    fatal ??= error
    // Nobody can be told any more what the calls in flight answer.
    if (error instanceof ClosedPipeError || error instanceof FileError) session.abort(error)
  }
  const worker = async (): Promise<void> => work().catch(fail)

  // Whoever waits for input need not wait for it after a signal.
  const interrupted = new Promise<void>((resolve) => {
    const end = (): void => {
      options.input.destroy()
      resolve()
    }
    if (interruption.first.aborted || signal.aborted) end()
    interruption.first.addEventListener('abort', end, {once: true})
    signal.addEventListener('abort', end, {once: true})
  })
  void interrupted
  await Promise.all(Array.from({length: concurrency}, worker))
  await ordered.end().catch(fail)
  progress.stop()

  const code = interruption.exitCode()
  if (fatal !== undefined && !(code !== undefined && isPremature(fatal))) throw explain(fatal, {sawEnd, resumeHint})
  if (code !== undefined || (signal.aborted && !sawEnd)) throw stopped({code, answered, resumeHint})
  if (failed > 0)
    throw new PartialError(`${failed} of ${answered} lines failed.`, {hint: `Their answers say why. ${resumeHint}`})
  return {answered, failed}
}

/** The input was ended from here. */
const isPremature = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE'

const explain = (
  error: unknown,
  {sawEnd, resumeHint}: {readonly sawEnd: boolean; readonly resumeHint: string},
): unknown => {
  if (!(error instanceof ClosedPipeError) || sawEnd) return error
  return new FileError('Standard output was closed before every line was answered.', {hint: resumeHint})
}

const stopped = ({
  code,
  answered,
  resumeHint,
}: {
  readonly code: ExitCode | undefined
  readonly answered: number
  readonly resumeHint: string
}): HwcError => {
  const why = code === undefined ? 'The time was up' : code === ExitCode.Terminated ? 'Terminated' : 'Interrupted'
  return new PartialError(`${why} after ${answered} lines were answered.`, {hint: resumeHint})
}
