import {type Command} from '@oclif/core/command'
import {shownWord} from '../core/catalog/suggest-operation.js'
import {meantTruth} from '../core/config/parse-setting.js'
import {nearest} from '../core/errors/nearest.js'
import {type Fault, type UsageError} from '../core/errors/usage-error.js'
import {hiddenText} from '../core/request/arguments/spot.js'
import {operationFault} from './operation-fault.js'
import {isValueWord, parseFlagWord} from './words/flag-word.js'
import {findSetting} from './words/settings.js'
import {mayShowSetting} from './words/shown-value.js'

/** What the words of a hand-written command are read by; oclif's own types say less of each flag. */
export interface OwnCommand {
  /** `configure set`. */
  readonly name: string
  readonly args: Command.Class['args']
  readonly flags: Command.Class['flags']
}

type Flag = OwnCommand['flags'][string]

const listed = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`

/** `The port to listen on; 0 lets …` → `the port to listen on`. */
const spoken = (summary = 'a value'): string =>
  (/^[A-Z]{2}/.test(summary) ? summary : summary.slice(0, 1).toLowerCase() + summary.slice(1)).replace(
    /(?:;.*|\.)$/s,
    '',
  )

const optionsOf = (flag: Flag): readonly string[] => ('options' in flag ? (flag.options ?? []) : [])

const limitsOf = (flag: Flag): {min?: number; max?: number} | undefined =>
  'min' in flag || 'max' in flag ? (flag as {min?: number; max?: number}) : undefined

const oneOf = (flag: string, value: string, options: readonly string[]): Fault => {
  const [suggestion] = nearest(value, options)
  const near = suggestion === undefined ? '' : `; did you mean ${suggestion}?`
  const message = `${flag}: ${JSON.stringify(value)} is not ${listed(options)}${near}`
  return {message, flag, expected: `one of ${options.join(', ')}`, suggestion}
}

const argMeaning = ({description, options = []}: OwnCommand['args'][string]): string =>
  options.length > 0 ? `${spoken(description)}: ${listed(options)}` : spoken(description)

const isWithin = (value: string, {min = -Infinity, max = Infinity}: {min?: number; max?: number}): boolean =>
  /^-?\d+$/.test(value) && Number(value) >= min && Number(value) <= max

const valueFault = (name: string, flag: Flag, value: string): Fault | undefined => {
  const options = optionsOf(flag)
  if (options.length > 0) return options.includes(value) ? undefined : oneOf(`--${name}`, value, options)
  const limits = limitsOf(flag)
  if (limits === undefined || isWithin(value, limits)) return undefined
  const expected = `an integer from ${String(limits.min)} to ${String(limits.max)}`
  return {message: `--${name}: it takes ${expected}, not ${JSON.stringify(value)}`, flag: `--${name}`, expected}
}

/** A value may be repeated where nothing secret can be in it. */
const mayShow = (name: string, flag: Flag): boolean => {
  const setting = findSetting(name)
  return setting ? mayShowSetting(setting) : optionsOf(flag).length > 0 || limitsOf(flag) !== undefined
}

/** Reads the words of a hand-written command that oclif's parser refused: for all that is wrong with them, not the first. */
class OwnWordReader {
  readonly faults: Fault[] = []
  readonly corrected: string[] = []
  hasCorrection = false
  readonly #words: readonly string[]
  readonly #command: OwnCommand
  #at = 0
  #args = 0

  constructor(words: readonly string[], command: OwnCommand) {
    this.#words = words
    this.#command = command
  }

  read(): void {
    for (let isEnded = false; this.#at < this.#words.length;) {
      const word = this.#words[this.#at] ?? ''
      this.#at += 1
      const flag = parseFlagWord(word)
      if (isEnded || (flag.kind === 'other' && !/^-\p{L}/u.test(word))) this.#readArgument(word)
      else if (flag.kind === 'end') isEnded = true
      else if (flag.kind === 'long') this.#readLong(flag.name, flag.value)
      else this.#readLetters(word)
    }
    for (const [name, arg] of Object.entries(this.#command.args).slice(this.#args))
      if (arg.required === true) this.faults.push({message: `${name.toUpperCase()} is missing: ${argMeaning(arg)}`})
  }

  #readArgument(word: string): void {
    const entries = Object.entries(this.#command.args)
    const [name, arg] = entries[this.#args] ?? []
    this.#args += 1
    if (name === undefined || arg === undefined) {
      const names = entries.map(([each]) => each.toUpperCase())
      const takes = names.length === 0 ? 'takes no words but flags' : `takes only ${names.join(' and ')}`
      this.faults.push({message: `The word ${hiddenText} is one too many: hwc ${this.#command.name} ${takes}`})
      return
    }
    // Only the first says what is wanted; what follows it may be anything.
    this.corrected.push(this.#args === 1 ? shownWord(word, /^[A-Z]+$/.test(word)) : hiddenText)
    const options = arg.options ?? []
    if (options.length > 0 && !options.includes(word)) this.faults.push(oneOf(name.toUpperCase(), word, options))
  }

  #readLong(name: string, value: string | undefined): void {
    const {flags} = this.#command
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
    const positive = name.startsWith('no-') ? name.slice(3) : ''
    const negated = Object.hasOwn(flags, positive) ? flags[positive] : undefined
    if (flag) this.#readKnown(name, flag, value)
    else if (negated?.type === 'boolean' && negated.allowNo === true && value === undefined)
      this.corrected.push(`--${name}`)
    else this.#unknown(name, value)
  }

  #readKnown(name: string, flag: Flag, value: string | undefined): void {
    if (flag.type === 'boolean') {
      const meant = value === undefined ? undefined : meantTruth(value)
      const suggestion = meant === 'false' && flag.allowNo === true ? `--no-${name}` : `--${name}`
      if (value !== undefined) {
        const message = `--${name} takes no value${meant === undefined ? '' : `; did you mean ${suggestion}?`}`
        this.faults.push({message, flag: `--${name}`, suggestion})
        this.hasCorrection = true
      }
      this.corrected.push(suggestion)
      return
    }
    if (value === undefined && findSetting(name)?.form === 'equals') {
      this.corrected.push(`--${name}`)
      return
    }
    const taken = value ?? this.#takeWord()
    if (taken === undefined) {
      const expected = spoken(flag.summary)
      this.faults.push({message: `--${name} needs a value: ${expected}`, flag: `--${name}`, expected})
      this.corrected.push(`--${name}`, hiddenText)
      return
    }
    const fault = valueFault(name, flag, taken)
    if (fault) this.faults.push(fault)
    if (fault?.suggestion !== undefined) this.hasCorrection = true
    const shown = fault?.suggestion ?? (fault || !mayShow(name, flag) ? hiddenText : taken)
    this.corrected.push(...(value === undefined ? [`--${name}`, shown] : [`--${name}=${shown}`]))
  }

  #readLetters(word: string): void {
    const [name = ''] = word.slice(1).split('=')
    const letter = word.slice(1, 2)
    const known = Object.entries(this.#command.flags).find(([, {char}]) => char === letter)
    if (name.length > 1 && Object.hasOwn(this.#command.flags, name)) this.#meant(name, word)
    else if (known) {
      this.#readKnown(known[0], known[1], word.length > 2 ? word.slice(2).replace(/^=/, '') : undefined)
    } else {
      if (!word.includes('=')) this.#takeWord()
      const letters = ['h', ...Object.values(this.#command.flags).flatMap(({char}) => char ?? [])].map(
        (one) => `-${one}`,
      )
      const only =
        letters.length === 1 ? '-h is the only single letter' : `${letters.join(' and ')} are the only single letters`
      this.faults.push({message: `-${letter} is no flag of hwc ${this.#command.name}: ${only}`, flag: `-${letter}`})
    }
  }

  /** A name with one dash. */
  #meant(name: string, word: string): void {
    const flag = this.#command.flags[name]
    const hasWord = flag?.type === 'option' && !word.includes('=') && this.#takeWord() !== undefined
    this.faults.push({message: `The word ${hiddenText} is no flag; did you mean --${name}?`, suggestion: `--${name}`})
    this.corrected.push(`--${name}`, ...(hasWord || word.includes('=') ? [hiddenText] : []))
    this.hasCorrection = true
  }

  #unknown(name: string, value: string | undefined): void {
    const {flags, name: command} = this.#command
    const own = Object.keys(flags)
    const [near] = nearest(name, [...own, 'help'])
    const suggestion = near ?? own.filter((each) => each.endsWith(`-${name}`) || name.endsWith(`-${each}`))[0]
    const takesWord = suggestion === undefined || flags[suggestion]?.type === 'option'
    const hasWord = value === undefined && takesWord && this.#takeWord() !== undefined
    const said = suggestion === undefined ? '' : `; did you mean --${suggestion}?`
    this.faults.push({
      message: `--${name} is no flag of hwc ${command}${said}`,
      flag: `--${name}`,
      suggestion: suggestion && `--${suggestion}`,
    })
    if (suggestion === undefined) return
    const shown = value === undefined ? `--${suggestion}` : `--${suggestion}=${hiddenText}`
    this.corrected.push(shown, ...(hasWord ? [hiddenText] : []))
    this.hasCorrection = true
  }

  #takeWord(): string | undefined {
    const word = this.#words[this.#at]
    if (!isValueWord(word)) return undefined
    this.#at += 1
    return word
  }
}

/** All that is wrong with the words of a hand-written command, told as of an operation; undefined where nothing is found. */
export const ownCommandFault = (words: readonly string[], command: OwnCommand): UsageError | undefined => {
  const reader = new OwnWordReader(words, command)
  reader.read()
  if (reader.faults.length === 0) return undefined
  return operationFault(command.name, reader.faults, reader.hasCorrection ? reader.corrected : undefined)
}
