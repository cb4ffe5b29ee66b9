import {type SourceType} from './source-types.js'

const primitives = new Map<string, SourceType>([
  ['str', {primitive: 'string'}],
  ['int', {primitive: 'integer'}],
  ['float', {primitive: 'number'}],
  ['bool', {primitive: 'boolean'}],
  ['datetime', {primitive: 'datetime'}],
  ['date', {primitive: 'date'}],
  ['bytes', {primitive: 'bytes'}],
  ['file', {primitive: 'file'}],
  ['object', {primitive: 'any'}],
  ['decimal.Decimal', {primitive: 'decimal'}],
  ['dict', {map: {primitive: 'any'}}],
])

const isClassName = (text: string): boolean => {
  const [first = ''] = text
  return first >= 'A' && first <= 'Z' && [...text].every((character) => /\w/.test(character))
}

/** Reads `str`, `list[list[int]]`, `dict(str, list[Tag])`, `Vpc`; undefined where the text is no such type. */
export const parseType = (text: string): SourceType | undefined => {
  const primitive = primitives.get(text)
  if (primitive) return primitive
  if (text.startsWith('list[') && text.endsWith(']')) {
    const list = parseType(text.slice('list['.length, -1))
    return list && {list}
  }
  if (text.startsWith('dict(str, ') && text.endsWith(')')) {
    const map = parseType(text.slice('dict(str, '.length, -1))
    return map && {map}
  }
  return isClassName(text) ? {class: text} : undefined
}
