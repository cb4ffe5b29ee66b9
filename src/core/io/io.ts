import {type Readable, type Writable} from 'node:stream'

/** A stream of the process and what is known of the terminal behind it. */
export interface OutputStream {
  readonly stream: Writable
  readonly isTerminal: boolean
  /** Width in columns; undefined where it is no terminal. */
  readonly columns?: number | undefined
}

/** The three streams of the process. stdout carries data only; everything else goes to stderr. */
export interface Io {
  readonly stdin: {readonly stream: Readable; readonly isTerminal: boolean}
  readonly stdout: OutputStream
  readonly stderr: OutputStream
}
