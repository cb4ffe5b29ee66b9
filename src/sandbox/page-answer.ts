import {type Pages} from '../core/catalog/types.js'
import {isValueMap, NumberText, type Value} from '../core/values/value.js'
import {valueAt} from '../core/values/value-at.js'
import {type AnswerPlan} from './answer-plan.js'
import {type RequestEcho} from './request-echo.js'

const totalNames = /^(?:x[-_])?total$|^count$|^(?:total|all)_?(?:count|num|number|size|items|records)$/i
/** True for names of what counts all entries, not those of one page: `total_count`, `X-Total`. */
export const isTotalName = (name: string): boolean => totalNames.test(name)

const pageCountNames = /^(?:current|page|current_page)_?count$/i
const markerNames = /^(?:next_?)?marker$|^next_?(?:page_?)?token$/i
const moreNames = /^(?:has_?more|has_?next|is_?truncated|truncated)$/i

const scalarText = (value: Value | undefined): string | undefined =>
  value instanceof NumberText ? value.text : typeof value === 'string' ? value : undefined

/** What a marker names an entry by: its id, else its first text. */
const markerOf = (entry: Value | undefined): string | undefined => {
  if (!isValueMap(entry)) return scalarText(entry)
  const texts = Array.from(entry.values(), scalarText)
  return scalarText(entry.get('id')) ?? texts.find((text) => text !== undefined)
}

const wholeNumber = (value: Value | undefined): number | undefined => {
  const text = scalarText(value) ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

interface Page {
  readonly entries: readonly Value[]
  readonly total: number
  readonly nextMarker: string | undefined
}

/** Where a page begins, and how many entries it may hold. */
interface Asked {
  readonly start: number
  readonly limit: number
}

/** What names an entry among the others: its own marker where no other has the same, else its place. */
const uniqueMarker = (all: readonly Value[], index: number): string | undefined => {
  const marker = markerOf(all[index])
  return marker !== undefined && all.every((entry, at) => at === index || markerOf(entry) !== marker)
    ? marker
    : `entry-${index}`
}

/** The place after the entry that a marker names; nothing follows one that is not there. */
const startAfter = (marker: string, all: readonly Value[], isNumber: boolean): number => {
  if (isNumber) return wholeNumber(marker) ?? 0
  const found = all.findIndex((_, index) => uniqueMarker(all, index) === marker)
  return found < 0 ? all.length : found + 1
}

const startOf = (
  all: readonly Value[],
  {scalars}: RequestEcho,
  {pages, limit, isNumber}: {readonly pages: Pages | undefined; readonly limit: number; readonly isNumber: boolean},
): number => {
  const {style, parameter = '', first = 0} = pages ?? {}
  const marker = scalarText(scalars.get(style === 'marker' ? parameter : 'marker'))
  if (marker !== undefined && marker !== '' && (style === undefined || style === 'marker'))
    return startAfter(marker, all, isNumber)
  if (style !== 'offset' && style !== 'page') return wholeNumber(scalars.get('offset')) ?? 0
  const number = (wholeNumber(scalars.get(parameter)) ?? first) - first
  return Math.max(0, number) * (style === 'page' ? limit : 1)
}

const asked = (all: readonly Value[], echo: RequestEcho, pages: Pages | undefined, isNumber: boolean): Asked => {
  const limit = wholeNumber(echo.scalars.get(pages?.limit ?? 'limit')) ?? all.length
  return {limit, start: startOf(all, echo, {pages, limit, isNumber})}
}

/** `isNumber`: the answer's marker is one, and counts the entries before the next page. */
const cut = (all: readonly Value[], echo: RequestEcho, pages?: Pages, isNumber = false): Page => {
  const {start, limit} = asked(all, echo, pages, isNumber)
  const entries = all.slice(start, start + limit)
  const end = start + entries.length
  const hasMore = end < all.length && entries.length > 0
  const nextMarker = isNumber ? String(end) : uniqueMarker(all, end - 1)
  return {entries, total: all.length, nextMarker: hasMore ? nextMarker : undefined}
}

/** Sets counts, markers and the like of one object to what the page holds. */
const describePage = (object: Map<string, Value>, page: Page): void => {
  for (const [name, value] of object) {
    const isNumber = value instanceof NumberText
    if (isNumber && isTotalName(name)) object.set(name, new NumberText(String(page.total)))
    else if (isNumber && pageCountNames.test(name)) object.set(name, new NumberText(String(page.entries.length)))
    else if (typeof value === 'boolean' && moreNames.test(name)) object.set(name, page.nextMarker !== undefined)
    else if (markerNames.test(name)) {
      if (page.nextMarker === undefined) object.delete(name)
      else object.set(name, page.nextMarker)
    } else if (/^previous_?marker$/i.test(name)) object.delete(name)
  }
}

const isMutableMap = (value: Value | undefined): value is Map<string, Value> => value instanceof Map

/** Sets a field that the catalogue names, where the answer has the object that it belongs to. */
const setAt = (body: Value, path: readonly string[] | undefined, value: Value | undefined): void => {
  const holder = path && valueAt(body, path.slice(0, -1))
  const name = path?.at(-1)
  if (name === undefined || !isMutableMap(holder)) return
  if (value === undefined) holder.delete(name)
  else holder.set(name, value)
}

/** Cuts the list of an answer to the page that was asked for, and makes counts, markers and `page_info` agree with it. */
export const pageAnswer = (body: Value | undefined, plan: AnswerPlan, echo: RequestEcho): Value | undefined => {
  if (plan.list === undefined || body === undefined) return body
  const {pages} = plan
  const noCut: RequestEcho = {...echo, scalars: new Map()}
  const wanted = plan.isPaged ? echo : noCut
  if (plan.list.length === 0) return Array.isArray(body) ? cut(body as readonly Value[], wanted, pages).entries : body
  const name = plan.list.at(-1) ?? ''
  const holder = valueAt(body, plan.list.slice(0, -1))
  const all = isMutableMap(holder) ? holder.get(name) : undefined
  if (!isMutableMap(body) || !isMutableMap(holder) || !Array.isArray(all)) return body
  const isNumber =
    pages?.style === 'marker' && pages.next !== undefined && valueAt(body, pages.next) instanceof NumberText
  const page = cut(all as readonly Value[], wanted, pages, isNumber)
  holder.set(name, page.entries)
  const near: readonly Value[] = [body, ...body.values(), ...holder.values()]
  for (const object of new Set(near)) if (isMutableMap(object)) describePage(object, page)
  if (pages?.style === 'marker') {
    const {nextMarker} = page
    setAt(body, pages.next, nextMarker !== undefined && isNumber ? new NumberText(nextMarker) : nextMarker)
  }
  const counted = pages?.total && valueAt(body, pages.total)
  if (counted instanceof NumberText) setAt(body, pages?.total, new NumberText(String(page.total)))
  else if (typeof counted === 'string') setAt(body, pages?.total, String(page.total))
  return body
}
