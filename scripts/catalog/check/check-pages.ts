import {type Field, type Operation, type Pages, type Schema, type Type} from '../../../src/core/catalog/types.js'
import {type CatalogData} from '../files/catalog-data.js'
import {type ServiceOverlay} from '../overlay/service-overlay.js'
import {type Problem} from './problem.js'

type Schemas = ReadonlyMap<string, Schema>

const wireName = ({name, wire = name}: Field): string => wire

const styles = ['marker', 'offset', 'page', 'link']
const keys = [
  'style',
  'parameter',
  'inBody',
  'items',
  'limit',
  'total',
  'countsAll',
  'next',
  'key',
  'first',
  'aligned',
  'needsLimit',
  'drops',
  'reverse',
]

const fieldsOf = (type: Type | undefined, schemas: Schemas): readonly Field[] =>
  typeof type === 'object' && 'ref' in type ? (schemas.get(type.ref)?.fields ?? []) : []

/** The type that a path leads to in an answer; a field `body` that is all there is is the answer (spec §7). */
const typeAt = (
  {response, responseHeaders = []}: Operation,
  path: readonly string[],
  schemas: Schemas,
): Type | undefined => {
  const all = schemas.get(response)?.fields ?? []
  const [only, ...more] = all.filter((field) => !responseHeaders.includes(wireName(field)))
  const isWhole = only !== undefined && more.length === 0 && wireName(only) === 'body'
  let type: Type | undefined = isWhole ? only.type : {ref: response}
  for (const [depth, name] of path.entries()) {
    const inHeader =
      depth === 0
        ? all.find((field) => responseHeaders.includes(wireName(field)) && wireName(field) === name)
        : undefined
    type = (inHeader ?? fieldsOf(type, schemas).find((field) => wireName(field) === name))?.type
  }
  return type
}

const isList = (type: Type | undefined): type is {readonly list: Type} => typeof type === 'object' && 'list' in type

const checkStyle = ({style, parameter, next, key, first, aligned}: Pages): readonly string[] => [
  ...(styles.includes(style) ? [] : [`the style ${String(style)}`]),
  ...((parameter === undefined) === (style === 'link') ? [] : ['a parameter that a link does not need and others do']),
  ...(style === 'link' && next === undefined ? ['a link that nobody tells'] : []),
  ...(style === 'marker' && next === undefined && key === undefined ? ['a marker that nobody tells'] : []),
  ...(style !== 'marker' && key !== undefined ? ['a key that is no marker'] : []),
  ...((style === 'offset' || style === 'page') && next !== undefined ? ['a next one that nobody reads'] : []),
  ...(first !== undefined && style !== 'offset' && style !== 'page' ? ['a first number of what is no number'] : []),
  ...(aligned && style !== 'offset' ? ['a multiple of what is no offset'] : []),
]

/** What is wrong with the pages of an operation: everything that they name must be there. */
export const checkPages = (operation: Operation, pages: Pages, schemas: Schemas): readonly string[] => {
  const {parameter, inBody, items, limit, total, next, key, drops = [], reverse} = pages
  const fields = inBody
    ? fieldsOf(operation.body, schemas)
    : operation.parameters.filter((field) => field.in === 'query')
  const names = fields.map(wireName)
  const list = typeAt(operation, items, schemas)
  return [
    ...Object.keys(pages)
      .filter((name) => !keys.includes(name))
      .map((name) => `nothing is known of ${name}`),
    ...checkStyle(pages),
    ...[parameter, limit, ...drops]
      .filter((name) => name !== undefined && !names.includes(name))
      .map((name) => `there is no parameter ${name ?? ''}`),
    ...(reverse === undefined ||
    operation.parameters.some((field) => field.in === 'query' && wireName(field) === reverse)
      ? []
      : [`there is no parameter ${reverse}`]),
    ...(isList(list) ? [] : [`the answer has no list ${items.join('.')}`]),
    ...[total, next]
      .filter((path) => path !== undefined && typeAt(operation, path, schemas) === undefined)
      .map((path) => `the answer has no ${path?.join('.') ?? ''}`),
    ...(key === undefined || (isList(list) && fieldsOf(list.list, schemas).some((field) => wireName(field) === key))
      ? []
      : [`the items have no ${key}`]),
  ]
}

/** What an overlay says of pages belongs to an operation, names what is there, and has its reason. */
export const checkPagesOverlay = (
  {services}: CatalogData,
  service: string,
  {pages = {}}: ServiceOverlay,
): readonly Problem[] =>
  Object.entries(pages).flatMap(([key, {value, reason}]) => {
    const [version = '', command = ''] = key.split(' ')
    const data = services.get(service)?.get(version)
    const operation = data?.operations.get(command)
    const problems =
      data && operation
        ? value === null
          ? []
          : checkPages(operation, value, data.schemas)
        : ['there is no such operation']
    const idle = operation && JSON.stringify(operation.pages ?? null) === JSON.stringify(value)
    return [...problems, ...(idle ? ['it says what was derived'] : []), ...(reason ? [] : ['no reason'])].map(
      (problem) => `${key}: ${problem}`,
    )
  })
