import assert from 'node:assert/strict'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {buffer} from 'node:stream/consumers'
import {resolveWords} from '../../src/cli/resolve-words.js'
import {reservedNames} from '../../src/cli/words/settings.js'
import {isStreamBody} from '../../src/core/http/types.js'
import {formatAsYaml} from '../../src/core/output/yaml.js'
import {readArguments} from '../../src/core/request/arguments/read-arguments.js'
import {nameTable} from '../../src/core/request/names/name-table.js'
import {type RequestArguments} from '../../src/core/request/types.js'
import {buildRequest} from '../../src/core/request/wire/build-request.js'
import {compactJson, formatJson} from '../../src/core/values/format-json.js'
import {isValueMap, type Value} from '../../src/core/values/value.js'
import {diskFiles} from '../support/read-line.js'
import {requestFile} from '../support/request-file.js'
import {type Call, isFileMark, typeCall, type TypingFacts} from '../support/type-call.js'
import {exampleCall} from './calls/example-call.js'
import {type Extent} from './calls/example-value.js'
import {type NamedOperation, namedOperations, runsAll} from './calls/named-operations.js'
import {assertNoOffenders, type Offender} from './calls/offenders.js'

const now = new Date('2024-03-05T06:07:08Z')
const host = 'example.com'
const ids = {projectId: 'p0123456789', domainId: 'd0123456789'}

const titles: Readonly<Record<Extent, string>> = {
  required: 'what it requires',
  every: 'everything that it takes, in awkward words',
}

/** What goes out, one character for each byte of the body. */
interface Sent {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface Read {
  readonly given: RequestArguments
  readonly sent: Sent
}

const bytesOf = async (request: Awaited<ReturnType<typeof buildRequest>>): Promise<string> => {
  const {body} = request
  if (body === undefined) return ''
  return (isStreamBody(body) ? await buffer(body.open()) : Buffer.from(body)).toString('latin1')
}

/** The request that the words of a command line make whose stdin holds a text. @throws {Error} with all that is wrong. */
const read = async (words: readonly string[], stdin: string, named: NamedOperation): Promise<Read> => {
  const {operation, schema, summary} = named
  const resolved = resolveWords(words, operation, schema)
  const fromFile = resolved.settings.get('from-file')
  const answer = await readArguments({
    words: resolved,
    operation,
    schema,
    files: diskFiles(stdin),
    fromFile: typeof fromFile === 'string' ? fromFile : undefined,
  })
  const faults = [...resolved.faults, ...answer.faults, ...(answer.fileError ? [answer.fileError] : [])]
  if (faults.length > 0) throw new Error(faults.map(({message}) => message).join('; '))
  const request = await buildRequest({
    operation,
    schema,
    arguments: answer.arguments,
    endpoint: `https://${host}`,
    scope: {credentialType: summary.credentialType, ...ids},
    userAgent: 'hwc/0.0.0',
    randomBoundary: () => 'boundary0of0the0test',
  })
  const {method, target, headers} = request
  return {given: answer.arguments, sent: {method, target, headers: {...headers}, body: await bytesOf(request)}}
}

/** A value with the mark of a file replaced by its path. */
const withPath = (value: Value, path: string): Value => {
  if (isFileMark(value)) return path
  if (Array.isArray(value)) return value.map((entry: Value) => withPath(entry, path))
  return isValueMap(value) ? new Map(Array.from(value, ([key, entry]) => [key, withPath(entry, path)])) : value
}

const placeOf = (name: string, {operation}: NamedOperation): string =>
  operation.parameters.find((parameter) => parameter.name === name)?.in ?? ''

describe('a request of every operation is the same, byte for byte', function () {
  this.timeout(180_000)
  const operations = namedOperations()
  let folder = ''
  let file = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-forms-'))
    file = join(folder, 'a file.bin')
    await writeFile(file, 'bytes')
  })
  after(async () => rm(folder, {recursive: true}))

  const typed = (call: Call, named: NamedOperation, body: TypingFacts['body']): string[] => {
    const {operation, schema} = named
    return typeCall(call, {operation, schema, names: nameTable(operation, schema, reservedNames), file, body})
  }

  const check = async (named: NamedOperation, extent: Extent): Promise<void> => {
    const {operation, schema} = named
    const call = exampleCall({operation, schema, host, now}, extent)
    const {given, sent} = await read(typed(call, named, 'flags'), '', named)

    const others: Record<string, readonly [words: readonly string[], stdin: string]> = {
      'a flag for each field': [typed(call, named, 'fields'), ''],
      '--body': [typed(call, named, 'json'), ''],
      'YAML in --from-file': [
        ['--from-file', '-'],
        formatAsYaml(
          requestFile(
            Array.from(call.params, ([name, value]) => [`${placeOf(name, named)}.${name}`, withPath(value, file)]),
            call.body === undefined ? undefined : withPath(call.body, file),
            operation,
          ),
          {color: false},
        ),
      ],
      'what was read, as JSON in --from-file': [
        ['--from-file=-'],
        formatJson(
          requestFile(
            given.parameters.map(({parameter, value}) => [
              `${parameter.in}.${parameter.wire ?? parameter.name}`,
              value,
            ]),
            given.body,
            operation,
          ),
          compactJson,
        ),
      ],
    }
    for (const [form, [words, stdin]] of Object.entries(others)) {
      const other = await read(words, stdin, named).catch((error: unknown) => {
        throw new Error(`${form}: ${(error as Error).message}`)
      })
      assert.deepEqual(other.sent, sent, form)
    }
  }

  for (const extent of ['required', 'every'] as const)
    it(`typed as dots, as fields, as --body, as YAML and as JSON in a request file: ${titles[extent]}`, async () => {
      const offenders: Offender[] = []
      for (const named of operations) {
        try {
          await check(named, extent)
        } catch (error) {
          offenders.push({title: named.title, message: (error as Error).message})
        }
      }
      assertNoOffenders(offenders, import.meta.url)
      if (runsAll) assert.equal(operations.length, 15_074)
    })
})
