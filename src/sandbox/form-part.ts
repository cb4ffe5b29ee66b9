import {type Spool} from './spool.js'

/** One part of a form. A file has a file name, text has none. */
export interface FormPart {
  readonly name: string
  readonly filename?: string
  readonly contentType?: string
  /** Of a part without a file name, where it is no longer than what is kept in memory. */
  readonly text?: string
  readonly content: Spool
}
