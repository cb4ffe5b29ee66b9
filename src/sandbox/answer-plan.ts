import {type Field, type Operation, type Pages, type Schema, type Type} from '../core/catalog/types.js'

/** How the answer of an operation is laid out; the same for every call of it. */
export interface AnswerPlan {
  /** Fields that a header of the answer fills. */
  readonly headers: readonly Field[]
  /** The body's type where it is no object: the SDK maps such a body to a field named `body` (spec §7). */
  readonly wholeBody?: Type
  readonly fields: readonly Field[]
  /** Wire names that lead to the list of the answer; none: the body is the list. Undefined: there is no list. */
  readonly list?: readonly string[]
  /** True where the operation takes a limit, an offset or a marker. */
  readonly isPaged: boolean
  /** How its pages follow each other, where the catalogue says that. */
  readonly pages?: Pages
  /** What the path is about: `vpc` for `/v1/{project_id}/vpcs/{vpc_id}`. */
  readonly owner: string
}

export const wireName = ({name, wire = name}: Field): string => wire

export const isListType = (type: Type): type is {readonly list: Type} => typeof type === 'object' && 'list' in type

export const isRefType = (type: Type): type is {readonly ref: string} => typeof type === 'object' && 'ref' in type

const pagingNames: ReadonlySet<string> = new Set(['limit', 'offset', 'marker'])

/** `vpcs` → `vpc`, `policies` → `policy`; a word that is no plural stays. */
export const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^su])s$/, '$1')

const ownerOf = (path: string): string => {
  const literal = path.split('/').findLast((segment) => /^[A-Za-z][\w-]*$/.test(segment))
  return singular((literal ?? '').toLowerCase())
}

const listAmong = (fields: readonly Field[]): string | undefined => {
  const lists = fields.filter(({type}) => isListType(type))
  const list = lists.find(({type}) => isListType(type) && isRefType(type.list)) ?? lists[0]
  return list && wireName(list)
}

const locateList = (fields: readonly Field[], schema: (name: string) => Schema): readonly string[] | undefined => {
  const own = listAmong(fields)
  if (own !== undefined) return [own]
  for (const field of fields) {
    const inner = isRefType(field.type) ? listAmong(schema(field.type.ref).fields) : undefined
    if (inner !== undefined) return [wireName(field), inner]
  }
  return undefined
}

const takesPaging = ({parameters, body}: Operation, schema: (name: string) => Schema): boolean =>
  parameters.some((parameter) => parameter.in === 'query' && pagingNames.has(wireName(parameter))) ||
  (body !== undefined && isRefType(body) && schema(body.ref).fields.some((field) => pagingNames.has(wireName(field))))

const plans = new WeakMap<Operation, AnswerPlan>()

/** The plan of an operation's answer, made once. */
export const answerPlan = (operation: Operation, schema: (name: string) => Schema): AnswerPlan => {
  const known = plans.get(operation)
  if (known !== undefined) return known
  const inHeaders = new Set(operation.responseHeaders)
  const all = schema(operation.response).fields
  const fields = all.filter((field) => !inHeaders.has(wireName(field)))
  const [only] = fields
  const wholeBody = fields.length === 1 && only && wireName(only) === 'body' ? only.type : undefined
  const {pages} = operation
  const located = wholeBody === undefined ? locateList(fields, schema) : isListType(wholeBody) ? [] : undefined
  const list = pages?.items ?? located
  const plan: AnswerPlan = {
    headers: all.filter((field) => inHeaders.has(wireName(field))),
    ...(wholeBody !== undefined && {wholeBody}),
    fields,
    ...(list !== undefined && {list}),
    isPaged: pages !== undefined || takesPaging(operation, schema),
    ...(pages && {pages}),
    owner: ownerOf(operation.path),
  }
  plans.set(operation, plan)
  return plan
}
