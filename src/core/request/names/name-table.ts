import {type Field, type Operation, type Parameter, type Place} from '../../catalog/types.js'
import {findSpelling, wireName} from './find-spelling.js'
import {flagName} from './flag-name.js'
import {nameKey} from '../../catalog/name-key.js'
import {isForm, schemaOf, type SchemaLookup} from './schema-lookup.js'

/** A parameter of an operation or a top-level field of its body, and what it may be called. */
export interface NameEntry {
  readonly place: Place
  readonly field: Field | Parameter
  /** Says the place: `query.limit`. Every entry has one, and no two of an operation are the same name. */
  readonly qualified: string
  /** `limit`, where no reserved flag and no other attribute of the operation is the same name. */
  readonly short?: string
}

/** The names of one operation. */
export interface NameTable {
  /** Parameters in the order of the SDK's request model, then the body's fields in theirs. */
  readonly entries: readonly NameEntry[]
  /** The most pieces between dots that a name of this table has. */
  readonly longest: number
  /** The entries that a whole typed name (without dashes) means: none, one, or several that it could be. */
  readonly lookUp: (text: string) => readonly NameEntry[]
}

const places: readonly Place[] = ['path', 'query', 'header', 'form', 'host', 'body']

/** The place that a word names, in any case. */
export const placeOf = (word: string): Place | undefined => places.find((place) => place === nameKey(word))

/** The name that help shows and that is the one to type. */
export const shownName = ({short, qualified}: NameEntry): string => short ?? qualified

/** How many pieces the dots of a text make of it. */
export const pieces = (text: string): number => text.split('.').length

const listFields = (operation: Operation, schema: SchemaLookup): {place: Place; field: Field}[] => {
  const place = isForm(operation) ? 'form' : 'body'
  const fields = operation.streamRequest ? [] : (schemaOf(operation.body, schema)?.fields ?? [])
  return [
    ...operation.parameters.map((field) => ({place: field.in, field})),
    ...fields.map((field) => ({place, field}) as const),
  ]
}

/**
 * Builds the names of an operation (design §1, one rule for names). `reserved` are the names of the reserved flags, which
 * no parameter has as its short name.
 */
export const nameTable = (operation: Operation, schema: SchemaLookup, reserved: Iterable<string>): NameTable => {
  const listed = listFields(operation, schema)
  const taken = new Set([...Array.from(reserved, nameKey), ...places])
  const counts = new Map<string, number>()
  for (const {field} of listed) {
    const key = nameKey(field.name)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }

  const entries = listed.map(({place, field}): NameEntry => {
    const key = nameKey(field.name)
    const isShort = !taken.has(key) && (field.short === true || counts.get(key) === 1)
    const name = flagName(field.name)
    return {place, field, qualified: `${place}.${name}`, ...(isShort && {short: name})}
  })
  const longest = 1 + Math.max(1, ...entries.flatMap(({field}) => [pieces(field.name), pieces(wireName(field))]))

  const find = (among: readonly NameEntry[], text: string): readonly NameEntry[] =>
    findSpelling(among, text, ({field}) => field)

  const lookUpQualified = (text: string): readonly NameEntry[] => {
    const dot = text.indexOf('.')
    const place = dot < 0 ? undefined : placeOf(text.slice(0, dot))
    if (!place) return []
    return find(
      entries.filter((entry) => entry.place === place),
      text.slice(dot + 1),
    )
  }

  const lookUp = (text: string): readonly NameEntry[] => {
    const pinned = entries.filter(({short, field}) => field.short && short && nameKey(short) === nameKey(text))
    if (pinned.length > 0) return pinned
    const qualified = lookUpQualified(text)
    return qualified.length > 0 || placeOf(text) ? qualified : find(entries, text)
  }

  return {entries, longest, lookUp}
}
