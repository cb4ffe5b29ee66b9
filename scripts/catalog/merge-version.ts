import {nameKey} from '../../src/core/catalog/name-key.js'
import {type Field, type Operation, type Pages, type Schema, type ServiceVersion} from '../../src/core/catalog/types.js'
import {type IdempotencyRule} from './overlay/idempotency-rule.js'
import {type SensitiveJudge} from './overlay/sensitive-rule.js'

export interface MergeRules {
  readonly service: string
  readonly judge: SensitiveJudge
  /** overlay/scope.yaml: a project id that is declared in a path is filled from the scope. */
  readonly fillsProject: boolean
  readonly idempotency: IdempotencyRule
  /** Of overlay/<service>.yaml, by command: other pages than those that were derived, or none. */
  readonly pages: ReadonlyMap<string, Pages | null>
  /** What overlay/<service>.yaml adds to the head. */
  readonly head: {readonly [Key in 'errorFormat']: ServiceVersion[Key] | undefined}
}

export interface MergedVersion {
  readonly text: string
  readonly operations: readonly {readonly command: string; readonly name: string; readonly deprecated: boolean}[]
}

const namesPattern = /"name":"([^"]*)"(?:,"wire":"([^"]*)")?/g

/** Whether a line may hold a field that the overlay marks; told without parsing it. */
const mayBeSensitive = (line: string, judge: SensitiveJudge): boolean => {
  for (const [, name = '', wire = name] of line.matchAll(namesPattern))
    if (judge.ofName(name, wire)?.sensitive) return true
  return false
}

const mayHoldToken = (line: string, {ofName}: IdempotencyRule): boolean => {
  for (const [, name = '', wire = name] of line.matchAll(namesPattern)) if (ofName(name, wire)) return true
  return false
}

const markSensitive = <T extends Field>(fields: readonly T[], isSensitive: (field: T) => boolean): readonly T[] =>
  fields.map((field) => (isSensitive(field) ? {...field, sensitive: true as const} : field))

/** The path's declared project id, however it is spelt: `project_id`, `projectid`. */
export const declaresProject = ({parameters}: Operation): boolean =>
  parameters.some((parameter) => parameter.in === 'path' && nameKey(parameter.name) === 'projectid')

const withPages = (operation: Operation, pages: Pages | null | undefined): Operation => {
  if (pages === undefined) return operation
  const others = Object.entries(operation).filter(([key]) => key !== 'pages')
  return {...(Object.fromEntries(others) as unknown as Operation), ...(pages && {pages})}
}

const mergeOperation = (operation: Operation, {judge, fillsProject, idempotency}: MergeRules): Operation => ({
  ...operation,
  parameters: markSensitive(operation.parameters, (field) => judge.ofField(field)?.sensitive === true).map(
    (parameter) => (idempotency.ofParameter(parameter) ? {...parameter, idempotencyToken: true as const} : parameter),
  ),
  ...(fillsProject && declaresProject(operation) && {scopeProject: true as const}),
})

const mergeSchema = (name: string, schema: Schema, {judge, service}: MergeRules): Schema => ({
  ...schema,
  fields: markSensitive(schema.fields, (field) => judge.ofField(field, {service, schema: name})?.sensitive === true),
})

/** The line `"key":{…},` with another value. */
const withValue = (line: string, change: (value: string) => unknown): string => {
  const start = line.indexOf('":') + 2
  const comma = line.endsWith(',') ? ',' : ''
  const value = line.slice(start, line.length - comma.length)
  return line.slice(0, start) + JSON.stringify(change(value)) + comma
}

const operationsStart = '"operations":{'
const schemasStart = '"schemas":{'

/** Merges the overlays into the text of a service version's file, line by line, and lists its operations. */
export const mergeVersion = (text: string, rules: MergeRules): MergedVersion => {
  const {service, judge, fillsProject, idempotency, head, pages} = rules
  const operations: {command: string; name: string; deprecated: boolean}[] = []
  let section: 'head' | 'operations' | 'schemas' = 'head'
  const added = Object.entries(head).flatMap(([key, value]) =>
    value === undefined ? [] : `${JSON.stringify(key)}:${JSON.stringify(value)},`,
  )
  const lines = text.split('\n').flatMap((line) => {
    if (line === operationsStart) {
      section = 'operations'
      return [...added, line]
    }
    if (line === schemasStart) section = 'schemas'
    else if (section !== 'head' && line.startsWith('"')) {
      const [, key = '', , , , name = ''] = line.split('"', 6)
      if (section === 'schemas') {
        const changes = mayBeSensitive(line, judge) || judge.names(service, key)
        return changes ? withValue(line, (value) => mergeSchema(key, JSON.parse(value) as Schema, rules)) : line
      }
      operations.push({command: key, name, deprecated: line.includes('"deprecated":true')})
      const changes =
        (fillsProject && line.includes('"in":"path"')) ||
        mayBeSensitive(line, judge) ||
        mayHoldToken(line, idempotency) ||
        pages.has(key)
      return changes
        ? withValue(line, (value) => withPages(mergeOperation(JSON.parse(value) as Operation, rules), pages.get(key)))
        : line
    }
    return line
  })
  return {text: lines.join('\n'), operations}
}
