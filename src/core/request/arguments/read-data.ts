import {type Operation} from '../../catalog/types.js'
import {isWrittenMap, type Written, type WrittenMap} from '../../values/plain-scalar.js'
import {type NameEntry, type NameTable} from '../names/name-table.js'
import {bodyType, isForm, type SchemaLookup} from '../names/schema-lookup.js'
import {type ArgumentsAnswer} from './arguments-answer.js'
import {Draft} from './draft.js'
import {type FileReader} from './file-reader.js'
import {finishArguments} from './finish-arguments.js'
import {type MappingSource, readMapping} from './read-request-file.js'
import {Report} from './report.js'
import {ValueReader} from './value-reader.js'

export interface DataQuestion {
  /** The SDK's attribute names of the request's parameters, or names in any accepted spelling, with their values. */
  readonly params: WrittenMap
  /** The whole body in wire form; of a form, its fields by name. */
  readonly body: Written | undefined
  readonly operation: Operation
  readonly schema: SchemaLookup
  readonly names: NameTable
  /** Opens the files that values of the type file name. */
  readonly files: FileReader
}

const source: MappingSource = {prefix: ''}

/**
 * The names of data: an SDK's own attribute name means that parameter of the request, also where a field of the body is
 * called the same or where a command line would ask for the place (`query`); the body's fields have `body` to stand in.
 */
const makeDataNames = (names: NameTable): NameTable => {
  const parameters = names.entries.filter(({place}) => place !== 'body' && place !== 'form')
  const byAttribute = new Map(parameters.map((entry) => [entry.field.name, entry]))
  const lookUp = (text: string): readonly NameEntry[] => {
    const entry = byAttribute.get(text)
    return entry ? [entry] : names.lookUp(text)
  }
  return {...names, lookUp}
}

/** Many calls of an operation share its names. */
const made = new WeakMap<NameTable, NameTable>()

const dataNames = (names: NameTable): NameTable => {
  const known = made.get(names) ?? makeDataNames(names)
  made.set(names, known)
  return known
}

/**
 * Gives data that names an operation's arguments the catalogue's types, as a request file does: text is text, and a file
 * is named by its path. Throws nothing for what a user can get wrong.
 */
export const readData = async ({
  params,
  body,
  operation,
  schema,
  names,
  files,
}: DataQuestion): Promise<ArgumentsAnswer> => {
  const report = new Report()
  const reader = new ValueReader({schema, report}, files)
  const draft = new Draft()
  const type = bodyType(operation)
  if (body !== undefined && params.has('body')) report.faults.push({message: 'body stands in params too', flag: 'body'})
  const given = body ?? params.get('body')
  const fields = isForm(operation) && given !== undefined && isWrittenMap(given) ? Array.from(given) : undefined
  const entries: (readonly [string, Written])[] = (fields ?? []).map(([name, value]) => [`form.${name}`, value])
  for (const entry of params) if (entry[0] !== 'body') entries.push(entry)
  const mentioned = await readMapping({
    source,
    whole: fields ? undefined : given,
    entries,
    names: dataNames(names),
    body: type,
    reader,
    draft,
  })
  return finishArguments({operation, schema, names, body: type, report, draft, mentioned: new Set(mentioned)})
}
