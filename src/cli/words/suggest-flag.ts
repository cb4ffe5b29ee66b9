import {nearest} from '../../core/errors/nearest.js'
import {findSpelling} from '../../core/request/names/find-spelling.js'
import {flagName} from '../../core/request/names/flag-name.js'
import {type NameEntry, shownName} from '../../core/request/names/name-table.js'
import {type PathContext} from '../../core/request/names/resolve-path.js'
import {schemaOf} from '../../core/request/names/schema-lookup.js'
import {reservedSettings} from './settings.js'

const builtNames = reservedSettings.filter(({built}) => built).map(({name}) => name)

/** The field of a body's object that has the name: `--cidr` where it is `--vpc.cidr`. */
const findInside = (name: string, entry: NameEntry, schema: PathContext['schema']): string[] => {
  const {type} = entry.field
  const isList = typeof type === 'object' && 'list' in type
  const fields = schemaOf(isList ? type.list : type, schema)?.fields ?? []
  const [match] = findSpelling(fields, name, (field) => field)
  return match ? [`${shownName(entry)}.${isList ? '0.' : ''}${flagName(match.name)}`] : []
}

/**
 * The name (without dashes) that an unknown one was probably meant to be: the same name in another place first, then the
 * same name one level deeper, then what is spelt nearly so.
 */
export const suggestFlag = (name: string, {table, schema}: PathContext): string | undefined => {
  const last = flagName(name.slice(name.lastIndexOf('.') + 1))
  const elsewhere = table.entries.find(({qualified}) => qualified.slice(qualified.indexOf('.') + 1) === last)
  if (elsewhere) return shownName(elsewhere)
  const [inside] = table.entries.flatMap((entry) => findInside(name, entry, schema))
  if (inside !== undefined) return inside

  const negations = table.entries.flatMap((entry) => (entry.field.type === 'boolean' ? [`no-${shownName(entry)}`] : []))
  const names = [
    ...table.entries.map(shownName),
    ...table.entries.map(({qualified}) => qualified),
    ...builtNames,
    ...(name.startsWith('no-') ? negations : []),
  ]
  const [near] = nearest(flagName(name), names)
  if (near !== undefined) return near
  const ending = table.entries.filter((entry) => shownName(entry).endsWith(`-${last}`))
  if (ending.length === 1 && ending[0] && !name.includes('.')) return shownName(ending[0])
  const [first = '', ...rest] = name.split('.')
  const [nearFirst] = rest.length > 0 ? nearest(flagName(first), names) : []
  return nearFirst === undefined ? undefined : [nearFirst, ...rest].join('.')
}
