import {type ExitCode} from './exit-code.js'

export interface HwcErrorOptions {
  /** What the user can do about it: one sentence. */
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/** Every failure that hwc foresees. `message` says what happened, `hint` what to do; neither ever holds a secret. */
export abstract class HwcError extends Error {
  /** The name of the kind in the JSON form of an error; stable, unlike a (minified) class name. */
  abstract readonly kind: string
  abstract readonly exitCode: ExitCode
  readonly hint: string | undefined

  constructor(message: string, {hint, cause}: HwcErrorOptions = {}) {
    super(message, cause === undefined ? undefined : {cause})
    this.hint = hint
  }
}
