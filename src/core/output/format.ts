import {type Value} from '../values/value.js'

export type Format = 'json' | 'yaml' | 'table'

export interface FormatContext {
  /** Width of the terminal; undefined where the output goes elsewhere: nothing is cut then. */
  readonly columns?: number | undefined
  readonly color: boolean
}

/** Turns a value into text that ends with a line feed, or is empty; it writes nothing. */
export type Formatter = (value: Value, context: FormatContext) => string
