import {createWriteStream} from 'node:fs'
import {open, type FileHandle} from 'node:fs/promises'
import {FileError} from '../../core/errors/file-error.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {type OutputStream} from '../../core/io/io.js'
import {JsonSyntaxError, parseJson} from '../../core/values/parse-json.js'
import {isValueMap, NumberText, type Value} from '../../core/values/value.js'
import {DoneLines} from './done-lines.js'
import {readLines} from './read-lines.js'

/** An output that is gone on with. */
export interface ResumedOutput {
  readonly done: DoneLines
  /** Appends to it. */
  readonly output: OutputStream
  close(): Promise<void>
}

/** How `answerLine` and `errorLine` begin: most lines need not be parsed. */
const ownHead =
  /^\{"id":(?:null|-?[\d.eE+-]+|"(?:[^"\\]|\\.)*"),"line":(\d{1,15}),"hash":"([\da-f]{16})","ok":(true|false),/

const wholeNumber = (value: Value | undefined): number | undefined =>
  value instanceof NumberText && /^[1-9]\d{0,14}$/.test(value.text) ? Number(value.text) : undefined

const parse = (text: string): Value => {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonSyntaxError) return null
    throw error
  }
}

const readAnswer = (text: string): Parameters<DoneLines['add']>[0] | undefined => {
  const own = text.endsWith('}') ? ownHead.exec(text) : null
  if (own) return {number: Number(own[1]), hash: own[2] ?? '', ok: own[3] === 'true'}
  const value = parse(text)
  if (!isValueMap(value)) return undefined
  const [number, hash, ok] = [wholeNumber(value.get('line')), value.get('hash'), value.get('ok')]
  if (number === undefined || typeof hash !== 'string' || !/^[\da-f]{16}$/.test(hash)) return undefined
  return typeof ok === 'boolean' ? {number, hash, ok} : undefined
}

/** Where the last whole line ends: what a killed process left after it is dropped. */
const endOfLines = async (handle: FileHandle, size: number): Promise<number> => {
  const block = Buffer.alloc(64 * 1024)
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - block.length)
    const {bytesRead} = await handle.read(block, 0, end - start, start)
    const at = block.subarray(0, bytesRead).lastIndexOf(0x0a)
    if (at !== -1) return start + at + 1
    end = start
  }
  return 0
}

const readDone = async (handle: FileHandle, name: string): Promise<DoneLines> => {
  const done = new DoneLines(name)
  for await (const {number, text} of readLines(handle.createReadStream({start: 0, autoClose: false}))) {
    const answer = text === undefined ? undefined : readAnswer(text)
    if (!answer)
      throw new UsageError([
        {message: `--resume: line ${number} of ${name} is no answer of hwc batch`, flag: '--resume'},
      ])
    done.add(answer)
  }
  return done
}

const fileError = (name: string, cause: unknown): FileError => {
  const {code, message} = cause as NodeJS.ErrnoException
  return new FileError(`Cannot write ${name}: ${code === 'EISDIR' ? 'it is a folder' : (code ?? message)}`, {cause})
}

/**
 * Opens the output of `--resume`, made where it is missing: a last line that was cut off is dropped, what the others tell
 * is kept in mind, and answers are appended.
 * @throws {UsageError} where a line of it is no answer.
 * @throws {FileError} where it cannot be read or written.
 */
export const openResumed = async (path: string, name: string): Promise<ResumedOutput> => {
  let handle: FileHandle
  try {
    handle = await open(path, 'a+')
  } catch (error) {
    throw fileError(name, error)
  }
  try {
    const state = await handle.stat()
    if (!state.isFile()) throw new FileError(`Cannot resume ${name}: it is no regular file`)
    const end = await endOfLines(handle, state.size)
    if (end < state.size) await handle.truncate(end)
    const done = await readDone(handle, name)
    const stream = createWriteStream(path, {flags: 'a'})
    return {
      done,
      output: {stream, isTerminal: false},
      close: async () => {
        await new Promise<void>((resolve) => stream.end(resolve))
      },
    }
  } finally {
    await handle.close()
  }
}
