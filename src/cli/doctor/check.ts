import {ExitCode} from '../../core/errors/exit-code.js'
import {HwcError} from '../../core/errors/hwc-error.js'

/** What one look at the machine, the configuration or the cloud found. */
export interface Check {
  readonly name: string
  /** `skipped`: there was nothing to look at, which is no fault. */
  readonly status: 'ok' | 'problem' | 'skipped'
  readonly message: string
  /** What to do about a problem. */
  readonly advice?: string | undefined
  /** What the command answers if this is the first problem. */
  readonly exitCode?: ExitCode
}

export const ok = (name: string, message: string): Check => ({name, status: 'ok', message})

export const skipped = (name: string, message: string): Check => ({name, status: 'skipped', message})

export const problem = (
  name: string,
  message: string,
  {advice, exitCode = ExitCode.Config}: Partial<Pick<Check, 'advice' | 'exitCode'>> = {},
): Check => ({name, status: 'problem', message, advice, exitCode})

/** A failure that hwc foresees, as what a check found; any other is thrown. */
export const problemOf = (name: string, error: unknown): Check => {
  if (!(error instanceof HwcError)) throw error
  return problem(name, error.message, {advice: error.hint, exitCode: error.exitCode})
}
