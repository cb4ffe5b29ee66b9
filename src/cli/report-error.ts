import {ExitCode} from '../core/errors/exit-code.js'
import {HwcError} from '../core/errors/hwc-error.js'
import {ServiceError} from '../core/errors/service-error.js'
import {UsageError} from '../core/errors/usage-error.js'
import {ClosedPipeError} from '../core/io/write-stream.js'
import {showControls} from '../core/values/show-controls.js'
import {errorFacts} from './error-facts.js'
import {fromOclifError} from './from-oclif-error.js'

/** How a failure is to be told. */
export interface ErrorForm {
  /** JSON was asked for by a flag, the environment or the profile (not merely the default). */
  readonly json: boolean
  /** Stack traces are wanted. */
  readonly debug: boolean
  readonly color: boolean
}

export interface ErrorReport {
  readonly text: string
  readonly exitCode: ExitCode
}

const bug = (error: unknown, debug: boolean): ErrorReport => {
  const message = error instanceof Error ? error.message : String(error)
  const stack = debug && error instanceof Error ? `\n${error.stack ?? ''}` : ''
  const text = `hwc: internal error: ${message}\nThis is a bug in hwc. Run it again with --debug and report what it prints.${stack}\n`
  return {text, exitCode: ExitCode.Bug}
}

const place = (error: HwcError): string => {
  const {operation, region} = error.place
  const parts = [
    operation,
    region && `region ${region}`,
    error instanceof ServiceError && `status ${String(error.status)}`,
    error instanceof ServiceError && error.code !== String(error.status) && `code ${error.code}`,
    error instanceof ServiceError && error.requestId && `request id ${error.requestId}`,
  ].filter(Boolean)
  return parts.length > 0 ? `  (${parts.join(', ')})` : ''
}

/** A service's message that is data, a page of HTML or nothing says nothing on its own. */
const messageOf = (error: HwcError): string =>
  error instanceof ServiceError && /^\s*(?:[{[<]|$)/.test(error.message)
    ? `The service answered ${error.status}: ${error.message}`
    : error.message

const asText = (error: HwcError, debug: boolean): string => {
  const [first = '', ...rest] = messageOf(error).split('\n')
  // Faults are a list of equals; any other message goes on.
  const lines = [`hwc: ${first}`, ...rest.map((line) => (error instanceof UsageError ? `hwc: ${line}` : line))]
  const where = error instanceof UsageError ? '' : place(error)
  const hint = error.hint === undefined ? [] : error.hint.split('\n').map((line) => `  ${line}`)
  const stack =
    debug && !(error instanceof UsageError)
      ? [error.stack ?? '', ...(error.cause instanceof Error ? [error.cause.stack ?? ''] : [])]
      : []
  return [...lines, ...(where === '' ? [] : [where]), ...hint, ...stack, ''].join('\n')
}

const asJson = (error: HwcError): string => `${JSON.stringify({error: errorFacts(error)})}\n`

/** Turns whatever was thrown into the text for stderr and the exit code: the only place that does (design §8). */
export const reportError = (thrown: unknown, {json, debug, color}: ErrorForm): ErrorReport => {
  if (thrown instanceof ClosedPipeError) return {text: '', exitCode: ExitCode.Ok}
  const error = thrown instanceof HwcError ? thrown : fromOclifError(thrown)
  if (!error) return bug(thrown, debug)
  if (json) return {text: asJson(error), exitCode: error.exitCode}
  const paint = (text: string): string => (color ? `\u001b[31m${text}\u001b[39m` : text)
  const shown = showControls(asText(error, debug))
  return {text: color ? shown.replaceAll(/^hwc:/gm, paint) : shown, exitCode: error.exitCode}
}
