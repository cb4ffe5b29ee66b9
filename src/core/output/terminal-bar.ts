import {type Writable} from 'node:stream'
import {type OutputStream} from '../io/io.js'
import {displayWidth} from './display-width.js'

/** A bar on a terminal's last line. */
export interface TerminalBar {
  /** Draws how much of the total has come, and what is said beside it. */
  update(value: number, text: string): void
  /** Takes the bar away. */
  stop(): void
}

export interface TerminalBarOptions {
  /** What stands before the bar. */
  readonly label: string
  /** Undefined where nobody knows: then there is text and no bar. */
  readonly total: number | undefined
  /** Beside the bar, at the start. */
  readonly text: string
  /** The most columns that the text will take. */
  readonly textWidth: number
}

const widest = 30
const narrowest = 5

/** A format of cli-progress that fits in a line: where there is no room for a bar, the percentage alone. */
const formatFor = (
  {label, total, textWidth}: TerminalBarOptions,
  columns: number,
): {readonly format: string; readonly barsize: number} => {
  const before = label === '' ? '' : '{label} '
  if (!total) return {format: `${before}{text}`, barsize: widest}
  const taken = (label === '' ? 0 : displayWidth(label) + 1) + '[] 100 % '.length + textWidth
  // The last column stays free: who writes in it may find himself on the next line.
  const room = Math.min(widest, columns - 1 - taken)
  return room < narrowest
    ? {format: `${before}{percentage} % {text}`, barsize: widest}
    : {format: `${before}[{bar}] {percentage} % {text}`, barsize: room}
}

const saveCursor = '\u001b7'
const restoreCursor = '\u001b8'

/**
 * The stream without cli-progress's way back to the line that it began on: what was said meanwhile, of a signal for
 * instance, has pushed the bar down from there.
 */
const stayingBelow = (stream: Writable): NodeJS.WritableStream => {
  const write = (text: string): boolean => text === saveCursor || text === restoreCursor || stream.write(text)
  return Object.create(stream, {write: {value: write}}) as NodeJS.WritableStream
}

/** Starts a bar, no wider than the terminal, and gone when it is stopped. */
export const startBar = async (
  {stream, columns = 80}: OutputStream,
  options: TerminalBarOptions,
): Promise<TerminalBar> => {
  const {default: cliProgress} = await import('cli-progress')
  const bar = new cliProgress.SingleBar(
    {
      ...formatFor(options, columns),
      stream: stayingBelow(stream),
      clearOnComplete: true,
      hideCursor: false,
      // Else the terminal would cut lines that are not the bar's, too.
      linewrap: true,
    },
    cliProgress.Presets.legacy,
  )
  const {label, total, text} = options
  bar.start(total ?? 1, 0, {label, text})
  return {
    update: (value, said) => {
      bar.update(total ? value : 0, {text: said})
    },
    stop: () => {
      bar.stop()
    },
  }
}
