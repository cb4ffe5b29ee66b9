import {type Type} from '../../catalog/types.js'
import {isValueMap, type Value} from '../../values/value.js'
import {wireName} from '../names/find-spelling.js'
import {type NameTable, shownName} from '../names/name-table.js'
import {schemaOf, type SchemaLookup} from '../names/schema-lookup.js'
import {type Draft} from './draft.js'
import {type Report} from './report.js'

interface MissingWarning {
  readonly names: NameTable
  /** What `--body` takes. */
  readonly body: Type | undefined
  readonly schema: SchemaLookup
  readonly report: Report
  readonly draft: Draft
}

/** Warns of required fields that are missing inside objects, when everything is merged; the request is sent all the same. */
export const warnOfMissing = ({names, body, schema, report, draft}: MissingWarning): void => {
  const look = (value: Value, type: Type, label: string): void => {
    if (typeof type === 'string') return
    if (Array.isArray(value)) {
      if ('list' in type) value.forEach((entry: Value, index) => look(entry, type.list, `${label}.${String(index)}`))
      return
    }
    if (!isValueMap(value)) return
    if ('map' in type) for (const [key, entry] of value) look(entry, type.map, `${label}.${key}`)
    for (const field of schemaOf(type, schema)?.fields ?? []) {
      const name = wireName(field)
      const inside = value.get(name)
      if (inside !== undefined) look(inside, field.type, `${label}.${name}`)
      else if (field.required) report.warn(label, `the required field ${name} is missing`)
    }
  }

  for (const entry of names.entries) {
    const {place, field} = entry
    const isInBody = place === 'body' || place === 'form'
    const inside = isValueMap(draft.body) ? draft.body.get(wireName(field)) : undefined
    const value = isInBody ? inside : draft.parameters.get(entry)
    if (value !== undefined) look(value, field.type, `--${shownName(entry)}`)
  }
  if (draft.body === undefined || body === undefined || schemaOf(body, schema) !== undefined) return
  look(draft.body, body, '--body')
}
