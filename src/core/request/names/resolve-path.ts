import {type Field, type Type} from '../../catalog/types.js'
import {nearest} from '../../errors/nearest.js'
import {findSpelling, wireName} from './find-spelling.js'
import {flagName} from './flag-name.js'
import {type NameEntry, type NameTable, pieces, placeOf} from './name-table.js'
import {schemaOf, type SchemaLookup} from './schema-lookup.js'
import {type Resolution, type Step, type Target} from './target.js'

export interface PathContext {
  readonly table: NameTable
  /** What `--body` takes; absent where there is no whole body to type. */
  readonly body?: Type | undefined
  readonly schema: SchemaLookup
}

/** As deep as JSON may be nested; what is deeper could not be written anyway. */
const maximumSteps = 500

interface Found<T> {
  readonly matches: readonly T[]
  /** How many pieces the name took. */
  readonly length: number
}

/** The longest run of pieces that is a name wins (design §1): `alpha.cce/NodeImageID` is one field. */
const longestRun = <T>(
  rest: readonly string[],
  longest: number,
  lookUp: (text: string) => readonly T[],
): Found<T> | undefined => {
  for (let length = Math.min(longest, rest.length); length > 0; length -= 1) {
    const matches = lookUp(rest.slice(0, length).join('.'))
    if (matches.length > 0) return {matches, length}
  }
  return undefined
}

const longestName = (fields: readonly Field[]): number =>
  Math.max(1, ...fields.flatMap((field) => [pieces(field.name), pieces(wireName(field))]))

interface Walk {
  readonly segments: readonly string[]
  readonly start: number
  readonly root: NameEntry | 'body'
  readonly type: Type
}

const walk = ({segments, start, root, type: rootType}: Walk, schema: SchemaLookup): Resolution => {
  const steps: Step[] = []
  let type = rootType
  let field = root === 'body' ? undefined : root.field
  let sensitive = field?.sensitive === true
  let named = true
  const typed = (end: number): string => segments.slice(0, end).join('.')
  let at = start
  const bad = (message: string, suggestion?: string): Resolution => ({
    kind: 'bad-step',
    root,
    known: typed(at),
    sensitive,
    message,
    suggestion,
  })

  while (at < segments.length) {
    if (steps.length >= maximumSteps) return bad('The path is nested too deeply')
    const segment = segments[at] ?? ''
    if (segment === '') return bad(`A part of the path is empty after --${typed(at)}`)
    const known = schemaOf(type, schema)
    if (known) {
      const {fields} = known
      const found = longestRun(segments.slice(at, at + longestName(fields)), Infinity, (text) =>
        findSpelling(fields, text, (candidate) => candidate),
      )
      if (!found) {
        const [suggestion] = nearest(
          segment,
          fields.map(({name}) => flagName(name)),
        )
        const whole = suggestion && [...segments.slice(0, at), suggestion, ...segments.slice(at + 1)].join('.')
        return bad(`--${typed(at)} has no field ${sensitive ? '…' : segment}`, whole)
      }
      const [match] = found.matches
      if (!match || found.matches.length > 1) {
        return {kind: 'ambiguous', names: found.matches.map((candidate) => `${typed(at)}.${candidate.name}`)}
      }
      field = match
      type = match.type
      sensitive ||= match.sensitive === true
      steps.push({kind: 'field', field: match})
      at += found.length
      continue
    }
    if (typeof type === 'object' && 'list' in type) {
      if (!/^(?:0|[1-9]\d*)$/.test(segment)) {
        const inFirst = [...segments.slice(0, at), '0', ...segments.slice(at)].join('.')
        const isField = findSpelling(schemaOf(type.list, schema)?.fields ?? [], segment, (one) => one).length > 0
        return bad(
          `--${typed(at)} is a list: an index such as 0 must follow, not ${sensitive ? '…' : segment}`,
          isField ? inFirst : undefined,
        )
      }
      steps.push({kind: 'index', index: Number(segment)})
      type = type.list
    } else if (typeof type === 'object' && 'map' in type) {
      steps.push({kind: 'key', key: segment})
      type = type.map
      named = false
    } else if (type === 'any') {
      steps.push({kind: 'open', text: segment})
      named = false
    } else {
      return bad(`--${typed(at)} has no fields`)
    }
    at += 1
  }
  const target: Target = {root, steps, type, field, sensitive, named}
  return {kind: 'found', target}
}

/** Finds what a typed name without its dashes means: a parameter, a field, or a dotted path into one (design §1). */
export const resolvePath = (text: string, {table, body, schema}: PathContext): Resolution => {
  const segments = text.split('.')
  const found = longestRun(segments, table.longest, table.lookUp)
  if (found) {
    const [entry] = found.matches
    if (!entry || found.matches.length > 1) {
      return {kind: 'ambiguous', names: found.matches.map(({qualified}) => qualified)}
    }
    return walk({segments, start: found.length, root: entry, type: entry.field.type}, schema)
  }
  const [first = '', second] = segments
  const hasWholeBody = body !== undefined && schemaOf(body, schema) === undefined
  if (hasWholeBody && second !== undefined && placeOf(first) === 'body') {
    return walk({segments, start: 1, root: 'body', type: body}, schema)
  }
  return {kind: 'unknown'}
}
