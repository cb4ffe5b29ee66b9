import {type Operation, type Place} from '../../core/catalog/types.js'
import {isProvidedHeader} from '../../core/request/arguments/provided-headers.js'
import {wireName} from '../../core/request/names/find-spelling.js'
import {flagName} from '../../core/request/names/flag-name.js'
import {type NameEntry, shownName} from '../../core/request/names/name-table.js'
import {fieldRows, type FieldRowsOptions} from './field-rows.js'
import {columns, section, type Row, type Style} from './layout.js'

/** The flag that help shows for a parameter. */
export const flagOf = (entry: NameEntry): string => `--${shownName(entry)}`

const isProjectId = ({place, field}: NameEntry): boolean => place === 'path' && wireName(field) === 'project_id'

/** Whether hwc has a value for the parameter when none is typed. */
export const isFilled = (entry: NameEntry, operation: Operation): boolean =>
  isProvidedHeader(entry) || (isProjectId(entry) && operation.scopeProject === true)

/** Whether a call without the parameter is a fault. */
export const mustBeGiven = (entry: NameEntry, operation: Operation): boolean =>
  entry.field.required === true && !isFilled(entry, operation)

const notesOf = (entry: NameEntry, operation: Operation, settings: ReadonlySet<string>): string[] => {
  if (isProvidedHeader(entry)) return ['set by hwc']
  if (isProjectId(entry))
    return [
      operation.scopeProject === true
        ? 'filled from --project-id'
        : 'a project of the service; --project-id does not fill it',
    ]
  const {field, place, short} = entry
  const flag = flagName(field.name)
  if (short === undefined && settings.has(flag)) return [`not the setting --${flag}`]
  if ('idempotencyToken' in field) return ['a UUID of its own for each call where none is given']
  const isAuthorization = place === 'header' && wireName(field).toLowerCase() === 'authorization'
  return isAuthorization ? ['sent as it is, the call is not signed'] : []
}

export interface ParameterRowsOptions extends FieldRowsOptions {
  readonly operation: Operation
  /** The names of the reserved flags. */
  readonly settingNames: ReadonlySet<string>
}

/** The lines of one parameter, the fields below it included. */
export const parameterRows = (entry: NameEntry, {operation, settingNames, ...options}: ParameterRowsOptions): Row[] =>
  fieldRows(flagOf(entry), entry.field, notesOf(entry, operation, settingNames), options)

const placeTitles: readonly (readonly [Place, string])[] = [
  ['path', 'PATH'],
  ['query', 'QUERY'],
  ['header', 'HEADERS'],
  ['host', 'HOST'],
  ['form', 'FORM'],
  ['body', 'BODY'],
]

export interface ParameterSectionsOptions extends ParameterRowsOptions {
  readonly width: number
  readonly style: Style
}

/** What must be given, then everything else by its place in the request. */
export const parameterSections = (entries: readonly NameEntry[], options: ParameterSectionsOptions): string[] => {
  const {operation, width, style} = options
  const lay = (title: string, members: readonly NameEntry[]): string[] =>
    section(
      title,
      columns(
        members.flatMap((entry) => parameterRows(entry, options)),
        width,
        style,
      ),
      style,
    )
  const places = placeTitles.map(([place, title]) => ({
    title,
    members: entries.filter((entry) => entry.place === place && !mustBeGiven(entry, operation)),
  }))
  const required = placeTitles.flatMap(([place]) =>
    entries.filter((entry) => entry.place === place && mustBeGiven(entry, operation)),
  )
  return [...lay('REQUIRED', required), ...places.flatMap(({title, members}) => lay(title, members))]
}
