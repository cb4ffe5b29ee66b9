import {suggestByWords} from '../../core/catalog/suggest-by-words.js'
import {editDistance, nearest} from '../../core/errors/nearest.js'
import {findSpelling} from '../../core/request/names/find-spelling.js'
import {flagName} from '../../core/request/names/flag-name.js'
import {type NameEntry, shownName} from '../../core/request/names/name-table.js'
import {type PathContext} from '../../core/request/names/resolve-path.js'
import {schemaOf} from '../../core/request/names/schema-lookup.js'
import {reservedSettings} from './settings.js'

const builtNames = reservedSettings.filter(({built}) => built).map(({name}) => name)

/** The fields one level below an entry, as the flags that set them: `vpc.cidr`. */
const namesInside = (entry: NameEntry, schema: PathContext['schema']): {name: string; flag: string}[] => {
  const {type} = entry.field
  const isList = typeof type === 'object' && 'list' in type
  const fields = schemaOf(isList ? type.list : type, schema)?.fields ?? []
  return fields.map(({name}) => ({
    name: flagName(name),
    flag: `${shownName(entry)}.${isList ? '0.' : ''}${flagName(name)}`,
  }))
}

/** The field of a body's object that has the name: `--cidr` where it is `--vpc.cidr`. */
const findInside = (name: string, entry: NameEntry, schema: PathContext['schema']): string[] => {
  const {type} = entry.field
  const isList = typeof type === 'object' && 'list' in type
  const fields = schemaOf(isList ? type.list : type, schema)?.fields ?? []
  const [match] = findSpelling(fields, name, (field) => field)
  return match ? [`${shownName(entry)}.${isList ? '0.' : ''}${flagName(match.name)}`] : []
}

/** The one candidate that has all words of the name and more: `bucket-name` of `bucket`. */
const onlyLonger = (name: string, candidates: readonly string[]): string | undefined => {
  const [first, second] = suggestByWords(name, candidates, {most: 2})
  return second === undefined ? first : undefined
}

/** The longest candidate that the name ends with: `region` of `cli-region`. */
const endingOf = (name: string, candidates: readonly string[]): string | undefined =>
  candidates.filter((candidate) => name.endsWith(`-${candidate}`)).sort((one, other) => other.length - one.length)[0]

const isSlip = (name: string, other: string): boolean => editDistance(name, other) <= (name.length < 6 ? 1 : 2)

/**
 * The name (without dashes) that an unknown one was probably meant to be: the same name in another place first, then the
 * same name one level deeper, then what it is a slip of, what has its words and more, what is spelt nearly so, and the
 * same one level deeper.
 */
export const suggestFlag = (name: string, {table, schema}: PathContext): string | undefined => {
  const last = flagName(name.slice(name.lastIndexOf('.') + 1))
  const elsewhere = table.entries.find(({qualified}) => qualified.slice(qualified.indexOf('.') + 1) === last)
  if (elsewhere) return shownName(elsewhere)
  const [inside] = table.entries.flatMap((entry) => findInside(name, entry, schema))
  if (inside !== undefined) return inside

  const own = table.entries.map(shownName)
  const negations = table.entries.flatMap((entry) => (entry.field.type === 'boolean' ? [`no-${shownName(entry)}`] : []))
  const names = [
    ...own,
    ...table.entries.map(({qualified}) => qualified),
    ...builtNames,
    ...(name.startsWith('no-') ? negations : []),
  ]
  const flag = flagName(name)
  const [near] = nearest(flag, names)
  if (near !== undefined && isSlip(flag, near)) return near
  const below = table.entries.flatMap((entry) => namesInside(entry, schema))
  const [nearBelow] = nearest(
    flag,
    below.map((field) => field.name),
  )
  const slipBelow = nearBelow !== undefined && isSlip(flag, nearBelow) ? nearBelow : undefined
  const longer = flag.includes('.') ? undefined : (onlyLonger(flag, own) ?? endingOf(flag, [...own, ...builtNames]))
  const found = longer ?? near ?? below.find((field) => field.name === slipBelow)?.flag
  if (found !== undefined) return found
  const [first = '', ...rest] = name.split('.')
  const [nearFirst] = rest.length > 0 ? nearest(flagName(first), names) : []
  return nearFirst === undefined ? undefined : [nearFirst, ...rest].join('.')
}
