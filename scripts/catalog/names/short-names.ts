import {nameKey} from '../../../src/core/catalog/name-key.js'
import {type Field, type Operation, type Place, type Schema} from '../../../src/core/catalog/types.js'
import {settingsTable} from '../../../src/core/config/settings-table.js'

/** A parameter, or a field of the top level of a body or form, with its qualified name: `query.limit`. */
export interface PlacedField {
  readonly field: Field
  readonly place: Place
  readonly qualified: string
}

export const isForm = ({contentType}: Operation): boolean =>
  contentType.startsWith('multipart/form-data') || contentType.startsWith('application/x-www-form-urlencoded')

/** The name of the schema that holds the fields of the body or form; undefined where the body is no object. */
export const bodySchemaName = ({body}: Operation): string | undefined =>
  body !== undefined && typeof body === 'object' && 'ref' in body ? body.ref : undefined

/** Everything of an operation that has a name to type. */
export const placedFields = (operation: Operation, schemas: ReadonlyMap<string, Schema>): readonly PlacedField[] => {
  const placed = (field: Field, place: Place): PlacedField => ({field, place, qualified: `${place}.${field.name}`})
  const schema = schemas.get(bodySchemaName(operation) ?? '')
  const place = isForm(operation) ? 'form' : 'body'
  return [
    ...operation.parameters.map((parameter) => placed(parameter, parameter.in)),
    ...(schema?.fields ?? []).map((field) => placed(field, place)),
  ]
}

/** Names that no parameter has alone: every reserved flag, and the places. */
export const reservedKeys: ReadonlySet<string> = new Set(
  [
    ...settingsTable.filter(({flag}) => flag).map(({name}) => name),
    'path',
    'query',
    'header',
    'form',
    'host',
    'body',
  ].map(nameKey),
)

/** What each short name of an operation means: by its key, the field that has it (design §1). */
export const shortNames = (
  operation: Operation,
  schemas: ReadonlyMap<string, Schema>,
): ReadonlyMap<string, PlacedField> => {
  const byKey = new Map<string, PlacedField[]>()
  for (const placed of placedFields(operation, schemas)) {
    const key = nameKey(placed.field.name)
    byKey.set(key, [...(byKey.get(key) ?? []), placed])
  }
  const meanings = new Map<string, PlacedField>()
  for (const [key, candidates] of byKey) {
    if (reservedKeys.has(key)) continue
    const [first, ...more] = candidates
    const owner = more.length === 0 ? first : candidates.find(({field}) => field.short)
    if (owner) meanings.set(key, owner)
  }
  return meanings
}
