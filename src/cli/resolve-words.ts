import {type Operation} from '../core/catalog/types.js'
import {type Fault} from '../core/errors/usage-error.js'
import {type Assignment} from '../core/request/arguments/assignment.js'
import {type NameTable, nameTable} from '../core/request/names/name-table.js'
import {bodyType, type SchemaLookup} from '../core/request/names/schema-lookup.js'
import {readWords} from './words/read-words.js'
import {reservedNames} from './words/settings.js'

/** What the words after an operation's name say: pure, nothing is read and no value is looked at yet. */
export interface ResolvedWords {
  /** Reserved flags by their name in the settings table; `--body` is not among them: it is an assignment. */
  readonly settings: ReadonlyMap<string, string | boolean>
  /** In the order typed. */
  readonly assignments: readonly Assignment[]
  readonly names: NameTable
  /** Qualified names (`body` for the whole body) that were typed, faulty or not: they are not also missing. */
  readonly mentioned: ReadonlySet<string>
  readonly faults: readonly Fault[]
  /** `--help` and `-h`: short; `--help=full`: full. It wins over all faults. */
  readonly help?: 'short' | 'full'
  /** The same words with what can be put right put right; other values than harmless ones are `…`. Absent where nothing can. */
  readonly corrected?: readonly string[]
}

/**
 * Reads an operation's words (what stands after its name, and reserved flags that stood before it) by design §1, "Words".
 * Pure: files, stdin and values are for `readArguments`, whose faults belong in the same report.
 */
export const resolveWords = (argv: readonly string[], operation: Operation, schema: SchemaLookup): ResolvedWords => {
  const names = nameTable(operation, schema, reservedNames)
  const line = readWords(argv, operation, {table: names, body: bodyType(operation), schema})
  const {settings, assignments, mentioned, faults, help, corrected, hasCorrection} = line
  return {
    settings,
    assignments,
    names,
    mentioned,
    faults,
    ...(help && {help}),
    ...(hasCorrection && faults.length > 0 && {corrected}),
  }
}
