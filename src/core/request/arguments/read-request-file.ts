import {nearest} from '../../errors/nearest.js'
import {isWrittenList, isWrittenMap, PlainScalar, resolvePlain, type Written} from '../../values/plain-scalar.js'
import {type Value} from '../../values/value.js'
import {type NameEntry, type NameTable} from '../names/name-table.js'
import {coerce} from './coerce.js'
import {type Draft} from './draft.js'
import {fits} from './fits.js'
import {type Spot} from './spot.js'
import {type ValueReader} from './value-reader.js'
import {type Type} from '../../catalog/types.js'

interface RequestFile {
  /** `-` is stdin. */
  readonly path: string
  readonly names: NameTable
  readonly body: Type | undefined
  readonly reader: ValueReader
  readonly draft: Draft
}

/** Where a mapping of names to values was written: what is said about it names this place. */
export interface MappingSource {
  /** Stands before a key in a message: `--from-file: `. */
  readonly prefix: string
  /** The flag of a fault; absent: the key itself. */
  readonly flag?: string
}

/** A mapping of names to values that is to be read into a draft. */
export interface Mapping extends Omit<RequestFile, 'path'> {
  readonly source: MappingSource
  /** The whole body in wire form; undefined where none is given. */
  readonly whole: Written | undefined
  readonly entries: Iterable<readonly [key: string, written: Written]>
}

const fromFile = {prefix: '--from-file: ', flag: '--from-file'}

/** The value of a key: its text is text, save that a file is named by its path (design §1); null is no value. */
const readKey = async (written: Written, spot: Spot, reader: ValueReader): Promise<Value | undefined> => {
  const {type} = spot
  if (!fits(written, type)) return reader.wrongType(spot)
  if (written === null || (written instanceof PlainScalar && type === 'file' && resolvePlain(written) === null))
    return null
  if (type === 'file') {
    const path = written instanceof PlainScalar ? written.text : written
    return typeof path === 'string' ? reader.openFile(path, spot, false) : reader.wrongType(spot)
  }
  const isFileList = typeof type === 'object' && 'list' in type && type.list === 'file'
  if (isFileList && isWrittenList(written)) return reader.openFiles(written, spot)
  return coerce(written, spot, reader.context)
}

const spotOfKey = ({prefix, flag}: MappingSource, key: string, type: Type, entry?: NameEntry): Spot => ({
  label: `${prefix}${key}`,
  flag: flag ?? key,
  type,
  field: entry?.field,
  sensitive: entry?.field.sensitive === true,
  hidden: !entry || entry.field.sensitive === true,
})

/**
 * Reads a mapping: keys are parameters in any spelling, never settings. Answers the qualified names that were given,
 * faulty or not.
 */
export const readMapping = async (mapping: Mapping): Promise<readonly string[]> => {
  const {source, whole, entries, names, body, reader, draft} = mapping
  const {report} = reader.context
  const fault = (key: string, message: string, suggestion?: string): void => {
    const {prefix, flag = key} = source
    report.faults.push({message: `${prefix}${message}`, flag, ...(suggestion !== undefined && {suggestion})})
  }
  if (whole !== undefined) {
    const spot = spotOfKey(source, 'body', body ?? 'any')
    const value = body === undefined ? undefined : await readKey(whole, spot, reader)
    if (body === undefined) fault('body', 'body: this operation takes no whole body; its fields are keys of their own')
    else if (value !== undefined) draft.setBase({root: 'body', steps: []}, value)
  }
  const mentioned = new Map<string, string>(whole === undefined ? [] : [['body', 'body']])
  for (const [key, entry] of entries) {
    const matches = names.lookUp(key)
    const [match] = matches
    if (!match) {
      const [suggestion] = nearest(key, [
        ...names.entries.flatMap(({field, qualified}) => [field.name, qualified]),
        'body',
      ])
      fault(key, `${key} is no parameter${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`, suggestion)
      continue
    }
    if (matches.length > 1) {
      for (const {qualified} of matches) mentioned.set(qualified, key)
      fault(key, `${key} could be ${matches.map(({qualified}) => qualified).join(' or ')}: write the one you mean`)
      continue
    }
    const earlier = mentioned.get(match.qualified)
    if (earlier !== undefined) fault(key, `${earlier} and ${key} are the same parameter`)
    mentioned.set(match.qualified, key)
    const value = await readKey(entry, spotOfKey(source, key, match.field.type, match), reader)
    if (value !== undefined) draft.setBase({root: match, steps: []}, value)
  }
  return [...mentioned.keys()]
}

/**
 * Reads `--from-file`: keys are parameters in any spelling, never settings; `body` is the whole body in wire form.
 * Undefined where the file says nothing that could be read: what is missing then is not known.
 */
export const readRequestFile = async ({path, ...request}: RequestFile): Promise<readonly string[] | undefined> => {
  const {reader} = request
  const {flag} = fromFile
  const spot: Spot = {label: flag, flag, type: {map: 'any'}, sensitive: false, hidden: true}
  const bytes = await reader.readBytes(path, spot)
  const text = bytes && reader.decode(bytes, spot)
  const written = text === undefined ? undefined : await reader.parse(text, spot)
  if (written === undefined) return undefined
  if (!isWrittenMap(written)) {
    reader.context.report.faults.push({
      message: `${flag}: it holds no parameters; it is one mapping of names to values, in JSON or YAML`,
      flag,
    })
    return undefined
  }
  const whole = written.has('body') ? (written.get('body') ?? null) : undefined
  const entries = Array.from(written).filter(([key]) => key !== 'body')
  return readMapping({...request, source: fromFile, whole, entries})
}
