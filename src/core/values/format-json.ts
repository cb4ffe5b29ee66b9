import {isValueMap, NumberText, type Value} from './value.js'

export interface JsonLayout {
  /** Spaces per level; 0: one line. */
  readonly indent: number
  /** Between entries of a one-line form and after a colon. */
  readonly comma: string
  readonly colon: string
  readonly quote: (text: string) => string
}

/** Two spaces a level, as `JSON.stringify(value, null, 2)` lays it out. */
export const prettyJson: JsonLayout = {indent: 2, comma: ',', colon: ': ', quote: JSON.stringify}

/** No blank anywhere. */
export const compactJson: JsonLayout = {indent: 0, comma: ',', colon: ':', quote: JSON.stringify}

/** Writes a value as JSON; numbers with the digits they have. @throws {TypeError} for a file, which has no JSON form. */
export const formatJson = (value: Value, layout: JsonLayout = prettyJson): string => {
  const {indent, comma, colon, quote} = layout
  const block = (open: string, entries: readonly string[], close: string, depth: number): string => {
    if (entries.length === 0) return open + close
    if (indent === 0) return open + entries.join(comma) + close
    const pad = '\n' + ' '.repeat(indent * (depth + 1))
    return open + pad + entries.join(',' + pad) + '\n' + ' '.repeat(indent * depth) + close
  }
  const format = (item: Value, depth: number): string => {
    if (item === null || typeof item === 'boolean') return String(item)
    if (typeof item === 'string') return quote(item)
    if (item instanceof NumberText) return item.text
    if (Array.isArray(item))
      return block(
        '[',
        item.map((entry: Value) => format(entry, depth + 1)),
        ']',
        depth,
      )
    if (isValueMap(item))
      return block(
        '{',
        Array.from(item, ([key, entry]) => quote(key) + colon + format(entry, depth + 1)),
        '}',
        depth,
      )
    throw new TypeError('A file has no JSON form')
  }
  return format(value, 0)
}
