import {Readable} from 'node:stream'
import {tmpdir} from 'node:os'
import {resolveWords} from '../../src/cli/resolve-words.js'
import {type Operation, type Schema} from '../../src/core/catalog/types.js'
import {FileError} from '../../src/core/errors/file-error.js'
import {createFileReader, type FileReader} from '../../src/core/request/arguments/file-reader.js'
import {readArguments} from '../../src/core/request/arguments/read-arguments.js'
import {FileValue, isValueMap, NumberText, type Value} from '../../src/core/values/value.js'

/** An operation and the schemas of its service version, written by hand. */
export interface HandWritten {
  readonly operation: Operation
  readonly schemas?: Readonly<Record<string, Schema>>
}

export const schemaLookup =
  (schemas: Readonly<Record<string, Schema>> = {}) =>
  (name: string): Schema => {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined
    if (!schema) throw new Error(`No schema ${name}`)
    return schema
  }

/** An operation with what a test does not care about filled in. */
export const operationOf = (facts: Partial<Operation>): Operation => ({
  name: 'DoThing',
  method: 'POST',
  path: '/v1/things',
  contentType: 'application/json',
  parameters: [],
  response: 'DoThingResponse',
  ...facts,
})

/** Files of a test by path; nothing else exists, and nothing is read from the disk. `-` is stdin. */
export const fakeFiles = (contents: Readonly<Record<string, string | Uint8Array>> = {}): FileReader => {
  const bytesOf = (path: string): Uint8Array => {
    const content = Object.hasOwn(contents, path) ? contents[path] : undefined
    if (content === undefined) throw new FileError(`Cannot read ${path}: there is no such file`)
    return typeof content === 'string' ? Buffer.from(content) : content
  }
  return {
    stdinIsTerminal: false,
    read: async (path) => bytesOf(path),
    readStdin: async () => bytesOf('-'),
    open: async (path) => {
      bytesOf(path)
      return new FileValue(path)
    },
    openStdin: async () => new FileValue('/spooled', 'stdin'),
    cleanUp: async () => undefined,
  }
}

/** A reader of the real disk whose stdin holds a text. */
export const diskFiles = (stdin = '', home = '/nowhere'): FileReader =>
  createFileReader({
    stdin: {stream: Readable.from([Buffer.from(stdin)]), isTerminal: false},
    home,
    temporaryFolder: tmpdir(),
    platform: 'linux',
  })

/** A value in a form that `deepEqual` compares and a person reads: numbers as `#1.10`, files as `@path`, maps as pairs. */
export const plain = (value: Value | undefined): unknown => {
  if (value instanceof NumberText) return `#${value.text}`
  if (value instanceof FileValue) return `@${value.path}${value.name === undefined ? '' : ` (${value.name})`}`
  if (Array.isArray(value)) return value.map((entry: Value) => plain(entry))
  if (isValueMap(value)) return {map: Array.from(value, ([key, entry]) => [key, plain(entry)])}
  return value
}

/** What `plain` makes of an object with these entries. */
export const mapOf = (...entries: readonly (readonly [string, unknown])[]): unknown => ({
  map: entries.map(([key, value]) => [key, value]),
})

export interface ReadLine {
  /** Qualified by nothing but their wire name, in the operation's order. */
  readonly parameters: readonly (readonly [string, unknown])[]
  readonly body: unknown
  readonly warnings: readonly string[]
  /** Of both stages. */
  readonly faults: readonly string[]
  readonly fileError: string | undefined
}

/** Reads a whole command line's words as an operation command does. */
export const readLine = async (
  {operation, schemas}: HandWritten,
  argv: readonly string[],
  files: FileReader = fakeFiles(),
): Promise<ReadLine> => {
  const schema = schemaLookup(schemas)
  const words = resolveWords(argv, operation, schema)
  const fromFile = words.settings.get('from-file')
  const answer = await readArguments({
    words,
    operation,
    schema,
    files,
    fromFile: typeof fromFile === 'string' ? fromFile : undefined,
  })
  return {
    parameters: answer.arguments.parameters.map(({parameter, value}) => [
      parameter.wire ?? parameter.name,
      plain(value),
    ]),
    body: plain(answer.arguments.body),
    warnings: answer.warnings,
    faults: [...words.faults, ...answer.faults].map(({message}) => message),
    fileError: answer.fileError?.message,
  }
}
