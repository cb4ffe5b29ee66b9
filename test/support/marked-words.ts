import {type Field, type Type} from '../../src/core/catalog/types.js'
import {settingsTable} from '../../src/core/config/settings-table.js'
import {wireName} from '../../src/core/request/names/find-spelling.js'
import {nameTable, shownName} from '../../src/core/request/names/name-table.js'
import {type SchemaLookup} from '../../src/core/request/names/schema-lookup.js'
import {type CatalogOperation} from './every-operation.js'

const isText = (type: Type): boolean => type === 'string'

/** The dotted names of sensitive texts at and below a field, as far as a command line names them without a doubt. */
const sensitiveNames = (name: string, {type, sensitive}: Field, schema: SchemaLookup, depth = 0): readonly string[] => {
  if (sensitive && isText(type)) return [name]
  if (typeof type === 'string' || depth > 4) return []
  if ('list' in type) {
    const element = type.list
    return typeof element === 'object' && 'ref' in element
      ? sensitiveNames(`${name}.0`, {name, type: element}, schema, depth + 1)
      : []
  }
  if ('map' in type) return []
  return schema(type.ref)
    .fields.filter((field) => !wireName(field).includes('.'))
    .flatMap((field) => sensitiveNames(`${name}.${wireName(field)}`, field, schema, depth + 1))
}

/** A flag with the marker for every sensitive text that an operation takes; none where it takes none. */
export const markedWords = ({operation, schema}: CatalogOperation, marker: string): readonly string[] => {
  const reserved = settingsTable.filter(({flag}) => flag).map(({name}) => name)
  return nameTable(operation, schema, reserved)
    .entries.filter(({place}) => place !== 'host')
    .flatMap((entry) => sensitiveNames(shownName(entry), entry.field, schema))
    .flatMap((name) => [`--${name}`, marker])
}
