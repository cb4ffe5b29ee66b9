import {nearest} from '../../errors/nearest.js'
import {isWrittenList, isWrittenMap, PlainScalar, type Written} from '../../values/plain-scalar.js'
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

const flag = '--from-file'

/** The value of a key: its text is text, save that a file is named by its path (design §1). */
const readKey = async (written: Written, spot: Spot, reader: ValueReader): Promise<Value | undefined> => {
  const {type} = spot
  if (!fits(written, type)) return reader.wrongType(spot)
  if (type === 'file') {
    const path = written instanceof PlainScalar ? written.text : written
    return typeof path === 'string' ? reader.openFile(path, spot, false) : reader.wrongType(spot)
  }
  const isFileList = typeof type === 'object' && 'list' in type && type.list === 'file'
  if (isFileList && isWrittenList(written)) return reader.openFiles(written, spot)
  return coerce(written, spot, reader.context)
}

const spotOfKey = (key: string, type: Type, entry?: NameEntry): Spot => ({
  label: `${flag}: ${key}`,
  flag,
  type,
  field: entry?.field,
  sensitive: entry?.field.sensitive === true,
  hidden: !entry || entry.field.sensitive === true,
})

/** Reads `--from-file`: keys are parameters in any spelling, never settings; `body` is the whole body in wire form. */
export const readRequestFile = async ({path, names, body, reader, draft}: RequestFile): Promise<readonly string[]> => {
  const {report} = reader.context
  const fault = (message: string, suggestion?: string): void => {
    report.faults.push({message: `${flag}: ${message}`, flag, ...(suggestion !== undefined && {suggestion})})
  }
  const whole: Spot = {label: flag, flag, type: {map: 'any'}, sensitive: false, hidden: true}
  const bytes = await reader.readBytes(path, whole)
  const text = bytes && reader.decode(bytes, whole)
  const written = text === undefined ? undefined : await reader.parse(text, whole)
  if (written === undefined) return []
  if (!isWrittenMap(written)) {
    fault('it holds no parameters; it is one mapping of names to values, in JSON or YAML')
    return []
  }

  if (written.has('body')) {
    const spot = spotOfKey('body', body ?? 'any')
    const value = body === undefined ? undefined : await readKey(written.get('body') ?? null, spot, reader)
    if (body === undefined) fault('body: this operation takes no whole body; its fields are keys of their own')
    else if (value !== undefined) draft.setBase({root: 'body', steps: []}, value)
  }
  const mentioned = new Map<string, string>(written.has('body') ? [['body', 'body']] : [])
  for (const [key, entry] of written) {
    if (key === 'body') continue
    const matches = names.lookUp(key)
    const [match] = matches
    if (!match) {
      const [suggestion] = nearest(key, [
        ...names.entries.flatMap(({field, qualified}) => [field.name, qualified]),
        'body',
      ])
      fault(`${key} is no parameter${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`, suggestion)
      continue
    }
    if (matches.length > 1) {
      for (const {qualified} of matches) mentioned.set(qualified, key)
      fault(`${key} could be ${matches.map(({qualified}) => qualified).join(' or ')}: write the one you mean`)
      continue
    }
    const earlier = mentioned.get(match.qualified)
    if (earlier !== undefined) fault(`${earlier} and ${key} are the same parameter`)
    mentioned.set(match.qualified, key)
    const value = await readKey(entry, spotOfKey(key, match.field.type, match), reader)
    if (value !== undefined) draft.setBase({root: match, steps: []}, value)
  }
  return [...mentioned.keys()]
}
