import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type FoundOperation} from '../core/catalog/find-operation.js'
import {settingsTable} from '../core/config/settings-table.js'
import {writePage} from '../core/io/write-stream.js'
import {type NameTable} from '../core/request/names/name-table.js'
import {type ManifestCommand} from './help/command-help.js'
import {colorStyle, plainStyle, type Style} from './help/layout.js'
import {type Runtime} from './runtime.js'
import {wantsColor} from './wants-color.js'

/** A page is as wide as the terminal, within reason; 80 columns where it goes elsewhere. */
const pageWidth = ({io: {stdout}}: Runtime): number =>
  stdout.isTerminal ? Math.min(Math.max(stdout.columns ?? 80, 40), 160) : 80

const styleOf = (runtime: Runtime, argv: readonly string[]): Style =>
  wantsColor(runtime.io.stdout, argv, runtime) ? colorStyle : plainStyle

interface Manifest {
  readonly commands: Readonly<Record<string, ManifestCommand>>
}

/** The hand-written commands by name: `configure list`. */
const handWrittenCommands = (root: string): ReadonlyMap<string, ManifestCommand> => {
  const {commands} = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8')) as Manifest
  return new Map(Object.entries(commands).map(([id, command]) => [id.replaceAll(':', ' '), command]))
}

/** `hwc --help`; the words of the command line may say that there be no colour. */
export const showRootHelp = async (runtime: Runtime, argv: readonly string[]): Promise<void> => {
  const [{rootHelp}, catalog] = await Promise.all([import('./help/root-help.js'), runtime.catalog()])
  const commands = Array.from(handWrittenCommands(runtime.root))
    .filter(([, {hidden}]) => hidden !== true)
    .map(([name, {summary = ''}]) => ({name, summary}))
  await writePage(
    runtime.io.stdout,
    rootHelp({services: catalog.services, commands, width: pageWidth(runtime), style: styleOf(runtime, argv)}),
  )
}

/** `hwc configure set --help`, from the manifest alone; `name` may be the first word of several commands. */
export const showCommandHelp = async (name: string, runtime: Runtime, argv: readonly string[]): Promise<void> => {
  const {commandHelp} = await import('./help/command-help.js')
  const commands = handWrittenCommands(runtime.root)
  const page = commandHelp({
    name,
    command: commands.get(name),
    commands,
    settings: settingsTable,
    full: argv.includes('--help=full'),
    width: pageWidth(runtime),
    style: styleOf(runtime, argv),
  })
  await writePage(runtime.io.stdout, page)
}

/** `hwc SERVICE --help`. */
export const showServiceHelp = async (service: string, runtime: Runtime, argv: readonly string[]): Promise<void> => {
  const [{serviceHelp}, catalog] = await Promise.all([import('./help/service-help.js'), runtime.catalog()])
  const summary = catalog.service(service)
  if (!summary) throw new TypeError(`The catalogue has no service ${service}`)
  const operations = catalog.operations(service)
  await writePage(
    runtime.io.stdout,
    serviceHelp({service, summary, operations, width: pageWidth(runtime), style: styleOf(runtime, argv)}),
  )
}

interface OperationHelpRequest {
  readonly names: NameTable
  readonly full: boolean
  readonly runtime: Runtime
  readonly argv: readonly string[]
}

/** `hwc SERVICE OPERATION --help`, `--help=full`. */
export const showOperationHelp = async (
  found: FoundOperation,
  {names, full, runtime, argv}: OperationHelpRequest,
): Promise<void> => {
  const {operationHelp} = await import('./help/operation-help.js')
  const {service, version, versions, defaultVersion, command, operation, file} = found
  const page = operationHelp({
    service,
    version,
    versions,
    defaultVersion,
    command,
    client: file.head.client,
    operation,
    schema: (name) => file.schema(name),
    names,
    settings: settingsTable,
    full,
    width: pageWidth(runtime),
    style: styleOf(runtime, argv),
  })
  await writePage(runtime.io.stdout, page)
}
