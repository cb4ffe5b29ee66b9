import {type Pages} from '../../catalog/types.js'
import {PagingError} from '../../errors/paging-error.js'
import {isValueMap, NumberText, type Value} from '../../values/value.js'
import {valueAt} from '../../values/value-at.js'

/** What an answer says of its page. */
export interface PageContent {
  readonly items: readonly Value[]
  /** The marker of the next page, or the link to it. */
  readonly next?: string
  /** The marker came as a number: a position in the list, that grows. */
  readonly isNumber?: true
  /** How many items there are on all pages. */
  readonly total?: number
}

/** A text or the digits of a number; nothing where it is empty. */
const textOf = (value: Value | undefined): string | undefined => {
  const text = value instanceof NumberText ? value.text : value
  return typeof text === 'string' && text !== '' ? text : undefined
}

/** A link is a text, or an object or a list of objects of which one has `rel: next` and the link as `href`. */
const linkOf = (value: Value | undefined): string | undefined => {
  if (!Array.isArray(value)) return textOf(isValueMap(value) ? value.get('href') : value)
  const next = value.find((link: Value) => isValueMap(link) && link.get('rel') === 'next') as Value | undefined
  return isValueMap(next) ? textOf(next.get('href')) : undefined
}

const countOf = (value: Value | undefined): number | undefined => {
  const text = textOf(value) ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

const isFilledList = (value: Value): boolean => Array.isArray(value) && value.length > 0

/**
 * The items of an answer. A list that is empty may be left out; an answer that holds another one instead is not what the
 * catalogue says.
 */
const itemsOf = (answer: Value | undefined, path: readonly string[]): readonly Value[] => {
  const name = path.join('.')
  const list = valueAt(answer, path) ?? null
  if (Array.isArray(list)) return list as readonly Value[]
  if (list !== null)
    throw new PagingError(`The answer's ${name === '' ? 'body' : name} is no list: its pages cannot be followed`)
  if (answer === undefined) return []
  if (!isValueMap(answer)) throw new PagingError(`The answer holds no ${name}: its pages cannot be followed`)
  const holder = valueAt(answer, path.slice(0, -1)) ?? answer
  const others = [...answer.values(), ...(isValueMap(holder) ? holder.values() : [])]
  if (!others.some(isFilledList)) return []
  throw new PagingError(`The answer holds another list and no ${name}: its pages cannot be followed`)
}

/** Reads a page by what the catalogue says of it. @throws {PagingError} where the answer is none. */
export const pageContent = (answer: Value | undefined, pages: Pages): PageContent => {
  const items = itemsOf(answer, pages.items)
  const last = items.at(-1)
  const told = pages.next && valueAt(answer, pages.next)
  const key = pages.key !== undefined && isValueMap(last) ? textOf(last.get(pages.key)) : undefined
  const next = pages.style === 'link' ? linkOf(told) : (textOf(told) ?? key)
  const total = pages.total && countOf(valueAt(answer, pages.total))
  return {
    items,
    ...(next !== undefined && {next}),
    ...(told instanceof NumberText && {isNumber: true as const}),
    ...(total !== undefined && {total}),
  }
}
