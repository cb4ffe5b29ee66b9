import {type Setting} from '../core/config/settings-table.js'
import {nearest} from '../core/errors/nearest.js'
import {hiddenText} from '../core/request/arguments/spot.js'
import {type Fault} from '../core/errors/usage-error.js'
import {isValueWord, parseFlagWord} from './words/flag-word.js'
import {findSetting, reservedNames, settingOfLetter} from './words/settings.js'

/** A command line cut at its first two words that are no flags. */
export interface LeadingFlags {
  /** The first word that is no flag and no flag's value: a service or a hand-written command. */
  readonly service?: string
  /** The second. */
  readonly operation?: string
  /** The words of the reserved flags that stood before the service or between it and the operation, as typed. */
  readonly leading: readonly string[]
  /** The last of them that takes a value: the word after it is no command. */
  readonly valued?: string
  /** The reserved flags that stood before the first command word, as oclif's parser takes them: `--name=value`, `--name`. */
  readonly before: readonly string[]
  /** What follows the operation, untouched. `resolveWords` takes `[...leading, ...rest]`. */
  readonly rest: readonly string[]
  /** Everything after the first command word, untouched: for a hand-written command. */
  readonly afterService: readonly string[]
  /** What stood there and is no reserved flag. */
  readonly faults: readonly Fault[]
}

const negated = (name: string): Setting | undefined => {
  const setting = name.startsWith('no-') ? findSetting(name.slice(3)) : undefined
  return setting?.form === 'switch' ? setting : undefined
}

const settingOf = (flag: ReturnType<typeof parseFlagWord>): Setting | undefined => {
  if (flag.kind === 'letter') return settingOfLetter(flag.letter)
  return flag.kind === 'long' ? (findSetting(flag.name) ?? negated(flag.name)) : undefined
}

/** As oclif's parser takes it; a negation stays one. */
const forOclif = (setting: Setting, word: string, value: string | undefined): string => {
  const isNegation = word.startsWith('--no-') && !findSetting(word.slice(2).replace(/=.*$/s, ''))
  if (isNegation) return `--no-${setting.name}`
  return value === undefined ? `--${setting.name}` : `--${setting.name}=${value}`
}

const unknownFault = (word: string): Fault => {
  const flag = parseFlagWord(word)
  if (flag.kind === 'letter') {
    const near = flag.letter.toLowerCase() === 'v' ? '; did you mean hwc --version?' : ''
    const message = `-${flag.letter} is no flag: -o and -h are the only single letters${near}`
    return {message, flag: `-${flag.letter}`}
  }
  if (flag.kind !== 'long')
    return {message: `The word ${hiddenText} is no reserved flag: only those stand before the operation`}
  if (flag.name === 'version') return {message: '--version stands alone: hwc --version', flag: '--version'}
  const [suggestion] = nearest(flag.name, [...reservedNames, 'version'])
  const near = suggestion === undefined ? '' : `; did you mean --${suggestion}?`
  return {
    message: `--${flag.name} is no reserved flag: only those stand before the operation${near}`,
    flag: `--${flag.name}`,
    ...(suggestion !== undefined && {suggestion: `--${suggestion}`}),
  }
}

/**
 * Finds the service and the operation, and the reserved flags before and between them (design §1: between service and
 * operation stand reserved flags only). Needs nothing but the settings table. A first word `--version` is the caller's.
 */
export const resolveLeadingFlags = (argv: readonly string[]): LeadingFlags => {
  const words: string[] = []
  const leading: string[] = []
  const before: string[] = []
  const faults: Fault[] = []
  let afterService: readonly string[] = []
  let valued: string | undefined
  let at = 0
  for (; at < argv.length && words.length < 2; at += 1) {
    const word = argv[at] ?? ''
    const flag = parseFlagWord(word)
    if (flag.kind === 'end') break
    if (flag.kind === 'other') {
      if (word.startsWith('-')) faults.push(unknownFault(word))
      else if (words.push(word) === 1) afterService = argv.slice(at + 1)
      continue
    }
    const setting = settingOf(flag)
    if (setting?.form === 'word') valued = `--${setting.name}`
    if (!setting) {
      faults.push(unknownFault(word))
      continue
    }
    leading.push(word)
    let {value} = flag
    const next = argv[at + 1]
    if (setting.form === 'word' && value === undefined && isValueWord(next)) {
      leading.push(next)
      value = next
      at += 1
    }
    if (words.length === 0) before.push(forOclif(setting, word, value))
  }
  const [service, operation] = words
  return {
    ...(service !== undefined && {service}),
    ...(operation !== undefined && {operation}),
    leading,
    ...(valued !== undefined && {valued}),
    before,
    rest: argv.slice(at),
    afterService,
    faults,
  }
}

/**
 * The last value typed for a reserved flag, before anything else is known of the command line: a word that begins with
 * two dashes and a letter is never another flag's value. A flag without a value answers true.
 */
export const peekSetting = (argv: readonly string[], name: string): string | boolean | undefined => {
  let found: string | boolean | undefined
  for (const [index, word] of argv.entries()) {
    const flag = parseFlagWord(word)
    if (flag.kind === 'end') break
    const setting = flag.kind === 'long' ? findSetting(flag.name) : undefined
    if (flag.kind !== 'long' || setting?.name !== name) continue
    const next = argv[index + 1]
    if (setting.form !== 'word')
      found = flag.value === undefined || flag.value === 'true' || (flag.value === 'false' ? false : flag.value)
    else found = flag.value ?? (isValueWord(next) ? next : found)
  }
  return found
}
