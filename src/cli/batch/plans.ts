import {type Catalog} from '../../core/catalog/catalog.js'
import {findOperation, type FoundOperation} from '../../core/catalog/find-operation.js'
import {type Schema} from '../../core/catalog/types.js'
import {type NameTable, nameTable} from '../../core/request/names/name-table.js'
import {type SchemaLookup} from '../../core/request/names/schema-lookup.js'
import {reservedNames} from '../words/settings.js'
import {type BatchLine} from './parse-line.js'

/** What the lines of one operation have in common. */
export interface Plan {
  readonly found: FoundOperation
  readonly names: NameTable
  readonly schema: SchemaLookup
}

/** The operations of the last lines are kept: a million lines may name them all, in any spelling. */
const most = 1000

/** Finds a line's operation. @throws {UsageError} as `findOperation` does (the function that it returns). */
export const createPlans = (
  catalog: Catalog,
): ((line: Pick<BatchLine, 'service' | 'operation' | 'apiVersion'>) => Plan) => {
  const kept = new Map<string, Plan>()
  return ({service, operation, apiVersion}) => {
    const key = `${service} ${operation} ${apiVersion ?? ''}`
    const known = kept.get(key)
    if (known) return known
    const found = findOperation(catalog, service, operation, apiVersion)
    const schema = (name: string): Schema => found.file.schema(name)
    const plan = {found, names: nameTable(found.operation, schema, reservedNames), schema}
    if (kept.size >= most) kept.clear()
    kept.set(key, plan)
    return plan
  }
}
