import {type Readable, type Writable} from 'node:stream'

/** A stream of the process and what is known of the terminal behind it. */
export interface OutputStream {
  readonly stream: Writable
  readonly isTerminal: boolean
  /** Width in columns; undefined where it is no terminal. */
  readonly columns?: number | undefined
  /**
   * Writes at once, without the stream, which takes milliseconds to open: answers how many of the bytes were taken. Only
   * for who comes first: what the stream still holds would come after.
   */
  readonly writeNow?: ((data: Uint8Array) => number) | undefined
}

/** The three streams of the process. stdout carries data only; everything else goes to stderr. */
export interface Io {
  readonly stdin: {readonly stream: Readable; readonly isTerminal: boolean}
  readonly stdout: OutputStream
  readonly stderr: OutputStream
}
