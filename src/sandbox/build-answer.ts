import {type Field, type Schema, type Type} from '../core/catalog/types.js'
import {isValueMap, type Value} from '../core/values/value.js'
import {type AnswerPlan, isListType, isRefType, singular, wireName} from './answer-plan.js'
import {checkValue} from './check-value.js'
import {exampleEnumValue, exampleValue} from './example-value.js'
import {fitScalar, type RequestEcho} from './request-echo.js'
import {childSeed, type Seed, seedOf} from './seed.js'

/** Everything an answer's content follows from. */
export interface AnswerSource {
  readonly plan: AnswerPlan
  readonly schema: (name: string) => Schema
  readonly echo: RequestEcho
  readonly seed: Seed
  readonly token?: string
  readonly projectId: string
  readonly domainId: string
  readonly region: string
}

/** Entries that a list has in all: enough for pages where the operation pages, else three. */
export const entriesOf = ({isPaged}: AnswerPlan): number => (isPaged ? 5 : 3)

/** Objects deeper than this are left out. */
const deepest = 6

/** A list is no longer than this, however long the request's was. */
const mostEntries = 100

interface Place {
  /** The answer is an envelope of the thing, `{"vpc": {…}}`, not the thing itself. */
  readonly isWrapped: boolean
  readonly seed: Seed
  /** Wire names from the body down; entries of lists do not count. */
  readonly path: readonly string[]
  readonly owner: string
  /** The request's value at the same place. */
  readonly parallel: Value | undefined
  readonly isInList: boolean
  /** Schemas above, so that a schema that holds itself ends. */
  readonly above: readonly string[]
  readonly enum?: Field['enum']
  /** What an entry of a list is called: `availability_zone` in `availability_zone_list`. */
  readonly elementName?: string | undefined
}

/** Words that say nothing of what a list holds. */
const plainWords: ReadonlySet<string> = new Set([
  'items',
  'list',
  'data',
  'records',
  'result',
  'results',
  'body',
  'resources',
  'values',
])

/** Links to other pages are left out: one that was made up would send a client round for ever. */
const neighbourLink = /^(?:next|previous|prev)(?:_?(?:page_?)?(?:link|href|url))?$/

/** `createTime` → `create_time`. */
const ruleNames = new Map<string, string>()
const ruleName = (wire: string): string => {
  const known = ruleNames.get(wire)
  if (known !== undefined) return known
  const name = wire
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
  ruleNames.set(wire, name)
  return name
}

const ownerBelow = (wire: string, owner: string): string => (plainWords.has(wire) ? owner : singular(ruleName(wire)))

/** A value for a field of an answer. */
export const buildField = (field: Field, source: AnswerSource): Value =>
  valueOf(field.type, fieldPlace(field, rootPlace(source)), source) ?? ''

/** True unless the answer's own fields are those of a thing: its id or name, or what the request said plainly. */
const wraps = (fields: readonly Field[], body: Value | undefined): boolean =>
  !fields.some((field) => {
    const wire = wireName(field)
    return wire === 'id' || wire === 'name' || (!isRefType(field.type) && isValueMap(body) && body.has(wire))
  })

const rootPlace = ({plan, seed, echo}: AnswerSource): Place => ({
  isWrapped: wraps(plan.fields, echo.body),
  seed,
  path: [],
  owner: plan.owner,
  parallel: echo.body,
  isInList: false,
  above: [],
})

/** What the request says at the same place; where the answer wraps what the request says plainly, that. */
const parallelOf = (field: Field, {parallel, path, isWrapped}: Place): Value | undefined => {
  if (!isValueMap(parallel)) return undefined
  const isWrapper = isWrapped && path.length === 0 && isRefType(field.type)
  return parallel.get(wireName(field)) ?? (isWrapper ? parallel : undefined)
}

const fieldPlace = (field: Field, place: Place): Place => {
  const wire = wireName(field)
  return {
    ...place,
    seed: childSeed(place.seed, wire),
    path: [...place.path, wire],
    parallel: parallelOf(field, place),
    enum: field.enum,
    elementName: undefined,
  }
}

/** The whole body of an answer: made up, the same for the same request, with what the request said where it fits. */
export const buildBody = (source: AnswerSource): Value | undefined => {
  const {plan} = source
  const root = rootPlace(source)
  if (plan.wholeBody !== undefined) return valueOf(plan.wholeBody, root, source)
  return plan.fields.length === 0 ? undefined : objectOf(plan.fields, root, source)
}

/** The id of an object, where it has one: everything else about it follows from that, wherever it is shown. */
const idOf = (fields: readonly Field[], place: Place, source: AnswerSource): string | undefined => {
  const field = fields.find((each) => wireName(each) === 'id' && each.type === 'string')
  const id = field && valueOf(field.type, fieldPlace(field, place), source)
  return typeof id === 'string' ? id : undefined
}

const objectOf = (fields: readonly Field[], place: Place, source: AnswerSource): Value => {
  const object = new Map<string, Value>()
  const id = idOf(fields, place, source)
  const below = id === undefined ? place : {...place, seed: seedOf(id)}
  for (const field of fields) {
    const isId = id !== undefined && wireName(field) === 'id'
    const isLink = neighbourLink.test(ruleName(wireName(field))) && typeof field.type === 'string'
    const value = isId ? id : isLink ? undefined : valueOf(field.type, fieldPlace(field, below), source)
    if (value !== undefined) object.set(wireName(field), value)
  }
  return object
}

const valueOf = (type: Type, place: Place, source: AnswerSource): Value | undefined => {
  if (typeof type === 'string') return scalarOf(type, place, source)
  const wire = place.path.at(-1) ?? ''
  if (isListType(type)) return listOf(type.list, {...place, owner: ownerBelow(wire, place.owner)}, source)
  if ('map' in type) return mapOf(type.map, place, source)
  if (place.above.includes(type.ref) || place.above.length >= deepest) return undefined
  const owner = place.isInList || place.path.length === 0 ? place.owner : ownerBelow(wire, place.owner)
  return objectOf(source.schema(type.ref).fields, {...place, owner, above: [...place.above, type.ref]}, source)
}

const mapOf = (element: Type, place: Place, source: AnswerSource): Value => {
  const said = Array.from(isValueMap(place.parallel) ? place.parallel : []).filter(([, value]) => {
    let fits = true
    const fault = (): void => {
      fits = false
    }
    checkValue(value, element, '', {schema: source.schema, fault})
    return fits
  })
  if (said.length > 0) return new Map(said)
  const value = valueOf(element, {...place, path: [...place.path, 'key'], seed: childSeed(place.seed, 'key')}, source)
  return new Map(value === undefined ? [] : [['key', value]])
}

const listOf = (element: Type, place: Place, source: AnswerSource): Value => {
  const {plan} = source
  // A page shows what there is, not what was asked with; anything else may show the request's own entries.
  const said =
    plan.isPaged || !Array.isArray(place.parallel) || place.parallel.length === 0
      ? undefined
      : (place.parallel as readonly Value[])
  const elementName = singular(place.path.at(-1) ?? '').replace(/_?list$/i, '')
  const isMain = !place.isInList && plan.list?.join('/') === place.path.join('/')
  const count = said?.length ?? (isMain ? entriesOf(plan) : place.isInList || place.path.length > 1 ? 1 : 2)
  const entries = Array.from({length: Math.min(count, mostEntries)}, (_, index) =>
    valueOf(
      element,
      {...place, seed: childSeed(place.seed, index), parallel: said?.[index], isInList: true, elementName},
      source,
    ),
  )
  return entries.filter((entry) => entry !== undefined)
}

const scalarOf = (type: Extract<Type, string>, place: Place, source: AnswerSource): Value => {
  const {echo, token, projectId, domainId, region} = source
  const wire = place.path.at(-1) ?? ''
  // Of the thing itself, not of what it is made of.
  const isNearTop = !place.isInList && place.path.length <= (place.isWrapped ? 2 : 1)
  const said = fitScalar(place.parallel, type) ?? (isNearTop ? fitScalar(echo.scalars.get(wire), type) : undefined)
  if (said !== undefined) return said
  if (wire === 'id' && isNearTop) {
    const shown = fitScalar(echo.lastId, type)
    if (shown !== undefined) return shown
  }
  const name = ruleName(place.elementName ?? wire)
  const known = fitScalar(enumValue(exampleEnumValue(place.enum ?? [], name)), type)
  return known ?? exampleValue(type, place.seed, {name, owner: place.owner, token, projectId, domainId, region})
}

const enumValue = (value: string | number | boolean | undefined): Value | undefined =>
  typeof value === 'number' ? String(value) : value
