import {type Field, type Operation, type Pages, type Type} from '../../../src/core/catalog/types.js'
import {
  answerShape,
  type AnswerItems,
  type AnswerShape,
  isList,
  isRef,
  itemsOf,
  type PlacedField,
  type SchemaOf,
  toSnake,
  wireName,
} from './answer-shape.js'
import {isItemId, isNextLink, isNextMarker, type PagingProse, readCountProse, readPagingProse} from './paging-prose.js'

/** The description of a field that a schema (or an operation's request) has; empty where there is none. */
export type ProseOf = (owner: string, attribute: string) => string

export interface PagesSource {
  readonly operation: Operation
  /** The SDK's name of the request model. */
  readonly request: string
  readonly schema: SchemaOf
  readonly prose: ProseOf
}

/** Pages, or why an operation that looks like a list has none. */
export type Derived = {readonly pages: Pages} | {readonly reason: string}

/** A parameter of the query, or a field of the body, with what its description says. */
interface Candidate {
  readonly name: string
  readonly snake: string
  readonly field: Field
  readonly text: string
  readonly says: PagingProse
}

/** What the operations of one service version say of their parameters together. */
export interface Siblings {
  /** Some offset of the service counts pages: what does not say plainly what it counts may be such a one. */
  readonly offsetMayCountPages: boolean
  /** The first number of parameters that number pages, where all that say it agree. */
  readonly firstPage: ReadonlyMap<string, 0 | 1>
}

const limitNames = new Set(['limit', 'page_size', 'pagesize', 'per_page', 'size', 'maxitems'])
const offsetNames = new Set(['offset', 'start', 'start_number'])
const pageNames = new Set([
  'page',
  'page_no',
  'pageno',
  'page_num',
  'pagenum',
  'page_number',
  'page_index',
  'current_page',
  'cur_page',
])
/** What takes a marker, and what the answer calls the next one. */
const markerNames: Readonly<Record<string, readonly string[]>> = {
  marker: ['next_marker', 'marker'],
  next_marker: ['next_marker'],
  page_token: ['next_page_token', 'next_token', 'page_token'],
  next_token: ['next_token'],
  token: ['next_token'],
  continue: ['continue'],
  cursor: ['next_cursor', 'cursor'],
  scroll_id: ['scroll_id'],
  start: ['marker'],
  offset: ['next_offset'],
}
/** Objects of an answer that describe the page. */
const pageObjects = /^(?:page|page_info|paging|pagination|meta|meta_data|metadata|page_data)$/
const totalNames =
  /^(?:x_)?(?:total|total_?count|total_?num|total_?number|total_?size|total_?records?|total_?items|total_items_count|total_elements|all_?count)$/
const plainCounts = /^(?:count|size|num|number)$/
const listVerbs = /^(?:List|Query|Search|Show|Get|Find)/

const numeric: ReadonlySet<Type> = new Set<Type>(['integer', 'int32', 'int64'])
const isNumber = ({type}: Field): boolean => numeric.has(type)
const isScalar = ({type}: Field): boolean => numeric.has(type) || type === 'string'

const candidatesOf = ({operation, request, schema, prose}: PagesSource): readonly Candidate[] => {
  const {method, name, parameters, body} = operation
  const inBody = method === 'POST' && listVerbs.test(name) && body !== undefined && isRef(body) ? body.ref : undefined
  if (method !== 'GET' && inBody === undefined) return []
  const fields: readonly Field[] =
    inBody === undefined ? parameters.filter((parameter) => parameter.in === 'query') : schema(inBody).fields
  return fields.filter(isScalar).map((field) => {
    const text = prose(inBody ?? request, field.name)
    return {name: wireName(field), snake: toSnake(wireName(field)), field, text, says: readPagingProse(text)}
  })
}

const isPosition = ({snake}: Candidate): boolean =>
  Object.hasOwn(markerNames, snake) || offsetNames.has(snake) || pageNames.has(snake)

/** Reads what the operations of a service version say together. */
export const readSiblings = (sources: readonly PagesSource[]): Siblings => {
  const all = sources.flatMap(candidatesOf)
  const numbers = new Map<string, (0 | 1)[]>()
  for (const {snake, says} of all) {
    const first = says.first ?? (says.leastIsOne ? 1 : undefined)
    if (pageNames.has(snake) && first !== undefined) numbers.set(snake, [...(numbers.get(snake) ?? []), first])
  }
  return {
    offsetMayCountPages: all.some(({snake, says}) => snake === 'offset' && says.counts === 'pages'),
    firstPage: new Map(
      [...numbers].flatMap(([name, firsts]) => {
        const [first] = firsts
        return first !== undefined && firsts.length > 1 && new Set(firsts).size === 1 ? [[name, first] as const] : []
      }),
    ),
  }
}

/** The fields that may describe the page: the answer's own, those beside the list, and those of objects about pages. */
const around = ({top, inner}: AnswerShape, {path}: AnswerItems): readonly PlacedField[] => {
  const holder = path.slice(0, -1).join('/')
  const ofPage = inner.filter((each) => {
    const [object = ''] = each.path
    return object === holder || pageObjects.test(toSnake(object))
  })
  return [...ofPage.filter(({path: [object]}) => object === holder), ...top, ...ofPage].filter(({field}) =>
    isScalar(field),
  )
}

const totalOf = (near: readonly PlacedField[], prose: ProseOf): Pick<Pages, 'total' | 'countsAll'> => {
  const says = ({owner, field}: PlacedField): ReturnType<typeof readCountProse> =>
    readCountProse(prose(owner, field.name))
  const isNamed = (pattern: RegExp, {field}: PlacedField): boolean => pattern.test(toSnake(wireName(field)))
  const found =
    near.find((each) => isNamed(totalNames, each) && says(each) !== 'page') ??
    near.find((each) => isNamed(plainCounts, each) && says(each) === 'all')
  return found ? {total: found.path, ...(says(found) === 'all' && {countsAll: true as const})} : {}
}

const nextOf = (parameter: Candidate, near: readonly PlacedField[], prose: ProseOf): readonly string[] | undefined => {
  for (const wanted of markerNames[parameter.snake] ?? []) {
    const found = near.find(({path, field, owner}) => {
      if (toSnake(wireName(field)) !== wanted || (isNumber(parameter.field) && !isNumber(field))) return false
      if (/^next/.test(wanted)) return true
      // The same name may be the request's own marker, shown again.
      return (path.length > 1 && pageObjects.test(toSnake(path[0] ?? ''))) || isNextMarker(prose(owner, field.name))
    })
    if (found) return found.path
  }
  return undefined
}

const hasField = (type: Type, name: string, schema: SchemaOf): boolean =>
  isRef(type) && schema(type.ref).fields.some((field) => wireName(field) === name && isScalar(field))

/** `{links: {next}}`, `{next}`, `{servers_links: [{rel, href}]}`. */
const linkOf = ({top, inner}: AnswerShape, {schema, prose}: PagesSource): readonly string[] | undefined => {
  const listed = top.find(
    ({field: {type}, path: [name = '']}) =>
      /(?:^|_)links$/.test(toSnake(name)) &&
      isList(type) &&
      hasField(type.list, 'rel', schema) &&
      hasField(type.list, 'href', schema),
  )
  if (listed) return listed.path
  const inLinks = inner.find(
    ({path: [object, name], field}) => object === 'links' && name === 'next' && isScalar(field),
  )
  if (inLinks) return inLinks.path
  const own = top.find(
    ({path: [name], field, owner}) => name === 'next' && isScalar(field) && isNextLink(prose(owner, field.name)),
  )
  return own?.path
}

type Position = Pick<Pages, 'style' | 'parameter' | 'next' | 'key' | 'first' | 'aligned'>

const markerPosition = (candidate: Candidate, near: readonly PlacedField[], prose: ProseOf): Position | undefined => {
  const next = nextOf(candidate, near, prose)
  return next && {style: 'marker', parameter: candidate.name, next}
}

const offsetPosition = ({snake, name, field, says}: Candidate, {offsetMayCountPages}: Siblings): Position | string => {
  if (snake !== 'offset' && !isNumber(field)) return `${snake} is no number`
  if (says.counts === 'pages') {
    if (says.first === undefined && !says.leastIsOne) return 'an offset in pages whose first is not told'
    return {style: 'page', parameter: name, ...((says.first ?? 1) === 1 && {first: 1 as const})}
  }
  if (says.counts === undefined) return 'an offset that does not say what it counts'
  if (!says.isPlain && offsetMayCountPages) return 'an offset that may count pages, as others of the service do'
  if (says.leastIsOne && says.first === undefined) return 'an offset whose first is not told'
  return {
    style: 'offset',
    parameter: name,
    ...(says.first === 1 && {first: 1 as const}),
    ...(says.aligned && {aligned: true as const}),
  }
}

const pagePosition = ({snake, name, field, says}: Candidate, {firstPage}: Siblings): Position | string => {
  if (says.counts === 'items') return 'a page number that may count items'
  const told = says.first ?? (says.leastIsOne ? 1 : undefined) ?? firstPage.get(snake)
  if (told === undefined && !field.required) return 'a page number whose first is not told'
  return {style: 'page', parameter: name, ...(told !== 0 && {first: 1 as const})}
}

const keyPosition = ({name, text}: Candidate, {element}: AnswerItems, schema: SchemaOf): Position | string =>
  hasField(element, 'id', schema) && isItemId(text)
    ? {style: 'marker', parameter: name, key: 'id'}
    : 'a marker that no answer tells'

/** Tries what the answer itself tells first, then offsets, then page numbers, then the last item's id. */
const positionOf = (
  candidates: readonly Candidate[],
  near: readonly PlacedField[],
  {element}: {readonly element: AnswerItems},
  source: PagesSource,
  siblings: Siblings,
): {readonly candidate: Candidate; readonly position: Position} | string => {
  const reasons: string[] = []
  const attempt = (
    some: readonly Candidate[],
    find: (candidate: Candidate) => Position | string | undefined,
  ): {readonly candidate: Candidate; readonly position: Position} | undefined => {
    for (const candidate of some) {
      const position = find(candidate)
      if (typeof position === 'object') return {candidate, position}
      if (position !== undefined) reasons.push(position)
    }
    return undefined
  }
  return (
    attempt(candidates, (candidate) => markerPosition(candidate, near, source.prose)) ??
    attempt(
      candidates.filter(({snake}) => offsetNames.has(snake)),
      (candidate) => offsetPosition(candidate, siblings),
    ) ??
    attempt(
      candidates.filter(({snake}) => pageNames.has(snake)),
      (candidate) => pagePosition(candidate, siblings),
    ) ??
    attempt(
      candidates.filter(({snake}) => snake === 'marker'),
      (candidate) => keyPosition(candidate, element, source.schema),
    ) ??
    reasons[0] ??
    'no parameter that takes a position'
  )
}

/**
 * How the pages of an operation's list follow each other, as far as its parameters, its answer and their descriptions tell
 * with confidence; why not, for one that looks like a list; undefined for any other.
 */
export const derivePages = (source: PagesSource, siblings: Siblings): Derived | undefined => {
  const {operation, schema, prose} = source
  if (operation.streamResponse || operation.streamRequest) return undefined
  const candidates = candidatesOf(source)
  const positions = candidates.filter(isPosition)
  const limit = candidates.find(({snake}) => limitNames.has(snake))
  const shape = answerShape(operation, schema)
  // What shows one thing has links to it, not to more of it.
  const link = operation.method === 'GET' && operation.name.includes('List') ? linkOf(shape, source) : undefined
  const isPaged = limit !== undefined && positions.length > 0
  if (!isPaged && link === undefined && !positions.some(({snake}) => snake === 'marker')) return undefined
  const items = itemsOf(shape)
  if (typeof items === 'string') return {reason: items}
  const near = around(shape, items)
  const counted = totalOf(near, prose)
  const common = {items: items.path, ...(limit && {limit: limit.name}), ...counted}
  const found = positionOf(positions, near, {element: items}, source, siblings)
  if (typeof found === 'string') {
    return link === undefined ? {reason: found} : {pages: {style: 'link', ...common, next: link}}
  }
  const reverse = operation.parameters.find(
    (parameter) => parameter.type === 'boolean' && /^(?:page_reverse|reverse_page)$/.test(toSnake(wireName(parameter))),
  )
  const {candidate, position} = found
  if (candidate.says.staysOnLast && counted.total === undefined && position.style !== 'marker')
    return {reason: 'a last page that comes again, and no number of all items'}
  // If it counted pages after all, items would be passed over, and nobody would be told.
  if (position.style === 'offset' && !candidate.says.isPlain && counted.total === undefined)
    return {reason: 'an offset that may count pages, and no number of all items that would tell'}
  const {style, parameter = '', ...more} = position
  const drops =
    style === 'marker'
      ? positions.filter((each) => each !== candidate && each.snake === 'offset').map(({name}) => name)
      : []
  return {
    pages: {
      style,
      parameter,
      ...(operation.method === 'POST' && {inBody: true as const}),
      ...common,
      ...more,
      ...(candidate.says.needsLimit && limit && {needsLimit: true as const}),
      ...(drops.length > 0 && {drops}),
      ...(reverse && {reverse: wireName(reverse)}),
    },
  }
}
