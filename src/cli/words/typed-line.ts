import {type Operation} from '../../core/catalog/types.js'
import {type Fault} from '../../core/errors/usage-error.js'
import {type Assignment} from '../../core/request/arguments/assignment.js'
import {hiddenText} from '../../core/request/arguments/spot.js'
import {type PathContext} from '../../core/request/names/resolve-path.js'
import {type Target} from '../../core/request/names/target.js'
import {isValueWord} from './flag-word.js'

/** Whether a text is `true` or `false`. */
export const isTruth = (value: string): boolean => value === 'true' || value === 'false'

/** One operation's command line while it is read from left to right, once: the words to come, and what came of the others. */
export class TypedLine {
  readonly settings = new Map<string, string | boolean>()
  readonly assignments: Assignment[] = []
  readonly mentioned = new Set<string>()
  readonly faults: Fault[] = []
  /** The same words with what can be put right put right. */
  readonly corrected: string[] = []
  hasCorrection = false
  help: 'short' | 'full' | undefined
  /** Where the words are that come next. */
  place = 'after the operation'
  /** The next word is one that a sensitive flag may have been meant to take. */
  maybeSecret = false
  /** The flag just before, if it is one that takes no word. */
  valueless: string | undefined
  #at = 0

  constructor(
    private readonly argv: readonly string[],
    readonly operation: Operation,
    readonly context: PathContext,
  ) {}

  /** The next word, taken; undefined at the end. */
  next(): string | undefined {
    const word = this.argv[this.#at]
    if (word !== undefined) this.#at += 1
    return word
  }

  /** Takes the next word if it is a value. */
  takeValue(): string | undefined {
    return isValueWord(this.argv[this.#at]) ? this.next() : undefined
  }

  fault(fault: Fault, corrected: readonly string[], hasCorrection = false): void {
    this.faults.push(fault)
    this.corrected.push(...corrected)
    this.hasCorrection ||= hasCorrection
  }

  /** What was typed is not also missing. */
  mention({root}: Pick<Target, 'root'>): void {
    this.mentioned.add(root === 'body' ? 'body' : root.qualified)
  }

  /** A flag has no value. */
  missing(flag: string, expected: string, isSensitive: boolean): void {
    const next = this.argv[this.#at]
    const mayBeValue = next !== undefined && next !== '--'
    const hint = mayBeValue ? `; a value that begins with -- is typed ${flag}=…` : ''
    this.maybeSecret = isSensitive && mayBeValue
    this.fault({message: `${flag} needs a value: ${expected}${hint}`, flag, expected}, [flag, hiddenText])
  }

  /** `--x=ture` is refused: what is true or false takes those two words alone. */
  refuseOther(flag: string, takes: string, suggestion: 'true' | 'false' | undefined): void {
    const near = suggestion === undefined ? '' : `; did you mean ${flag}=${suggestion}?`
    this.fault(
      {
        message: `${flag} takes ${takes}${near}`,
        flag,
        expected: 'true or false',
        ...(suggestion !== undefined && {suggestion}),
      },
      [suggestion === undefined ? flag : `${flag}=${suggestion}`],
      suggestion !== undefined,
    )
  }

  /** `--x true` is refused: a flag that is true or false takes a value by `=` alone. Answers whether it was that. */
  refuseTruth(flag: string, suggest: (word: string) => string): boolean {
    const word = this.argv[this.#at]
    if (word === undefined || !isTruth(word)) return false
    this.#at += 1
    const suggestion = suggest(word)
    const message = `${flag} takes no separate value: type ${suggestion}`
    this.fault({message, flag, expected: 'no value, or =true or =false', suggestion}, [suggestion], true)
    return true
  }
}
