import {type OutputStream} from '../../core/io/io.js'
import {startBar} from '../../core/output/terminal-bar.js'

/** How far a batch has come. */
export interface BatchProgress {
  /** One line more is answered. */
  add(isOk: boolean): void
  /** So many bytes of the input are read. */
  read(offset: number): void
  /** Ends the display. */
  stop(): void
}

export interface BatchProgressOptions {
  /** `auto`: a bar on a terminal, else nothing. */
  readonly mode: 'auto' | 'plain' | 'none'
  readonly stream: OutputStream
  /** Of the input, in bytes; undefined where nobody knows. */
  readonly total: number | undefined
  readonly now: () => Date
}

const silent: BatchProgress = {add: () => undefined, read: () => undefined, stop: () => undefined}

/** How often a plain line is written, and a bar is drawn, in milliseconds. */
const plainPause = 10_000
const drawPause = 100

interface Counts {
  done: number
  failed: number
  offset: number
}

const counting = (draw: (counts: Counts) => void, stop: (counts: Counts) => void): BatchProgress => {
  const counts: Counts = {done: 0, failed: 0, offset: 0}
  return {
    add: (isOk) => {
      counts.done += 1
      if (!isOk) counts.failed += 1
      draw(counts)
    },
    read: (offset) => {
      counts.offset = offset
    },
    stop: () => {
      stop(counts)
    },
  }
}

const seldom = <T>(pause: number, now: () => Date, act: (value: T) => void): ((value: T) => void) => {
  let last = now().getTime()
  return (value) => {
    const time = now().getTime()
    if (time - last < pause) return
    last = time
    act(value)
  }
}

const plain = ({stream: {stream}, total, now}: BatchProgressOptions): BatchProgress => {
  const tell = ({done, failed, offset}: Counts): void => {
    const share = total ? ` (${Math.floor((offset / total) * 100)} % of the input)` : ''
    stream.write(`hwc: ${done} lines answered, ${failed} failed${share}\n`)
  }
  return counting(seldom(plainPause, now, tell), tell)
}

const textOf = ({done, failed}: Pick<Counts, 'done' | 'failed'>): string => `${done} lines, ${failed} failed`

/** Columns for a million lines, half of them failed. */
const textWidth = textOf({done: 1_000_000, failed: 500_000}).length

const bar = async ({stream, total, now}: BatchProgressOptions): Promise<BatchProgress> => {
  const shown = await startBar(stream, {label: '', total, text: textOf({done: 0, failed: 0}), textWidth})
  return counting(
    seldom(drawPause, now, (counts) => {
      shown.update(counts.offset, textOf(counts))
    }),
    () => {
      shown.stop()
    },
  )
}

/** Shows on stderr how many lines are answered: a bar on a terminal, lines where they are asked for. */
export const createBatchProgress = async (options: BatchProgressOptions): Promise<BatchProgress> => {
  if (options.mode === 'none') return silent
  if (options.mode === 'plain') return plain(options)
  return options.stream.isTerminal ? bar(options) : silent
}
