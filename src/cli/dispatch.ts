import {type Catalog} from '../core/catalog/catalog.js'
import {type Fault, UsageError} from '../core/errors/usage-error.js'
import {writeTo} from '../core/io/write-stream.js'
import {type LeadingFlags, resolveLeadingFlags} from './resolve-leading-flags.js'
import {type Runtime} from './runtime.js'

/** The first words of the hand-written commands; a test holds them against the table of commands. */
const ownWords = new Set(['batch', 'request', 'cache', 'configure', 'doctor', 'regions', 'sandbox', 'whoami'])

const asksHelp = (words: readonly string[]): boolean =>
  words.some((word) => word === '--help' || word === '-h' || word.startsWith('--help='))

/** `hwc help vpc list-vpcs` is `hwc vpc list-vpcs --help`. */
const withoutHelpWord = (argv: readonly string[]): readonly string[] =>
  argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv

/** What is wrong with a line that ends before an operation is named, unless it asks for help or holds nothing else. */
const endFaults = (missing: string, {faults, valued}: Pick<LeadingFlags, 'faults' | 'valued'>): readonly Fault[] =>
  valued === undefined
    ? faults
    : [...faults, {message: `No ${missing} is named; a word after ${valued} is its value`, flag: valued}]

const throwFaults = (faults: readonly Fault[]): void => {
  if (faults.length > 0)
    throw new UsageError(faults, {hint: 'hwc <service> <operation> [flags]; hwc --help shows more.'})
}

/** The service that a line names. @throws {UsageError} with what was meant, hand-written commands included. */
const assertService = async (catalog: Catalog, {service = '', operation}: LeadingFlags): Promise<string> => {
  const [{findService}, {commandLoaders}] = await Promise.all([
    import('../core/catalog/find-service.js'),
    import('./command-loaders.js'),
  ])
  const commands = Object.keys(commandLoaders).map((id) => id.replaceAll(':', ' '))
  return findService(catalog, service, {operation: operation === 'help' ? undefined : operation, commands})
}

/**
 * Runs one command line: the first word that is no flag decides. A hand-written command is oclif's, everything else is
 * an operation of the catalogue and never loads oclif's configuration (design §4).
 * @throws {HwcError} for whatever goes wrong.
 */
export const dispatch = async (argv: readonly string[], runtime: Runtime): Promise<void> => {
  if (argv[0] === '--version') {
    await writeTo(runtime.io.stdout, `hwc/${runtime.version} ${runtime.platform}\n`)
    return
  }
  const line = resolveLeadingFlags(withoutHelpWord(argv))
  const {service, operation, leading, before, rest, afterService, faults} = line
  const isHelp = asksHelp(leading)
  if (service === undefined) {
    if (!isHelp) throwFaults(endFaults('service', line))
    const {showRootHelp} = await import('./show-help.js')
    await showRootHelp(runtime, leading)
    return
  }
  if (ownWords.has(service)) {
    const {runCommand} = await import('./run-command.js')
    await runCommand([service, ...afterService, ...before], runtime)
    return
  }
  const catalog = await runtime.catalog()
  if (operation === undefined || operation === 'help') {
    if (!isHelp) throwFaults(faults)
    const name = await assertService(catalog, line)
    if (operation === undefined && !isHelp) throwFaults(endFaults('operation', line))
    const {showServiceHelp} = await import('./show-help.js')
    await showServiceHelp(name, runtime, [...leading, ...rest])
    return
  }
  if (faults.length === 0 && catalog.service(service) === undefined) await assertService(catalog, line)
  const {runOperation} = await import('./operation-command.js')
  await runOperation({service, operation, words: [...leading, ...rest], faults}, runtime)
}
