import {type OutputStream} from '../io/io.js'
import {startBar} from './terminal-bar.js'

/** How far a transfer has come. */
export interface Progress {
  /** So many bytes more. */
  update(bytes: number): void
  /** Ends the display; nothing is shown afterwards. */
  stop(): void
}

export interface ProgressOptions {
  /** `auto`: a bar on a terminal, else nothing. */
  readonly mode: 'auto' | 'plain' | 'none'
  readonly quiet: boolean
  readonly stream: OutputStream
  /** What is transferred: `uploading demo.jpg`. */
  readonly label: string
  /** In bytes; undefined where nobody knows. */
  readonly total?: number | undefined
}

const silent: Progress = {update: () => undefined, stop: () => undefined}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** `1.5 MiB`. */
export const formatBytes = (bytes: number): string => {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1)
  return `${power === 0 ? bytes : (bytes / 1024 ** power).toFixed(1)} ${units[power] ?? 'B'}`
}

/** A line for each tenth of the total, or for each 10 MiB where it is not known. */
const plainProgress = ({stream: {stream}, label, total}: ProgressOptions): Progress => {
  const step = total ? total / 10 : 10 * 1024 * 1024
  let done = 0
  let told = 0
  const tell = (): void => {
    told = done
    const of = total ? ` of ${formatBytes(total)} (${Math.min(100, Math.floor((done / total) * 100))} %)` : ''
    stream.write(`${label}: ${formatBytes(done)}${of}\n`)
  }
  return {
    update: (bytes) => {
      done += bytes
      if (done - told >= step) tell()
    },
    stop: () => {
      if (done > told) tell()
    },
  }
}

const barProgress = async ({stream, label, total}: ProgressOptions): Promise<Progress> => {
  const bar = await startBar(stream, {label, total, text: formatBytes(0), textWidth: '1023.9 KiB'.length})
  let done = 0
  return {
    update: (bytes) => {
      done += bytes
      bar.update(done, formatBytes(done))
    },
    stop: () => {
      bar.stop()
    },
  }
}

/** Shows a transfer on stderr: a bar on a terminal, lines if asked for, nothing if quiet. */
export const createProgress = async (options: ProgressOptions): Promise<Progress> => {
  if (options.quiet || options.mode === 'none') return silent
  if (options.mode === 'plain') return plainProgress(options)
  return options.stream.isTerminal ? barProgress(options) : silent
}
