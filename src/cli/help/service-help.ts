import {type ServiceSummary} from '../../core/catalog/types.js'
import {groupOperations} from './group-operations.js'
import {columns, paragraph, plainStyle, type Row, section, type Style, unbroken} from './layout.js'
import {type NameParts, readName, summaryOf} from './summary.js'

/** What help tells of an operation in a list. */
export interface ListedOperation {
  /** `list-vpcs`. */
  readonly command: string
  readonly version: string
  readonly deprecated?: boolean | undefined
  /** `ListVpcs`. */
  readonly name: string
}

export interface ServiceHelpOptions {
  /** `vpc`. */
  readonly service: string
  readonly summary: ServiceSummary
  readonly operations: readonly ListedOperation[]
  /** Columns of the page. */
  readonly width: number
  readonly style?: Style
}

/** An operation with all versions of the service that have it. */
interface VersionedOperation extends ListedOperation {
  readonly versions: readonly string[]
  readonly parts: NameParts
}

const mergeVersions = (operations: readonly ListedOperation[]): VersionedOperation[] => {
  const merged = new Map<string, VersionedOperation>()
  for (const operation of operations) {
    const known = merged.get(operation.command)
    merged.set(operation.command, {
      ...(known ?? operation),
      parts: known?.parts ?? readName(operation.name),
      versions: [...(known?.versions ?? []), operation.version],
      deprecated: operation.deprecated === true && known?.deprecated !== false,
    })
  }
  return Array.from(merged.values())
}

/** A version that the name ends with stands in the command beside it. */
const withoutVersion = (parts: NameParts): NameParts => ({
  ...parts,
  marks: parts.marks.filter((mark) => !/^v\d+$/.test(mark)),
})

/** ` [v2, v3]` where an operation is not in the service's default version alone. */
const versionMark = (versions: readonly string[], defaultVersion: string): string =>
  versions.length === 1 && versions[0] === defaultVersion ? '' : ` ${unbroken(`[${versions.join(', ')}]`)}`

/** `hwc SERVICE --help`: every operation of a service, grouped by what it acts on, what is deprecated at the end. */
export const serviceHelp = ({service, summary, operations, width, style = plainStyle}: ServiceHelpOptions): string => {
  const {versions, defaultVersion} = summary
  const row = (operation: VersionedOperation): Row => ({
    left: operation.command,
    right: summaryOf(withoutVersion(operation.parts)) + versionMark(operation.versions, defaultVersion),
  })
  const all = mergeVersions(operations)
  const deprecated = all.filter((operation) => operation.deprecated === true)
  const groups = groupOperations(all.filter((operation) => operation.deprecated !== true))
  const versionNote =
    versions.length > 1
      ? `Versions ${versions.map((one) => (one === defaultVersion ? `${one} (default)` : one)).join(', ')}: brackets name ` +
        `those of an operation that is not in ${defaultVersion} alone; --api-version chooses among several.`
      : `Version ${defaultVersion}.`
  const lines = [
    style.heading(`${service}: ${summary.title ?? service}`),
    ...(summary.description === undefined ? [] : paragraph(summary.description, width)),
    ...section('USAGE', [`  hwc ${service} <operation> [flags]`, `  hwc ${service} <operation> --help`], style),
    '',
    ...paragraph(`${all.length} ${all.length === 1 ? 'operation' : 'operations'}. ${versionNote}`, width),
    ...groups.flatMap(({resource, operations: members}) =>
      section(
        resource === ''
          ? groups.length === 1
            ? 'Operations'
            : 'Others'
          : resource.slice(0, 1).toUpperCase() + resource.slice(1),
        columns(members.map(row), width, style),
        style,
      ),
    ),
    ...section('Deprecated', columns(deprecated.map(row), width, style), style),
  ]
  return lines.join('\n') + '\n'
}
