import {layExamples} from './examples.js'
import {columns, paragraph, plainStyle, type Row, section, type Style} from './layout.js'
import {settingNames, settingRow, type ShownSetting} from './setting-rows.js'

/** A flag as oclif's manifest tells of it. */
interface ManifestFlag {
  readonly name: string
  readonly summary?: string
  readonly type: string
  readonly helpValue?: string
  readonly options?: readonly string[]
  readonly default?: unknown
  readonly allowNo?: boolean
  readonly multiple?: boolean
  /** `SETTINGS` for a row of the table of settings. */
  readonly helpGroup?: string
}

interface ManifestArg {
  readonly name: string
  readonly description?: string
  readonly required?: boolean
  readonly options?: readonly string[]
}

/** A hand-written command as oclif's manifest tells of it. */
export interface ManifestCommand {
  readonly summary?: string
  readonly description?: string
  readonly hidden?: boolean
  readonly examples?: readonly string[]
  readonly args?: Readonly<Record<string, ManifestArg>>
  readonly flags?: Readonly<Record<string, ManifestFlag>>
}

export interface CommandHelpOptions {
  /** `configure set`, or the first word of several commands. */
  readonly name: string
  /** Absent where the name alone is no command. */
  readonly command?: ManifestCommand | undefined
  /** Every hand-written command, by its name. */
  readonly commands: ReadonlyMap<string, ManifestCommand>
  readonly settings: readonly ShownSetting[]
  /** Explain the settings. */
  readonly full: boolean
  /** Columns of the page. */
  readonly width: number
  readonly style?: Style
}

/** A sentence as a note: `The port to listen on.` → `the port to listen on`. */
const asNote = (text: string): string =>
  (/^[A-Z][A-Z]/.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1)).replace(/\.$/, '')

const noteOf = (text: string, {options = []}: {readonly options?: readonly string[]}, more?: string): string =>
  [asNote(text), options.length > 0 ? `one of ${options.join(', ')}` : '', more ?? '']
    .filter((part) => part !== '')
    .join('; ')

const flagRow = (flag: ManifestFlag): Row => {
  const {name, summary = '', type, helpValue = 'value', multiple} = flag
  const value = type === 'boolean' ? '' : ` <${helpValue.toLowerCase()}>${multiple === true ? '...' : ''}`
  const standard =
    typeof flag.default === 'string' || typeof flag.default === 'number' ? String(flag.default) : undefined
  return {left: `--${name}${value}`, right: noteOf(summary, flag, standard && `default ${standard}`)}
}

const argName = ({name, required}: ManifestArg): string =>
  required === true ? name.toUpperCase() : `[${name.toUpperCase()}]`

const usageLines = ({name, command, commands, width}: CommandHelpOptions): string[] => {
  const args = Object.values(command?.args ?? {}).map(argName)
  const hasFlags = Object.keys(command?.flags ?? {}).length > 0
  const own = command ? [['hwc', name, ...args, ...(hasFlags ? ['[flags]'] : [])].join(' ')] : []
  const below = isTopic(name, commands) ? [`hwc ${name} <command> [flags]`] : []
  return [...own, ...below].flatMap((line) => paragraph(line, width, 2, 6))
}

const isTopic = (name: string, commands: ReadonlyMap<string, ManifestCommand>): boolean =>
  Array.from(commands.keys()).some((each) => each.startsWith(`${name} `))

const belowRows = (name: string, commands: ReadonlyMap<string, ManifestCommand>): Row[] =>
  Array.from(commands)
    .filter(([each, {hidden}]) => each.startsWith(`${name} `) && hidden !== true)
    .map(([each, {summary = ''}]) => ({left: each, right: summary.replace(/\.$/, '')}))

/** `hwc whoami --help`: how to use a hand-written command, laid out as the help of operations. */
export const commandHelp = (options: CommandHelpOptions): string => {
  const {name, command, commands, settings, full, width, style = plainStyle} = options
  const flags = Object.values(command?.flags ?? {})
  const own = flags.filter(({helpGroup}) => helpGroup !== 'SETTINGS')
  const reserved = new Set(flags.filter((flag) => !own.includes(flag)).map((flag) => flag.name))
  const shown = settings.filter(({name: setting, built}) => built && reserved.has(setting))
  const args = Object.values(command?.args ?? {}).map((arg) => ({
    left: arg.name.toUpperCase(),
    right: noteOf(arg.description ?? '', arg),
  }))
  const examples = (command?.examples ?? []).map((line) => line.replaceAll('<%= config.bin %>', 'hwc'))
  const lines = [
    ...paragraph(command?.summary?.replace(/\.$/, '') ?? `Commands of hwc ${name}`, width).map(style.heading),
    ...(command?.description === undefined ? [] : ['', ...paragraph(breakable(command.description), width)]),
    ...section('USAGE', usageLines(options), style),
    ...section('COMMANDS', columns(belowRows(name, commands), width, style), style),
    ...section('ARGUMENTS', columns(args, width, style), style),
    ...section('FLAGS', columns(own.map(flagRow), width, style), style),
    ...section('EXAMPLES', layExamples(examples.map(exampleWords), width), style),
    ...(full
      ? section('SETTINGS', columns(shown.map(settingRow), width, style), style)
      : section('SETTINGS (hwc --help explains them)', paragraph(settingNames(shown), width, 2), style)),
  ]
  return lines.join('\n') + '\n'
}

/** A text whose JSON may be broken between its members. */
const breakable = (text: string): string => text.replaceAll(/,(?=")/g, ', ')

/** A command line cut before each flag, where it may be broken. */
const exampleWords = (line: string): string[] => line.split(/ (?=--)/)
