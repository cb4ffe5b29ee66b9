import {type ExitCode} from './exit-code.js'

export interface HwcErrorOptions {
  /** What the user can do about it: one sentence. */
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/** Where a failure happened, added by the command that it ended. */
export interface ErrorPlace {
  /** `vpc list-vpcs` */
  readonly operation?: string | undefined
  readonly region?: string | undefined
}

/** Every failure that hwc foresees. `message` says what happened, `hint` what to do; neither ever holds a secret. */
export abstract class HwcError extends Error {
  /** The name of the kind in the JSON form of an error; stable, unlike a (minified) class name. */
  abstract readonly kind: string
  abstract readonly exitCode: ExitCode
  /** A command that knows more of what can be done says it too. */
  hint: string | undefined
  /** Set once, by the command. */
  place: ErrorPlace = {}

  constructor(message: string, {hint, cause}: HwcErrorOptions = {}) {
    super(message, cause === undefined ? undefined : {cause})
    this.hint = hint
  }
}
