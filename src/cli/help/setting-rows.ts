import {type Setting} from '../../core/config/settings-table.js'
import {type Row} from './layout.js'

/** What help needs of a setting. */
export type ShownSetting = Pick<Setting, 'name' | 'flag' | 'char' | 'form' | 'built' | 'help'>

const forms = {word: ' <value>', switch: '', equals: '[=<value>]'} as const

/** A reserved flag with its meaning, for a list of settings. */
export const settingRow = ({name, char, form, help}: ShownSetting): Row => ({
  left: `${char === undefined ? '' : `-${char}, `}--${name}${forms[form]}`,
  right: help,
})

/** What a call is often given; the others are rarely typed. */
const often: ReadonlySet<string> = new Set([
  'profile',
  'region',
  'project-id',
  'api-version',
  'output',
  'from-file',
  'preview',
  'body',
  'output-file',
  'debug',
])

/** The reserved flags that a call is often given, and how many more there are. */
export const oftenNames = (settings: readonly ShownSetting[]): string => {
  const some = settings.filter(({name}) => often.has(name))
  const rest = settings.length - some.length
  return settingNames(some) + (rest === 0 ? '' : ` and ${rest} more`)
}

/** The reserved flags in one line each, without their meaning: `--region`, `-o, --output`. */
export const settingNames = (settings: readonly ShownSetting[]): string =>
  settings
    .filter(({flag, built}) => flag && built)
    .map(({name}) => `--${name}`)
    .join(' ')
