import {type Operation, type Type} from '../../catalog/types.js'
import {type NameTable, shownName} from '../names/name-table.js'
import {type SchemaLookup} from '../names/schema-lookup.js'
import {type Value} from '../../values/value.js'
import {type ParameterValue} from '../types.js'
import {type ArgumentsAnswer} from './arguments-answer.js'
import {type Draft} from './draft.js'
import {findMissing} from './find-missing.js'
import {isContentType} from './provided-headers.js'
import {type Report} from './report.js'
import {warnOfMissing} from './warn-of-missing.js'

interface MergedDraft {
  readonly operation: Operation
  readonly schema: SchemaLookup
  readonly names: NameTable
  /** What the whole body is, where there is one to give. */
  readonly body: Type | undefined
  readonly report: Report
  readonly draft: Draft
  /** Qualified names that were given, faulty ones included: those are not also missing. Undefined: nobody knows what is. */
  readonly mentioned: ReadonlySet<string> | undefined
}

/** What a draft comes to when everything is merged into it, with what is missing in it. */
export const finishArguments = (merged: MergedDraft): ArgumentsAnswer => {
  const {operation, schema, names, body, report, draft, mentioned} = merged
  for (const entry of draft.parameters.keys()) {
    if (isContentType(entry)) report.warn(`--${shownName(entry)}`, `the operation's own content type replaces it`)
  }
  if (mentioned) {
    report.faults.push(...findMissing({operation, schema, names, mentioned, draft}))
    warnOfMissing({names, body, schema, report, draft})
  }

  const byField = new Map<object, Value>()
  for (const [{field}, value] of draft.parameters) byField.set(field, value)
  const parameters: ParameterValue[] = []
  for (const parameter of operation.parameters) {
    const value = byField.get(parameter) ?? null
    if (value !== null) parameters.push({parameter, value})
  }
  const [fileError] = report.fileErrors
  return {
    arguments: {parameters, ...(draft.body !== undefined && {body: draft.body})},
    warnings: report.warnings,
    faults: report.faults,
    ...(fileError && {fileError}),
  }
}
