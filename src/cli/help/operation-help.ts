import {type Operation} from '../../core/catalog/types.js'
import {wireName} from '../../core/request/names/find-spelling.js'
import {type NameTable} from '../../core/request/names/name-table.js'
import {bodyType, schemaOf, type SchemaLookup} from '../../core/request/names/schema-lookup.js'
import {exampleLines, layExamples} from './examples.js'
import {fieldRows, type FieldRowsOptions} from './field-rows.js'
import {columns, paragraph, pathLines, plainStyle, type Row, section, type Style} from './layout.js'
import {isFilled, mustBeGiven, parameterRows, parameterSections} from './parameter-sections.js'
import {settingRow, settingsSection, type ShownSetting} from './setting-rows.js'
import {summarize} from './summary.js'
import {valueLegend} from './value-legend.js'

export interface OperationHelpOptions {
  /** `vpc`. */
  readonly service: string
  /** `v2`. */
  readonly version: string
  /** Every version of the service that has the operation. */
  readonly versions: readonly string[]
  /** The one that is meant when none is typed. */
  readonly defaultVersion: string
  /** `list-vpcs`. */
  readonly command: string
  /** The SDK's client class: `VpcClient`. */
  readonly client: string
  readonly operation: Operation
  readonly schema: SchemaLookup
  readonly names: NameTable
  readonly settings: readonly ShownSetting[]
  /** Every enum value, every level of nested fields, every setting. */
  readonly full: boolean
  /** Columns of the page. */
  readonly width: number
  readonly style?: Style
}

/** Where the API Explorer most likely explains the operation (design §3). */
export const apiExplorerLink = (client: string, name: string): string => {
  const product = client.replace(/Client$/, '').toUpperCase()
  return `https://apiexplorer.developer.huaweicloud.com/apiexplorer/doc?product=${product}&api=${name}`
}

const headLines = ({
  service,
  version,
  versions,
  defaultVersion,
  command,
  operation,
  width,
  style = plainStyle,
}: OperationHelpOptions): string[] => {
  const others = versions.filter((other) => other !== version)
  const typedVersion = version === defaultVersion ? '' : ` --api-version ${version}`
  const versionNotes =
    others.length === 0
      ? ''
      : version === defaultVersion
        ? ` (the default); also in ${others.join(', ')}: --api-version ${others.at(-1) ?? ''}`
        : `; the default is ${defaultVersion}`
  return [
    ...paragraph(summarize(operation.name), width).map(style.heading),
    ...(operation.deprecated === true ? ['Deprecated: the service may remove it.'] : []),
    ...section('USAGE', paragraph(`hwc ${service} ${command}${typedVersion} [flags]`, width, 2, 6), style),
    '',
    ...pathLines(`${operation.method} ${operation.path}`, width, 2),
    ...paragraph(`Version ${version}${versionNotes}`, width, 2, 4),
  ]
}

/** What the account fills into the path although it is no parameter. */
const scopeNotes = ({path, parameters}: Operation): string[] => {
  const declared = (name: string): boolean =>
    parameters.some((parameter) => parameter.in === 'path' && wireName(parameter) === name)
  return [
    ...(path.includes('{project_id}') && !declared('project_id')
      ? ["{project_id} is the account's project in the region (--project-id)."]
      : []),
    ...(path.includes('{domain_id}') && !declared('domain_id')
      ? ['{domain_id} is the account (--account-domain-id).']
      : []),
  ]
}

/** The rows of a body that has no fields to give one by one. */
const wholeBodyRows = (operation: Operation, options: FieldRowsOptions): Row[] => {
  const type = bodyType(operation)
  if (type === undefined || schemaOf(type, options.schema) !== undefined) return []
  const notes = operation.bodyRequired === true || operation.streamRequest === true ? ['required'] : []
  return fieldRows('--body', {name: 'body', type}, notes, options)
}

/** Top-level fields, and those below them; one more level where the body is only a wrapper around one object. */
const levelsOf = (operation: Operation, schema: SchemaLookup): number => {
  const fields = schemaOf(operation.body, schema)?.fields
  return fields?.length === 1 ? 3 : 2
}

/** Whether a call of the operation may have the setting. */
const isOf = ({operation, versions}: OperationHelpOptions, {name}: ShownSetting): boolean => {
  if (name === 'api-version') return versions.length > 1
  if (name === 'all-pages' || name === 'max-items') return operation.pages !== undefined
  if (name === 'body') return bodyType(operation) !== undefined
  return name !== 'output-file' || operation.streamResponse === true
}

const settingLines = (options: OperationHelpOptions): string[] => {
  const {settings, full, width, style = plainStyle} = options
  const shown = settings.filter((setting) => setting.flag && setting.built && isOf(options, setting))
  if (full) return section('SETTINGS', columns(shown.map(settingRow), width, style), style)
  return settingsSection(shown, width, style)
}

/** `hwc SERVICE OPERATION --help`: how to call one operation. A pure function of the catalogue. */
export const operationHelp = (options: OperationHelpOptions): string => {
  const {
    service,
    version,
    defaultVersion,
    command,
    client,
    operation,
    schema,
    names,
    full,
    width,
    style = plainStyle,
  } = options
  const rowOptions = {
    operation,
    schema,
    full,
    levels: full ? Infinity : levelsOf(operation, schema),
    settingNames: new Set(options.settings.map(({name}) => name)),
  }
  const {entries} = names
  const bodyRows = wholeBodyRows(operation, rowOptions)
  const allRows = [...entries.flatMap((entry) => parameterRows(entry, rowOptions)), ...bodyRows]
  const examples = exampleLines({
    command: [`hwc ${service} ${command}`, ...(version === defaultVersion ? [] : [`--api-version ${version}`])],
    operation,
    schema,
    required: entries.filter((entry) => mustBeGiven(entry, operation)),
    optional: entries.filter((entry) => !mustBeGiven(entry, operation) && !isFilled(entry, operation)),
  })
  const lines = [
    ...headLines(options),
    ...scopeNotes(operation).flatMap((note) => paragraph(note, width, 2)),
    ...(operation.streamResponse === true
      ? paragraph('The answer is a file: --output-file says where it goes.', width, 2)
      : []),
    ...(operation.pages ? paragraph('The answer comes in pages: --all-pages follows them to the end.', width, 2) : []),
    ...parameterSections(entries, {...rowOptions, width, style}),
    ...section('BODY', columns(bodyRows, width, style), style),
    ...section('VALUES', columns(valueLegend(allRows, examples), width, style), style),
    ...section('EXAMPLES', layExamples(examples, width), style),
    ...settingLines(options),
    ...section('SEE ALSO', [`  ${apiExplorerLink(client, operation.name)}`], style),
  ]
  return lines.join('\n') + '\n'
}
