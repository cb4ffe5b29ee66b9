import {type Operation} from '../../catalog/types.js'
import {type Value} from '../../values/value.js'
import {type NameTable} from '../names/name-table.js'
import {bodyType, type SchemaLookup} from '../names/schema-lookup.js'
import {type ArgumentsAnswer} from './arguments-answer.js'
import {type Assignment} from './assignment.js'
import {Draft} from './draft.js'
import {type FileReader} from './file-reader.js'
import {finishArguments} from './finish-arguments.js'
import {readRequestFile} from './read-request-file.js'
import {Report} from './report.js'
import {spotOf} from './spot.js'
import {ValueReader} from './value-reader.js'

/** What the words of a command line say of the request's arguments. */
export interface TypedArguments {
  /** In the order typed. */
  readonly assignments: readonly Assignment[]
  readonly names: NameTable
  /** Qualified names (`body` for the whole body) that were typed, faulty ones included: those are not also missing. */
  readonly mentioned: ReadonlySet<string>
}

export interface ArgumentsQuestion {
  /** What `resolveWords` answers. */
  readonly words: TypedArguments
  /** The value of `--from-file`. */
  readonly fromFile?: string | undefined
  readonly operation: Operation
  readonly schema: SchemaLookup
  readonly files: FileReader
}

const isWholeBody = ({target}: Assignment): boolean => target.root === 'body' && target.steps.length === 0

/**
 * Reads the files and values that a command line names, gives them the catalogue's types and merges them: `--from-file`,
 * then `--body`, then flags in the order typed (design §1). Throws nothing for what a user can get wrong.
 */
export const readArguments = async (question: ArgumentsQuestion): Promise<ArgumentsAnswer> => {
  const {words, fromFile, operation, schema, files} = question
  const {assignments, names, mentioned} = words
  const report = new Report()
  const reader = new ValueReader({schema, report}, files)
  const draft = new Draft()
  const body = bodyType(operation)
  const inFile = fromFile === undefined ? [] : await readRequestFile({path: fromFile, names, body, reader, draft})

  const apply = async (assignment: Assignment): Promise<void> => {
    const {flag, target, raw} = assignment
    const value: Value | undefined = typeof raw === 'boolean' ? raw : await reader.read(raw, spotOf(assignment))
    if (value === undefined) return
    if (isWholeBody(assignment)) {
      draft.setBody(value)
      return
    }
    const misfit = draft.merge(flag, target, value)
    if (misfit !== undefined) report.faults.push({message: misfit, flag})
  }
  for (const assignment of assignments.filter(isWholeBody)) await apply(assignment)
  for (const assignment of assignments.filter((candidate) => !isWholeBody(candidate))) await apply(assignment)

  return finishArguments({
    operation,
    schema,
    names,
    body,
    report,
    draft,
    mentioned: inFile && new Set([...mentioned, ...inFile]),
  })
}
