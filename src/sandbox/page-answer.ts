import {isValueMap, NumberText, type Value} from '../core/values/value.js'
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

const cut = (all: readonly Value[], {scalars}: RequestEcho): Page => {
  const marker = scalarText(scalars.get('marker'))
  const after = marker === undefined || marker === '' ? -1 : all.findIndex((entry) => markerOf(entry) === marker)
  const start =
    marker !== undefined && marker !== ''
      ? after < 0
        ? all.length
        : after + 1
      : (wholeNumber(scalars.get('offset')) ?? 0)
  const limit = wholeNumber(scalars.get('limit')) ?? all.length
  const entries = all.slice(start, start + limit)
  const hasMore = start + entries.length < all.length && entries.length > 0
  return {entries, total: all.length, nextMarker: hasMore ? markerOf(entries.at(-1)) : undefined}
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

/** Cuts the list of an answer to the page that was asked for, and makes counts, markers and `page_info` agree with it. */
export const pageAnswer = (body: Value | undefined, plan: AnswerPlan, echo: RequestEcho): Value | undefined => {
  if (plan.list === undefined || body === undefined) return body
  const noCut: RequestEcho = {...echo, scalars: new Map()}
  const asked = plan.isPaged ? echo : noCut
  if (plan.list.length === 0) return Array.isArray(body) ? cut(body as readonly Value[], asked).entries : body
  const names = plan.list.slice(0, -1)
  const name = plan.list.at(-1) ?? ''
  const holder = names.reduce<Value | undefined>(
    (value, step) => (isValueMap(value) ? value.get(step) : undefined),
    body,
  )
  const all = isMutableMap(holder) ? holder.get(name) : undefined
  if (!isMutableMap(body) || !isMutableMap(holder) || !Array.isArray(all)) return body
  const page = cut(all as readonly Value[], asked)
  holder.set(name, page.entries)
  const near: readonly Value[] = [body, ...body.values(), ...holder.values()]
  for (const object of new Set(near)) if (isMutableMap(object)) describePage(object, page)
  return body
}
