import {ExitCode} from './exit-code.js'
import {HwcError, type HwcErrorOptions} from './hwc-error.js'

/** One thing that is wrong with a command line. `message` is whole and printable on its own. */
export interface Fault {
  readonly message: string
  /** The flag as hwc writes it, with dashes, when the fault belongs to one: `--limit`. */
  readonly flag?: string | undefined
  /** What the flag takes, such as `an integer`. */
  readonly expected?: string | undefined
  /** The nearest name or value that would be right. */
  readonly suggestion?: string | undefined
}

/** The command line is wrong: nothing was sent. All faults of one command line are reported together. */
export class UsageError extends HwcError {
  readonly kind = 'usage'
  readonly exitCode = ExitCode.Usage
  readonly faults: readonly Fault[]

  constructor(faults: string | readonly Fault[], options: HwcErrorOptions = {}) {
    const list = typeof faults === 'string' ? [{message: faults}] : faults
    super(list.map(({message}) => message).join('\n'), options)
    this.faults = list
  }
}
