import {type Setting} from '../../core/config/settings-table.js'
import {paragraph, type Row, section, type Style, unbroken} from './layout.js'

/** What help needs of a setting. */
export type ShownSetting = Pick<Setting, 'name' | 'flag' | 'char' | 'form' | 'built' | 'help' | 'fallback'>

const forms = {word: ' <value>', switch: '', equals: '[=<value>]'} as const

/** What counts where nobody says anything, for people; nothing for what is then off or not there. */
const standardOf = ({fallback}: ShownSetting): string =>
  typeof fallback === 'string' || typeof fallback === 'number' ? `; ${unbroken(`default ${fallback}`)}` : ''

/** A reserved flag with its meaning and its default, for a list of settings. */
export const settingRow = (setting: ShownSetting): Row => {
  const {name, char, form, help} = setting
  return {
    left: `${char === undefined ? '' : `-${char}, `}--${name}${forms[form]}`,
    right: help.replace(/\(- for \w+/, unbroken) + standardOf(setting),
  }
}

/** What a call is often given; the others are rarely typed. */
const often: ReadonlySet<string> = new Set([
  'profile',
  'region',
  'project-id',
  'api-version',
  'output',
  'all-pages',
  'max-items',
  'from-file',
  'preview',
  'body',
  'output-file',
  'debug',
])

/** The settings of a call on a page that does not explain them: the names of those often given, and how many more there are. */
export const settingsSection = (settings: readonly ShownSetting[], width: number, style: Style): string[] => {
  const some = settings.filter(({name}) => often.has(name))
  const rest = settings.length - some.length
  const title = rest === 0 ? 'SETTINGS (hwc --help explains them)' : `SETTINGS (these and ${rest} more: hwc --help)`
  return section(title, paragraph(settingNames(some), width, 2), style)
}

/** The reserved flags in one line each, without their meaning: `--region`, `-o, --output`. */
export const settingNames = (settings: readonly ShownSetting[]): string =>
  settings
    .filter(({flag, built}) => flag && built)
    .map(({name}) => `--${name}`)
    .join(' ')
