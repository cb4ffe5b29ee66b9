import {HwcError} from '../../core/errors/hwc-error.js'
import {ServiceError} from '../../core/errors/service-error.js'
import {compactJson, formatJson} from '../../core/values/format-json.js'
import {type Value} from '../../core/values/value.js'
import {bugFacts, errorFacts} from '../error-facts.js'

/** The line that is answered. */
export interface LineOrigin {
  readonly id: Value
  readonly number: number
  readonly hash: string
}

/** What a call answered. */
export interface LineAnswer {
  readonly status: number
  readonly requestId: string | undefined
  /** As JSON, on one line. */
  readonly response: string
}

/** A value as JSON on one line. */
export const toJson = (value: Value): string => formatJson(value, compactJson)

const head = ({id, number, hash}: LineOrigin, isOk: boolean): string =>
  `{"id":${toJson(id)},"line":${number},"hash":"${hash}","ok":${isOk}`

/** The line of a call that succeeded. */
export const answerLine = (origin: LineOrigin, {status, requestId, response}: LineAnswer): string =>
  `${head(origin, true)},"status":${status},"requestId":${toJson(requestId ?? null)},"response":${response}}\n`

/** The line of a call that failed; `status` where the service had answered before. */
export const errorLine = (origin: LineOrigin, thrown: unknown, status?: number): string => {
  const service = thrown instanceof ServiceError ? thrown : undefined
  const facts = thrown instanceof HwcError ? errorFacts(thrown) : bugFacts(thrown)
  const told = JSON.stringify({
    status: service?.status ?? status ?? null,
    requestId: service?.requestId ?? null,
    error: facts,
  })
  return `${head(origin, false)},${told.slice(1)}\n`
}

/** The line of a preview: the request that would be sent. */
export const previewLine = (origin: LineOrigin, request: Value): string =>
  `${head(origin, true)},${toJson(request).slice(1)}\n`
