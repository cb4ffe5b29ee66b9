import {jsonAsItCame} from '../../core/client/json-as-it-came.js'
import {parseAnswer} from '../../core/client/parse-answer.js'
import {saveTo} from '../../core/client/download/save-to.js'
import {type FoundOperation} from '../../core/catalog/find-operation.js'
import {FileError} from '../../core/errors/file-error.js'
import {HwcError} from '../../core/errors/hwc-error.js'
import {type Fault, UsageError} from '../../core/errors/usage-error.js'
import {type HttpResponse} from '../../core/http/types.js'
import {readData} from '../../core/request/arguments/read-data.js'
import {answerOptions} from '../answer-options.js'
import {callOperation, type OperationCall} from '../call-operation.js'
import {type Session} from '../session.js'
import {type Setup} from '../setup.js'
import {type ConfinedFiles} from './confined-files.js'
import {type LineAnswer, toJson} from './output-line.js'
import {type BatchLine} from './parse-line.js'
import {type Plan} from './plans.js'
import {type Setups} from './setups.js'

/** What lines are called with. */
export interface LineTools {
  readonly setups: Setups
  readonly planOf: (line: BatchLine) => Plan
  readonly files: ConfinedFiles
  /** Tells something of an operation that stops nothing. */
  readonly warn: (message: string) => void
}

/** A call that a line wants, checked; nothing was asked of anybody. */
export interface LineCall extends OperationCall {
  /** Where its streamed answer goes. */
  readonly saveAs?: {readonly typed: string; readonly path: string}
}

/** A streamed answer without a file of its own is taken up to this size, in bytes. */
const mostStreamed = 8 * 1024 * 1024

/** In data there are no dashes: a name is a key. */
const asKey = (text: string): string => text.replace(/^--/, '')

const inData = (fault: Fault): Fault => ({
  ...fault,
  message: asKey(fault.message),
  ...(fault.flag !== undefined && {flag: asKey(fault.flag)}),
  ...(fault.suggestion !== undefined && {suggestion: asKey(fault.suggestion)}),
})

/** Lets a failure say which operation it is about. */
const place = (error: unknown, {service, command}: FoundOperation): void => {
  if (error instanceof HwcError) error.place = {...error.place, operation: `${service} ${command}`}
}

/** Checks what a line says. @throws {UsageError | FileError} with all its faults. */
export const prepareLine = async (line: BatchLine, tools: LineTools): Promise<LineCall> => {
  const setup = tools.setups.of(line)
  const plan = tools.planOf(line)
  try {
    return await prepareCall(line, setup, plan, tools)
  } catch (error) {
    place(error, plan.found)
    throw error
  }
}

const prepareCall = async (
  {params, body, outputFile}: BatchLine,
  {settings, profile}: Setup,
  {found, names, schema}: Plan,
  {files, warn}: LineTools,
): Promise<LineCall> => {
  const {operation, service, command} = found
  const read = await readData({params, body, operation, schema, names, files: files.reader})
  const faults = read.faults.map(inData)
  if (outputFile !== undefined && !operation.streamResponse)
    faults.push({message: 'outputFile: the answer of this operation is no stream of bytes', flag: 'outputFile'})
  if (faults.length > 0) throw new UsageError(faults)
  if (read.fileError) throw read.fileError
  for (const warning of read.warnings) warn(`${service} ${command}: ${asKey(warning)}`)
  const call = {settings, profile, found, arguments: read.arguments}
  if (outputFile === undefined) return call
  return {...call, saveAs: {typed: outputFile, path: await files.toSave(outputFile)}}
}

const toBase64 = async ({body}: HttpResponse): Promise<string> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += (chunk as Uint8Array).length
    // Leaving the loop destroys the stream, and with it the connection.
    if (length > mostStreamed)
      throw new FileError(`The answer is longer than ${mostStreamed / 1024 / 1024} MiB`, {
        hint: 'Give the line an outputFile.',
      })
    chunks.push(chunk as Uint8Array)
  }
  return `{"base64":"${Buffer.concat(chunks).toString('base64')}"}`
}

const takeAnswer = async (
  response: HttpResponse,
  {found, saveAs, arguments: given}: LineCall,
  {session: {runtime, signal}, warn}: {readonly session: Session; readonly warn: (message: string) => void},
): Promise<string> => {
  const {operation, service, command} = found
  if (operation.streamResponse && response.status < 400) {
    if (!saveAs) return toBase64(response)
    const {bytes} = await saveTo(response.body, saveAs.path, {signal})
    return `{"outputFile":${toJson(saveAs.typed)},"bytes":${bytes}}`
  }
  const text = jsonAsItCame(response, operation)
  if (text !== undefined) return text
  const {value, warnings} = await parseAnswer(response, answerOptions(found, given, runtime))
  for (const warning of warnings) warn(`${service} ${command}: ${warning}`)
  return toJson(value ?? null)
}

/** The status that a service had answered with before something went wrong. */
export class AfterAnswer {
  constructor(
    readonly cause: unknown,
    readonly status: number,
  ) {}
}

/** Makes a line's call. @throws {AfterAnswer} for what happens once the service has answered, else whatever happens. */
export const callLine = async (session: Session, call: LineCall, warn: LineTools['warn']): Promise<LineAnswer> => {
  let status: number | undefined
  try {
    return await callOperation(session, call, async (response) => {
      status = response.status
      const value = await takeAnswer(response, call, {session, warn})
      return {status: response.status, requestId: response.headers['x-request-id'], response: value}
    })
  } catch (error) {
    place(error, call.found)
    throw status === undefined ? error : new AfterAnswer(error, status)
  }
}
