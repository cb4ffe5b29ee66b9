import {ExitCode} from '../core/errors/exit-code.js'
import {type HwcError} from '../core/errors/hwc-error.js'
import {ServiceError} from '../core/errors/service-error.js'
import {UsageError} from '../core/errors/usage-error.js'

/** A failure as data: the JSON form of an error on stderr, and of a line of a batch (design §8). */
export const errorFacts = (error: HwcError): Readonly<Record<string, unknown>> => {
  const service = error instanceof ServiceError ? error : undefined
  return {
    kind: error.kind,
    code: service?.code ?? null,
    message: error.message,
    status: service?.status ?? null,
    requestId: service?.requestId ?? null,
    operation: error.place.operation ?? null,
    region: error.place.region ?? null,
    hint: error.hint ?? null,
    exitCode: error.exitCode,
    ...(service?.encodedAuthorizationMessage && {encodedAuthorizationMessage: service.encodedAuthorizationMessage}),
    ...(error instanceof UsageError && {
      faults: error.faults.map(({flag = null, expected = null, suggestion = null, message}) => ({
        flag,
        expected,
        suggestion,
        message,
      })),
    }),
  }
}

/** What is thrown and not foreseen is a bug; told in the same form. */
export const bugFacts = (thrown: unknown): Readonly<Record<string, unknown>> => ({
  kind: 'bug',
  code: null,
  message: `Internal error: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
  status: null,
  requestId: null,
  operation: null,
  region: null,
  hint: 'This is a bug in hwc: please report it.',
  exitCode: ExitCode.Bug,
})
