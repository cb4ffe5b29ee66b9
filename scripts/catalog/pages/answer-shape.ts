import {type Field, type Operation, type Schema, type Type} from '../../../src/core/catalog/types.js'

export type SchemaOf = (name: string) => Schema

/** A field of an answer and the wire names that lead to it; `owner` is the schema that has it. */
export interface PlacedField {
  readonly path: readonly string[]
  readonly field: Field
  readonly owner: string
}

export const wireName = ({name, wire = name}: Field): string => wire

/** `pageInfo`, `X-Total` → `page_info`, `x_total`. */
export const toSnake = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()

export const isList = (type: Type): type is {readonly list: Type} => typeof type === 'object' && 'list' in type

export const isRef = (type: Type): type is {readonly ref: string} => typeof type === 'object' && 'ref' in type

const placed = (owner: string, prefix: readonly string[], schema: SchemaOf): readonly PlacedField[] =>
  schema(owner).fields.map((field) => ({path: [...prefix, wireName(field)], field, owner}))

/** What an answer is made of, two levels deep. */
export interface AnswerShape {
  /** The answer is a list itself. */
  readonly isList: boolean
  /** The element of the list that it is. */
  readonly element?: Type
  readonly top: readonly PlacedField[]
  /** Those of the objects among them. */
  readonly inner: readonly PlacedField[]
}

/** The fields of an operation's answer. Where the SDK knows nothing but one field `body`, that is the whole (spec §7). */
export const answerShape = ({response, responseHeaders = []}: Operation, schema: SchemaOf): AnswerShape => {
  const all = placed(response, [], schema)
  const headers = all.filter(({field}) => responseHeaders.includes(wireName(field)))
  const fields = all.filter((each) => !headers.includes(each))
  const [only] = fields
  const whole =
    fields.length === 1 && only !== undefined && wireName(only.field) === 'body' ? only.field.type : undefined
  if (whole !== undefined && isList(whole)) return {isList: true, element: whole.list, top: headers, inner: []}
  const own = whole !== undefined && isRef(whole) ? placed(whole.ref, [], schema) : whole === undefined ? fields : []
  return {
    isList: false,
    // A header fills a field of an object; it has no place in a list.
    top: [...own, ...headers],
    inner: own.flatMap(({path, field: {type}}) => (isRef(type) ? placed(type.ref, path, schema) : [])),
  }
}

/** The list of an answer whose items are paged. */
export interface AnswerItems {
  readonly path: readonly string[]
  readonly element: Type
}

const isLinks = ({field}: PlacedField): boolean => /(?:^|_)links?$/.test(toSnake(wireName(field)))

const listsAmong = (fields: readonly PlacedField[]): readonly PlacedField[] =>
  fields.filter((each) => isList(each.field.type) && !isLinks(each))

const chooseList = (lists: readonly PlacedField[]): PlacedField | undefined => {
  if (lists.length <= 1) return lists[0]
  const ofObjects = lists.filter(({field: {type}}) => isList(type) && isRef(type.list))
  return ofObjects.length === 1 ? ofObjects[0] : undefined
}

/** The one list of an answer: at its top, else in one of its objects. A word says why there is none to choose. */
export const itemsOf = ({
  isList: isWhole,
  element,
  top,
  inner,
}: AnswerShape): AnswerItems | 'no list' | 'several lists' => {
  if (isWhole && element !== undefined) return {path: [], element}
  const near = listsAmong(top)
  const lists = near.length > 0 ? near : listsAmong(inner)
  const chosen = chooseList(lists)
  if (!chosen || !isList(chosen.field.type)) return lists.length === 0 ? 'no list' : 'several lists'
  return {path: chosen.path, element: chosen.field.type.list}
}
