import {type Pages} from '../../../src/core/catalog/types.js'
import {type RecordedRequest, type ScriptedAnswer} from '../../support/local-server.js'

/** A list of five items, and how it is paged. */
export interface PagedList {
  readonly pages: Pages
  /** The type of the field that holds the next marker is a number. */
  readonly hasNumericMarker: boolean
  /** Wire names of the answer's fields that stand in its headers. */
  readonly headers: readonly string[]
}

export const itemIds = ['item-0', 'item-1', 'item-2', 'item-3', 'item-4'] as const
const pageSize = 2

const parametersOf = ({target, body}: RecordedRequest, inBody: boolean): ReadonlyMap<string, string> => {
  if (!inBody) return new Map(new URL(target, 'http://host').searchParams)
  const fields = JSON.parse(body.toString() || '{}') as Record<string, unknown>
  return new Map(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

/** Puts a value where a path leads to. */
const put = (root: Record<string, unknown>, path: readonly string[], value: unknown): void => {
  let holder = root
  for (const name of path.slice(0, -1)) {
    const inner = (holder[name] ?? {}) as Record<string, unknown>
    holder[name] = inner
    holder = inner
  }
  holder[path.at(-1) ?? ''] = value
}

/**
 * A service that serves one list two items a page, by what the catalogue says and in no other way: a request that it does
 * not expect gets no items. It is written without the program's own code of pages.
 */
export const pagedService = ({
  pages,
  hasNumericMarker,
  headers,
}: PagedList): ((request: RecordedRequest) => ScriptedAnswer) => {
  const {style, parameter = '', inBody = false, items, total, next, key, first = 0} = pages
  let origin: number | undefined
  let size = pageSize

  const startOf = (request: RecordedRequest): number => {
    const given = parametersOf(request, inBody)
    const text = given.get(style === 'link' ? 'from' : parameter)
    if (pages.limit !== undefined && given.has(pages.limit) && style === 'page') size = Number(given.get(pages.limit))
    if (style === 'offset' || style === 'page') {
      origin ??= text === undefined ? first : Number(text)
      return text === undefined ? 0 : (Number(text) - origin) * (style === 'page' ? size : 1)
    }
    const [, digits] = /^(?:marker-|item-)?(\d+)$/.exec(text ?? '') ?? []
    // What a call has to begin with is no marker of ours.
    if (origin === undefined || digits === undefined) {
      origin = 0
      return 0
    }
    return Number(digits) + (key !== undefined && next === undefined ? 1 : 0)
  }

  return (request) => {
    const start = startOf(request)
    const ids = itemIds.slice(start, start + size)
    const end = start + ids.length
    const list = ids.map((id) => ({[key ?? 'id']: id}))
    const answer: Record<string, unknown> = {}
    if (items.length > 0) put(answer, items, list)
    const hasMore = end < itemIds.length && ids.length > 0
    if (next !== undefined && style === 'marker')
      put(answer, next, hasMore ? (hasNumericMarker ? end : `marker-${end}`) : hasNumericMarker ? 0 : null)
    if (next !== undefined && style === 'link') {
      const href = `${request.target.split('?')[0] ?? ''}?from=${end}`
      const isList = next.length === 1 && /links$/.test(next[0] ?? '')
      const links = isList
        ? [{rel: 'self', href: '/'}, ...(hasMore ? [{rel: 'next', href}] : [])]
        : hasMore
          ? href
          : null
      put(answer, next, links)
    }
    const before = ((origin ?? first) - first) * (style === 'page' ? size : 1)
    const count = String(itemIds.length + (style === 'offset' || style === 'page' ? before : 0))
    const isHeader = total?.length === 1 && headers.includes(total[0] ?? '')
    if (total !== undefined && !isHeader && items.length > 0) put(answer, total, Number(count))
    return {
      headers: {'content-type': 'application/json', ...(isHeader && {[total[0] ?? '']: count})},
      body: JSON.stringify(items.length > 0 ? answer : list),
    }
  }
}
