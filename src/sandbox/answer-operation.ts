import {type Field, type Operation} from '../core/catalog/types.js'
import {formatJson} from '../core/values/format-json.js'
import {isValueMap, type Value} from '../core/values/value.js'
import {type Answer} from './answer.js'
import {type AnswerPlan, answerPlan, wireName} from './answer-plan.js'
import {type AnswerSource, buildBody, buildField, entriesOf} from './build-answer.js'
import {type ChosenOperation} from './choose-operation.js'
import {isTotalName, pageAnswer} from './page-answer.js'
import {type ReceivedRequest} from './received-request.js'
import {requestEcho} from './request-echo.js'
import {type SandboxScope} from './sandbox-scope.js'
import {hexDigits, type Seed, seedOf} from './seed.js'

/** Headers that the connection or the sandbox itself decides. */
const ownHeaders: ReadonlySet<string> = new Set([
  'x-request-id',
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'date',
])

/** Makes the answer of an operation from its response schema; the same request gets the same answer. */
export const answerOperation = (
  {route, path}: ChosenOperation,
  request: ReceivedRequest,
  scope: SandboxScope & {readonly region: string; readonly token?: string},
): Answer => {
  const {operation, schema, service, version, command} = route
  const plan = answerPlan(operation, schema)
  const seed = seedOf([`${service}/${version}/${command}`, ...subjectOf(path, request, {plan, ...scope})].join(' '))
  const echo = requestEcho(request, path, operation.path)
  const source: AnswerSource = {plan, schema, echo, seed, ...scope}
  const headers = answerHeaders(source)
  if (operation.streamResponse) return streamAnswer(request, headers, seed)
  const body = pageAnswer(buildBody(source), plan, echo)
  return {
    status: statusOf(operation, body),
    headers,
    ...(body !== undefined && operation.method !== 'HEAD' && {content: {json: body}}),
  }
}

/**
 * What a request is about, which its answer follows from: two things that are made have two ids, two that are shown two
 * names. Pages of one list are about the same, so what a paged operation is sent does not count.
 */
const subjectOf = (
  path: ReadonlyMap<string, string>,
  {body}: ReceivedRequest,
  {plan, projectId, domainId}: SandboxScope & {readonly plan: AnswerPlan},
): readonly string[] => {
  const ids = Array.from(path.values()).filter((text) => text !== projectId && text !== domainId)
  return body.kind === 'json' && !plan.isPaged ? [...ids, formatJson(body.value)] : ids
}

const headerValue = (field: Field, source: AnswerSource): Value => {
  const {plan} = source
  const countsAll = plan.list !== undefined && isTotalName(wireName(field))
  return countsAll ? String(entriesOf(plan)) : buildField(field, source)
}

const answerHeaders = (source: AnswerSource): Readonly<Record<string, string>> =>
  Object.fromEntries(
    source.plan.headers
      .map((field) => [wireName(field), headerText(headerValue(field, source))] as const)
      .filter(([name]) => !ownHeaders.has(name.toLowerCase())),
  )

/** Visible ASCII only: an answer may repeat what a request said. */
const headerText = (value: Value): string =>
  (typeof value === 'string' ? value : formatJson(value)).replaceAll(/[^ -~]/g, '_')

/** Work that goes on is accepted, what was made is created, what leaves nothing to say has no content. */
const statusOf = ({name, method}: Operation, body: Value | undefined): number => {
  if (method === 'GET' || method === 'HEAD') return 200
  if (body === undefined) return 204
  if (isValueMap(body) && (body.has('job_id') || body.has('jobId'))) return 202
  return method === 'POST' && name.startsWith('Create') ? 201 : 200
}

const exampleFileSize = 1024

/** A file that was sent comes back; without one, a kibibyte that is always the same. */
const streamAnswer = ({body}: ReceivedRequest, ownHeaders: Answer['headers'], seed: Seed): Answer => {
  const headers = {...ownHeaders, 'Content-Type': 'application/octet-stream'}
  const file = body.kind === 'form' ? body.parts.find(({filename}) => filename !== undefined) : undefined
  if (file !== undefined)
    return {status: 200, headers, content: {stream: file.content.read(), length: file.content.size}}
  if (body.kind === 'bytes') return {status: 200, headers, content: {bytes: body.bytes}}
  return {status: 200, headers, content: {bytes: Buffer.from(hexDigits(seed, exampleFileSize))}}
}
