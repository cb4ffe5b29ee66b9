import {type Value} from '../../values/value.js'
import {type FormatContext} from '../format.js'

/** Turns the items of a list into text while they come, page by page; it writes nothing. */
export interface ItemsWriter {
  /** The text of some more items, with what stands before the first ones. */
  add(items: readonly Value[]): string
  /** What stands after the last item. */
  end(): string
  /** What is still to be shown where the list breaks off: nothing that would look as if it were whole. */
  breakOff(): string
}

/** `path` leads to the list in the answer: what comes is the same object with nothing but that list. */
export type OpenItems = (path: readonly string[], context: FormatContext) => ItemsWriter
