import {Command} from '@oclif/core/command'
import {type Config} from '@oclif/core/config'
import {type Catalog} from '../core/catalog/catalog.js'
import {type FoundOperation, findOperation} from '../core/catalog/find-operation.js'
import {type Operation} from '../core/catalog/types.js'
import {loadProfile} from '../core/config/load-profile.js'
import {checkFlags, resolveSettings} from '../core/config/resolve-settings.js'
import {HwcError} from '../core/errors/hwc-error.js'
import {type Fault, UsageError} from '../core/errors/usage-error.js'
import {type FileReader} from '../core/request/arguments/file-reader.js'
import {readArguments} from '../core/request/arguments/read-arguments.js'
import {type RequestArguments} from '../core/request/types.js'
import {type CallContext} from './call-context.js'
import {openFiles} from './open-files.js'
import {operationFault} from './operation-fault.js'
import {type ResolvedWords, resolveWords} from './resolve-words.js'
import {peekSetting} from './resolve-leading-flags.js'
import {type Runtime} from './runtime.js'
import {warn} from './warn.js'

/** A command line whose first two words are no hand-written command. */
export interface OperationLine {
  readonly service: string
  readonly operation: string
  /** The flags before and after those two. */
  readonly words: readonly string[]
  /** What was wrong with the words before them. */
  readonly faults: readonly Fault[]
}

/** What oclif's class asks of its configuration: nothing is looked up on disk for it. */
const config = {bin: 'hwc', name: 'hwc', topicSeparator: ' '} as unknown as Config

interface OperationFacts {
  readonly found: FoundOperation
  readonly runtime: Runtime
  readonly leadingFaults: readonly Fault[]
}

/** What is no stream goes to stdout, where the shell can send it on (design §7). */
const outputFileFaults = (settings: ResolvedWords['settings'], {streamResponse}: Operation): readonly Fault[] =>
  settings.has('output-file') && !streamResponse
    ? [
        {
          message:
            '--output-file is for answers that are files, and this operation has none; send stdout there: > FILE',
          flag: '--output-file',
          suggestion: '>',
        },
      ]
    : []

/** Who asks for no pages does not load what knows of them. */
const pagingFaults = async (
  words: ResolvedWords,
  operation: Operation,
  given: RequestArguments,
): Promise<readonly Fault[]> => {
  if (!words.settings.has('all-pages') && !words.settings.has('max-items')) return []
  const {pageFaults} = await import('./pages/page-faults.js')
  return pageFaults(words, operation, given)
}

/** What every operation does: read its words, make the request, send it, show the answer. */
class OperationCommand extends Command {
  private readonly found: FoundOperation
  private readonly runtime: Runtime
  private readonly leadingFaults: readonly Fault[]

  constructor(argv: readonly string[], {found, runtime, leadingFaults}: OperationFacts) {
    super([...argv], config)
    this.found = found
    this.runtime = runtime
    this.leadingFaults = leadingFaults
  }

  /** An operation's words are read by its facts: oclif's parser cannot (design §1). */
  protected readWords(): ResolvedWords {
    const {operation, file} = this.found
    return resolveWords(this.argv, operation, (name) => file.schema(name))
  }

  override async run(): Promise<void> {
    const {found, runtime} = this
    const words = this.readWords()
    if (words.help) {
      const {showOperationHelp} = await import('./show-help.js')
      await showOperationHelp(found, {names: words.names, full: words.help === 'full', runtime, argv: this.argv})
      return
    }
    const files = openFiles(runtime)
    try {
      await this.act(await this.readLine(words, files))
    } finally {
      await files.cleanUp()
    }
  }

  private async act(context: CallContext): Promise<void> {
    if (context.settings.get('preview') !== false) {
      const {previewOperation} = await import('./preview-operation.js')
      await previewOperation(context)
      return
    }
    const {pages} = context.found.operation
    if (pages && context.settings.get('all-pages')) {
      const {callPages} = await import('./pages/call-pages.js')
      await callPages(pages, context)
      return
    }
    const {sendOperation} = await import('./send-operation.js')
    await sendOperation(context)
  }

  /** Everything the command line, its files and the settings say. @throws {UsageError} with all faults of the line. */
  private async readLine(words: ResolvedWords, files: FileReader): Promise<CallContext> {
    const {found, runtime, leadingFaults} = this
    const {operation, file, service, command} = found
    const lineFaults = [...leadingFaults, ...words.faults, ...checkFlags(words.settings)]
    const fromFile = words.settings.get('from-file')
    const read = await readArguments({
      words,
      fromFile: typeof fromFile === 'string' ? fromFile : undefined,
      operation,
      schema: (name) => file.schema(name),
      files,
    })
    const faults = [
      ...lineFaults,
      ...outputFileFaults(words.settings, operation),
      ...(await pagingFaults(words, operation, read.arguments)),
      ...read.faults,
    ]
    if (faults.length > 0) throw operationFault(`${service} ${command}`, faults, words.corrected)
    if (read.fileError) throw read.fileError
    const tell = warn(runtime, words.settings.get('quiet') === true)
    read.warnings.forEach(tell)
    const profile = loadProfile({flags: words.settings, surroundings: runtime, warn: tell})
    const settings = resolveSettings({flags: words.settings, env: runtime.env, profile})
    const {origin} = settings.provenance('output')
    if (origin === 'profile') runtime.errorOutput.profile = settings.get('output')
    return {runtime, found, settings, profile, arguments: read.arguments, warn: tell}
  }
}

/** A word taken for the operation may be the value of a flag that may not stand before it: then only that is told. */
const find = (catalog: Catalog, {service, operation, faults}: OperationLine, version?: string): FoundOperation => {
  try {
    return findOperation(catalog, service, operation, version)
  } catch (error) {
    if (faults.length === 0 || !(error instanceof UsageError)) throw error
    throw new UsageError(faults, {hint: 'Flags follow the operation: hwc <service> <operation> [flags]', cause: error})
  }
}

/** The command class of an operation, made when it is called. */
const operationCommand = ({service, command}: FoundOperation): typeof OperationCommand =>
  class extends OperationCommand {
    static override id = `${service}:${command}`
  }

/**
 * Runs one operation of the catalogue: an oclif command class is made from its facts and run.
 * @throws {HwcError} with the place that it happened.
 */
export const runOperation = async (line: OperationLine, runtime: Runtime): Promise<void> => {
  const version = peekSetting(line.words, 'api-version')
  const found = find(await runtime.catalog(), line, typeof version === 'string' ? version : undefined)
  const OneOperation = operationCommand(found)
  try {
    await new OneOperation(line.words, {found, runtime, leadingFaults: line.faults}).run()
  } catch (error) {
    if (error instanceof HwcError && !(error instanceof UsageError))
      error.place = {operation: `${found.service} ${found.command}`, ...error.place}
    throw error
  }
}
