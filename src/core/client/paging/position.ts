import {type Field, type Operation, type Pages, type Parameter} from '../../catalog/types.js'
import {type RequestArguments} from '../../request/types.js'
import {isValueMap, NumberText, type Value, type ValueMap} from '../../values/value.js'

/** What positions are set in: an operation and its pages. */
export interface PagedOperation {
  readonly operation: Pick<Operation, 'parameters'>
  readonly pages: Pages
  /** The fields of the body, where positions stand there. */
  readonly bodyFields: readonly Field[]
}

const wireName = ({name, wire = name}: Field): string => wire

const numeric: ReadonlySet<Field['type']> = new Set<Field['type']>(['integer', 'int32', 'int64', 'number', 'decimal'])

/** Digits that a field of numbers takes are a number. */
const asValue = (text: string, field: Field | undefined): Value =>
  field && numeric.has(field.type) && /^-?\d+$/.test(text) ? new NumberText(text) : text

const scalarText = (value: Value | undefined): string | undefined =>
  value instanceof NumberText ? value.text : typeof value === 'string' ? value : undefined

const bodyOf = ({body}: RequestArguments): ValueMap => (isValueMap(body) ? body : new Map<string, Value>())

/** The text that a query parameter, or a field of the body, was given; undefined where it was not. */
export const positionText = (given: RequestArguments, name: string, {pages}: PagedOperation): string | undefined => {
  if (pages.inBody) return scalarText(bodyOf(given).get(name))
  const found = given.parameters.find(({parameter}) => parameter.in === 'query' && wireName(parameter) === name)
  return scalarText(found?.value)
}

const withQuery = (
  {parameters, ...more}: RequestArguments,
  changes: ReadonlyMap<string, string | undefined>,
  declared: readonly Parameter[],
): RequestArguments => {
  const given = new Map(parameters.map(({parameter, value}) => [parameter, value] as const))
  for (const parameter of declared) {
    const name = wireName(parameter)
    if (parameter.in !== 'query' || !changes.has(name)) continue
    const text = changes.get(name)
    if (text === undefined) given.delete(parameter)
    else given.set(parameter, asValue(text, parameter))
  }
  return {...more, parameters: Array.from(given, ([parameter, value]) => ({parameter, value}))}
}

/** The same arguments with other values for some query parameters, or fields of the body; undefined takes one away. */
export const withPosition = (
  given: RequestArguments,
  changes: ReadonlyMap<string, string | undefined>,
  {operation, pages, bodyFields}: PagedOperation,
): RequestArguments => {
  if (!pages.inBody) return withQuery(given, changes, operation.parameters)
  const body = new Map(bodyOf(given))
  for (const [name, text] of changes) {
    if (text === undefined) body.delete(name)
    else
      body.set(
        name,
        asValue(
          text,
          bodyFields.find((field) => wireName(field) === name),
        ),
      )
  }
  return {...given, body}
}
