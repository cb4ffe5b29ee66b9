import {type Operation} from '../../catalog/types.js'
import {type Fault} from '../../errors/usage-error.js'
import {isValueMap} from '../../values/value.js'
import {wireName} from '../names/find-spelling.js'
import {type NameEntry, type NameTable, shownName} from '../names/name-table.js'
import {bodyType, schemaOf, type SchemaLookup} from '../names/schema-lookup.js'
import {describeType} from './describe-type.js'
import {type Draft} from './draft.js'
import {isProvidedHeader} from './provided-headers.js'

interface MissingQuestion {
  readonly operation: Operation
  readonly schema: SchemaLookup
  readonly names: NameTable
  /** Qualified names that were typed with a fault of their own. */
  readonly mentioned: ReadonlySet<string>
  readonly draft: Draft
}

const missing = (name: string, type: string): Fault => ({
  message: `--${name} is missing: ${type}`,
  flag: `--${name}`,
  expected: type,
})

const fillsScope = ({place, field}: NameEntry, {scopeProject}: Operation): boolean =>
  scopeProject === true && place === 'path' && wireName(field) === 'project_id'

/** A fault for each required parameter and top-level field of the body that nothing gave (design §1). */
export const findMissing = ({operation, schema, names, mentioned, draft}: MissingQuestion): Fault[] => {
  const {body} = draft
  const isBodyMentioned = mentioned.has('body')
  const lacks = (entry: NameEntry): boolean => {
    const {place, field, qualified} = entry
    if (!field.required || mentioned.has(qualified)) return false
    if (place === 'body' || place === 'form') {
      if (body === undefined) return !isBodyMentioned
      return isValueMap(body) && !body.has(wireName(field))
    }
    return (draft.parameters.get(entry) ?? null) === null && !isProvidedHeader(entry) && !fillsScope(entry, operation)
  }
  const faults = names.entries.filter(lacks).map((entry) => missing(shownName(entry), describeType(entry.field.type)))
  const whole = bodyType(operation)
  const needsWhole = whole !== undefined && operation.bodyRequired && schemaOf(whole, schema) === undefined
  if (needsWhole && body === undefined && !isBodyMentioned) faults.push(missing('body', describeType(whole)))
  return faults
}
