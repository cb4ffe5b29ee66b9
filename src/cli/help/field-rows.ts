import {type Field, type Type} from '../../core/catalog/types.js'
import {type SchemaLookup} from '../../core/request/names/schema-lookup.js'
import {below, flagForm, requiredFirst, stepTo} from './field-types.js'
import {type Row, unbroken} from './layout.js'

export interface FieldRowsOptions {
  readonly schema: SchemaLookup
  /** Levels of fields to show; Infinity for all. */
  readonly levels: number
  /** Show every enum value. */
  readonly full: boolean
}

const shownEnumValues = 6

/** `one of ACTIVE, DOWN`, `only 1`; of many values the first few, unless all are wanted. */
const enumNote = ({enum: known = []}: Field, full: boolean): string | undefined => {
  const values = known.map((value) => unbroken(String(value)))
  if (values.length === 0) return undefined
  if (values.length === 1) return `only ${values[0] ?? ''}`
  if (full || values.length <= shownEnumValues + 1) return `one of ${values.join(', ')}`
  return `one of ${values.slice(0, shownEnumValues).join(', ')}, … ${values.length - shownEnumValues} more (--help=full)`
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

const isMap = (type: Type): boolean => typeof type !== 'string' && 'map' in type

/**
 * A field and the fields below it, indented by their depth. A schema that is below itself is shown once, so that the
 * tree ends.
 */
export const fieldRows = (
  flag: string,
  field: Field,
  notes: readonly string[],
  options: FieldRowsOptions,
  depth = 0,
  above: readonly string[] = [],
): Row[] => {
  const {schema, levels, full} = options
  const under = below(flag, field.type)
  const inner = under === undefined ? undefined : schema(under.ref)
  const again = under !== undefined && above.includes(under.ref)
  const hidden = inner !== undefined && !again && inner.fields.length > 0 && depth + 1 >= levels
  const own = [
    ...notes,
    enumNote(field, full),
    field.sensitive === true ? 'secret' : undefined,
    again ? 'fields as above, nested' : undefined,
    hidden ? unbroken(`${count(inner.fields.length, 'field')} below`) : undefined,
  ].filter((note) => note !== undefined)
  const shownFlag = isMap(field.type) && under === undefined ? `${flag}.<key>` : flag
  const shownType =
    typeof field.type !== 'string' && 'map' in field.type && under === undefined ? field.type.map : field.type
  const row = {left: flagForm(shownFlag, shownType), right: own.join('; '), depth}
  if (under === undefined || inner === undefined || again || hidden) return [row]
  return [
    row,
    ...requiredFirst(inner.fields).flatMap((child) =>
      fieldRows(
        `${under.path}.${stepTo(child, inner)}`,
        child,
        child.required === true ? ['required'] : [],
        options,
        depth + 1,
        [...above, under.ref],
      ),
    ),
  ]
}
