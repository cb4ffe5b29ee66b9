import {type Operation} from '../../core/catalog/types.js'
import {type Setting} from '../../core/config/settings-table.js'
import {nearest} from '../../core/errors/nearest.js'
import {type Fault} from '../../core/errors/usage-error.js'
import {hiddenText} from '../../core/request/arguments/spot.js'
import {type Assignment} from '../../core/request/arguments/assignment.js'
import {describeType} from '../../core/request/arguments/describe-type.js'
import {wireName} from '../../core/request/names/find-spelling.js'
import {shownName} from '../../core/request/names/name-table.js'
import {type PathContext, resolvePath} from '../../core/request/names/resolve-path.js'
import {bodyType, isForm} from '../../core/request/names/schema-lookup.js'
import {type Resolution, type Target} from '../../core/request/names/target.js'
import {type FlagWord, isValueWord, parseFlagWord} from './flag-word.js'
import {findSetting, settingOfLetter} from './settings.js'
import {mayShowSetting, mayShowValue} from './shown-value.js'
import {suggestFlag} from './suggest-flag.js'

const isTruth = (value: string): boolean => value === 'true' || value === 'false'

/** Reads the words of one operation's command line from left to right, once. */
export class WordReader {
  readonly settings = new Map<string, string | boolean>()
  readonly assignments: Assignment[] = []
  readonly mentioned = new Set<string>()
  readonly faults: Fault[] = []
  readonly corrected: string[] = []
  hasCorrection = false
  help: 'short' | 'full' | undefined
  readonly #argv: readonly string[]
  readonly #operation: Operation
  readonly #context: PathContext
  #at = 0
  /** Where the words are that come next. */
  #place = 'after the operation'
  /** The word is one that a sensitive flag may have been meant to take. */
  #maybeSecret = false
  /** The flag just before, if it is one that takes no word. */
  #valueless: string | undefined

  constructor(argv: readonly string[], operation: Operation, context: PathContext) {
    this.#argv = argv
    this.#operation = operation
    this.#context = context
  }

  read(): void {
    while (this.#at < this.#argv.length) {
      const word = this.#argv[this.#at] ?? ''
      const flag = parseFlagWord(word)
      this.#at += 1
      if (flag.kind === 'end') {
        this.#readEnd()
      } else if (flag.kind === 'other') {
        this.#readOther(word)
        this.#valueless = undefined
      } else {
        this.#readFlag(flag)
      }
    }
  }

  #fault(fault: Fault, corrected: readonly string[], hasCorrection = false): void {
    this.faults.push(fault)
    this.corrected.push(...corrected)
    this.hasCorrection ||= hasCorrection
  }

  /** A word that is no flag: one that lacks its dashes, or a stray one. */
  #readOther(word: string): void {
    const [, name = '', equals = ''] = /^-*(\p{L}[\p{L}\p{N}_.-]*)(=?)/u.exec(word) ?? []
    const setting = findSetting(name)
    const found = setting ? undefined : resolvePath(name, this.#context)
    const isKnown = setting !== undefined || found?.kind === 'found'
    const isBare = name === 'help' || (this.#valueless === '--preview' && word === 'curl')
    if (isBare) this.#meant(name === 'help' ? '--help' : '--preview=curl', [])
    else if (isKnown && (equals !== '' || word.startsWith('-'))) {
      if (found?.kind === 'found') this.#mention(found.target)
      const isSwitch = setting ? setting.form !== 'word' : found?.kind === 'found' && found.target.type === 'boolean'
      const hasWord = equals === '' && !isSwitch && this.#takeWord() !== undefined
      this.#meant(`--${name}`, equals !== '' || hasWord ? [hiddenText] : [])
    } else this.#stray()
  }

  #meant(suggestion: string, values: readonly string[]): void {
    const message = `The word ${hiddenText} ${this.#place} is no flag; did you mean ${suggestion}?`
    if (suggestion.startsWith(`${this.#valueless ?? ''}=`)) this.corrected.pop()
    this.#fault({message, suggestion}, [suggestion, ...values], true)
  }

  /** The flag that a value without one was probably meant for: the first required one that has not been typed. */
  #firstRequired(): string {
    const {scopeProject} = this.#operation
    const entry = this.#context.table.entries.find(
      ({field, place, qualified}) =>
        field.required &&
        place !== 'header' &&
        !(scopeProject && wireName(field) === 'project_id') &&
        !this.mentioned.has(qualified),
    )
    return entry ? `${shownName(entry)} ${hiddenText}` : 'name value'
  }

  #stray(): void {
    const before = this.#valueless
    const message = `The word ${hiddenText} ${this.#place} is no flag and belongs to none`
    const hint = before
      ? `${before} takes a value only by =: ${before}=${hiddenText}`
      : `a value follows its flag: --${this.#firstRequired()}`
    this.#fault({message: `${message}; ${hint}`}, [])
  }

  #readEnd(): void {
    for (; this.#at < this.#argv.length; this.#at += 1) {
      this.#fault({message: `The word ${hiddenText} stands after --, where nothing may stand`}, [])
    }
  }

  /** Takes the next word if it is a value. */
  #takeWord(): string | undefined {
    const word = this.#argv[this.#at]
    if (!isValueWord(word)) return undefined
    this.#at += 1
    return word
  }

  #readFlag(flag: Exclude<FlagWord, {kind: 'end' | 'other'}>): void {
    const maybeSecret = this.#maybeSecret
    this.#maybeSecret = false
    this.#valueless = undefined
    if (!maybeSecret) this.#place = `after ${flag.kind === 'letter' ? `-${flag.letter}` : `--${flag.name}`}`
    if (flag.kind === 'letter') {
      const setting = settingOfLetter(flag.letter)
      if (setting) this.#readSetting(setting, `-${flag.letter}`, flag.value)
      else this.#unknownLetter(flag)
      return
    }
    const {name, value} = flag
    const setting = findSetting(name)
    if (setting) {
      this.#readSetting(setting, `--${setting.name}`, value)
      return
    }
    const found = resolvePath(name, this.#context)
    if (found.kind === 'found') {
      this.#readTarget(found.target, this.#shown(name, found.target), value)
      return
    }
    if (name.startsWith('no-') && this.#readNegation(name, value)) return
    this.#notFound(name, found, value, maybeSecret)
  }

  /** How hwc writes the flag: its own name for the parameter, then the path below it as typed. */
  #shown(name: string, {root, steps}: Target): string {
    if (root === 'body') return `--${name}`
    if (steps.length === 0) return `--${shownName(root)}`
    return `--${name}`
  }

  #readNegation(name: string, value: string | undefined): boolean {
    const positive = name.slice(3)
    const setting = findSetting(positive)
    const found = setting ? undefined : resolvePath(positive, this.#context)
    if (!setting && found?.kind !== 'found') return false
    const isBoolean = setting ? setting.form === 'switch' : found?.kind === 'found' && found.target.type === 'boolean'
    const flag = `--${name}`
    if (found?.kind === 'found') this.#mention(found.target)
    if (!isBoolean) {
      if (value === undefined) this.#takeWord()
      this.#fault({message: `${flag}: only what is true or false can be negated, and --${positive} is not`, flag}, [
        flag,
      ])
    } else if (value !== undefined) {
      const suggestion = `--${positive}=${value === 'true' ? 'false' : 'true'}`
      const isRight = isTruth(value)
      this.#fault(
        {message: `${flag} takes no value`, flag, ...(isRight && {suggestion})},
        [isRight ? suggestion : flag],
        isRight,
      )
    } else if (!this.#refuseTruthWord(flag, `--${positive}`, true)) {
      this.corrected.push(flag)
      if (setting) this.#set(setting, false, flag)
      else if (found?.kind === 'found') this.assignments.push({flag: `--${positive}`, target: found.target, raw: false})
    }
    return true
  }

  /** `--x true` is refused: a flag that is true or false takes a value by `=` alone. */
  #refuseTruthWord(flag: string, positive: string, negated = false): boolean {
    const word = this.#argv[this.#at]
    if (word === undefined || !isTruth(word)) return false
    this.#at += 1
    const suggestion = `${positive}=${negated ? String(word === 'false') : word}`
    this.#fault(
      {
        message: `${flag} takes no separate value: type ${suggestion}`,
        flag,
        expected: 'no value, or =true or =false',
        suggestion,
      },
      [suggestion],
      true,
    )
    return true
  }

  #readSetting(setting: Setting, flag: string, value: string | undefined): void {
    const {name, form} = setting
    if (name === 'body') {
      this.#readBody(value)
      return
    }
    const show = (text: string): string => (mayShowSetting(setting) ? text : hiddenText)
    if (form === 'word') {
      const taken = value ?? this.#takeWord()
      if (taken === undefined) this.#missing(flag, setting.help, false)
      else if (this.#isBuilt(setting, flag)) {
        this.corrected.push(...(value === undefined ? [flag, show(taken)] : [`${flag}=${show(taken)}`]))
        this.#set(setting, taken, flag)
      }
      return
    }
    if (value === undefined && this.#refuseTruthWord(flag, flag)) return
    this.#valueless = value === undefined ? flag : undefined
    if (!this.#isBuilt(setting, flag)) return
    if (form === 'switch' && value !== undefined && !isTruth(value)) {
      this.#fault({message: `${flag} takes no value, or =true or =false`, flag, expected: 'true or false'}, [flag])
      return
    }
    this.corrected.push(value === undefined ? flag : `${flag}=${value}`)
    this.#set(setting, value === undefined || value === 'true' ? true : value === 'false' ? false : value, flag)
  }

  #isBuilt({name, built}: Setting, flag: string): boolean {
    if (built) return true
    this.#fault({message: `--${name} is not built yet`, flag: `--${name}`}, [flag])
    return false
  }

  #set({name}: Setting, value: string | boolean, flag: string): void {
    if (name !== 'help') {
      this.settings.set(name, value)
      return
    }
    if (value === false) return
    if (value !== true && value !== 'full' && value !== 'short') {
      this.faults.push({message: `${flag} takes no value, or =full`, flag, expected: 'full'})
    }
    this.help = value === 'full' || this.help === 'full' ? 'full' : 'short'
  }

  #missing(flag: string, expected: string, isSensitive: boolean): void {
    const next = this.#argv[this.#at]
    const mayBeValue = next !== undefined && next !== '--'
    const hint = mayBeValue ? `; a value that begins with -- is typed ${flag}=…` : ''
    this.#maybeSecret = isSensitive && mayBeValue
    this.#fault({message: `${flag} needs a value: ${expected}${hint}`, flag, expected}, [flag, hiddenText])
  }

  #mention({root}: Pick<Target, 'root'>): void {
    this.mentioned.add(root === 'body' ? 'body' : root.qualified)
  }

  #readBody(value: string | undefined): void {
    const type = bodyType(this.#operation)
    const flag = '--body'
    const taken = value ?? this.#takeWord()
    this.mentioned.add('body')
    if (type === undefined) {
      const message = isForm(this.#operation)
        ? '--body cannot be given for a form: its fields are flags'
        : `--body: ${this.#operation.name} sends no body`
      this.#fault({message, flag}, [])
    } else if (taken === undefined) {
      this.#missing(flag, describeType(type), true)
    } else {
      this.corrected.push(flag, hiddenText)
      this.assignments.push({flag, target: {root: 'body', steps: [], type, sensitive: false, named: true}, raw: taken})
    }
  }

  #readTarget(target: Target, flag: string, value: string | undefined): void {
    this.#mention(target)
    const isShown = mayShowValue(target)
    if (target.type === 'boolean') {
      if (value === undefined && this.#refuseTruthWord(flag, flag)) return
      if (value !== undefined && !isTruth(value)) {
        const [suggestion] = nearest(value, ['true', 'false'])
        const said = isShown ? `, not ${JSON.stringify(value)}` : ''
        this.#fault({message: `${flag} takes true or false${said}`, flag, expected: 'true or false', suggestion}, [
          flag,
        ])
        return
      }
      this.#valueless = value === undefined ? flag : undefined
      this.corrected.push(value === undefined ? flag : `${flag}=${value}`)
      this.assignments.push({flag, target, raw: value === undefined || value === 'true'})
      return
    }
    const taken = value ?? this.#takeWord()
    if (taken === undefined) {
      this.#missing(flag, describeType(target.type), target.sensitive || !isShown)
      return
    }
    const shown = isShown ? taken : hiddenText
    this.corrected.push(...(value === undefined ? [flag, shown] : [`${flag}=${shown}`]))
    this.assignments.push({flag, target, raw: taken})
  }

  #unknownLetter({letter, value}: {readonly letter: string; readonly value: string | undefined}): void {
    if (value === undefined) this.#takeWord()
    this.#fault({message: `-${letter} is no flag: -o and -h are the only single letters`, flag: `-${letter}`}, [])
  }

  #notFound(name: string, found: Resolution, value: string | undefined, maybeSecret: boolean): void {
    const hadWord = value === undefined && this.#takeWord() !== undefined
    const hidden = value !== undefined ? [`=${hiddenText}`] : []
    const correct = (flag: string): string[] => [flag + hidden.join(''), ...(hadWord ? [hiddenText] : [])]
    if (maybeSecret) {
      this.#fault({message: `The word ${hiddenText} ${this.#place} is no flag of this operation`}, [])
      return
    }
    const flag = `--${name}`
    if (found.kind === 'ambiguous') {
      const names = found.names.map((candidate) => `--${candidate}`)
      for (const candidate of found.names) this.mentioned.add(candidate)
      this.#fault(
        {message: `${flag} could be ${names.join(' or ')}: type the one you mean`, flag, suggestion: names[0]},
        correct(names[0] ?? flag),
        true,
      )
      return
    }
    if (found.kind === 'bad-step') {
      this.#mention(found)
      const shown = found.sensitive ? `--${found.known}` : flag
      const suggestion = found.suggestion && `--${found.suggestion}`
      const near = suggestion ? `; did you mean ${suggestion}?` : ''
      this.#fault(
        {message: found.message + near, flag: shown, suggestion},
        correct(suggestion ?? shown),
        suggestion !== undefined,
      )
      return
    }
    this.#unknown(name, correct)
  }

  #unknown(name: string, correct: (flag: string) => string[]): void {
    const flag = `--${name}`
    const suggestion = suggestFlag(name, this.#context)
    if (suggestion === undefined) {
      this.#fault({message: `${flag} is no flag of ${this.#operation.name}`, flag}, [])
      return
    }
    const meant = resolvePath(suggestion, this.#context)
    if (meant.kind === 'found') this.#mention(meant.target)
    const message = `${flag} is no flag of ${this.#operation.name}; did you mean --${suggestion}?`
    this.#fault({message, flag, suggestion: `--${suggestion}`}, correct(`--${suggestion}`), true)
  }
}
