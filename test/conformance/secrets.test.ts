import assert from 'node:assert/strict'
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {reservedNames} from '../../src/cli/words/settings.js'
import {type Field} from '../../src/core/catalog/types.js'
import {wireName} from '../../src/core/request/names/find-spelling.js'
import {nameTable} from '../../src/core/request/names/name-table.js'
import {type SchemaLookup} from '../../src/core/request/names/schema-lookup.js'
import {compactJson, formatJson} from '../../src/core/values/format-json.js'
import {isValueMap, type Value} from '../../src/core/values/value.js'
import {type LocalServer, type ScriptedAnswer, startLocalServer} from '../support/local-server.js'
import {isMarked, marks, markField, markSecrets} from '../support/marked-call.js'
import {type CommandRun, runCommand} from '../support/run-command.js'
import {type Call, typeCall} from '../support/type-call.js'
import {exampleCall} from './calls/example-call.js'
import {ExampleValues} from './calls/example-value.js'
import {type NamedOperation, namedOperations, runsAll} from './calls/named-operations.js'
import {assertNoOffenders, type Offender} from './calls/offenders.js'

const now = new Date('2024-03-05T06:07:08Z')
const host = 'example.com'

/** A call with everything that the operation takes, the marks in what is secret. */
const markedCall = ({operation, schema}: NamedOperation): Call => {
  const {params, body} = exampleCall({operation, schema, host, now}, 'every')
  const fields = new Map(operation.parameters.map((parameter) => [parameter.name, parameter]))
  return {
    params: new Map(
      Array.from(params, ([name, value]): [string, Value] => {
        const field = fields.get(name)
        return [name, field ? markField(value, field, schema) : value]
      }),
    ),
    body: body === undefined ? undefined : markSecrets(body, operation.body ?? 'any', schema),
  }
}

const textOf = (value: Value | undefined): string => (value === undefined ? '' : formatJson(value, compactJson))

/** The operation's answer with everything in it, the marks in what is secret. */
const markedAnswer = ({operation, schema}: NamedOperation): Value => {
  const type = {ref: operation.response}
  return markSecrets(new ExampleValues(schema, 'every').body(type), type, schema)
}

const holdsMark = ({params, body}: Call): boolean => isMarked(textOf(params) + textOf(body))

interface Secretive {
  readonly named: NamedOperation
  readonly call: Call
}

/** So many of the operations that take secrets, from all over the catalogue. */
const chooseSecretive = (count: number): readonly Secretive[] => {
  const all = namedOperations()
    .filter(({summary}) => summary.credentialType !== 'own')
    .map((named) => ({named, call: markedCall(named)}))
    .filter(({call}) => holdsMark(call))
  const step = runsAll ? all.length / count : 1
  return Array.from({length: Math.min(count, all.length)}, (_, index) => all[Math.floor(index * step)]).filter(
    (one) => one !== undefined,
  )
}

/** The secret fields at and below a field, by their dotted names. */
const secretNames = (name: string, {type, sensitive}: Field, schema: SchemaLookup, depth = 0): readonly string[] => {
  if (sensitive) return type === 'boolean' ? [] : [name]
  if (typeof type === 'string' || !('ref' in type) || depth > 3) return []
  return schema(type.ref)
    .fields.filter((inner) => !wireName(inner).includes('.'))
    .flatMap((inner) => secretNames(`${name}.${wireName(inner)}`, inner, schema, depth + 1))
}

describe('Secrets of 500 operations', function () {
  this.timeout(180_000)
  const secretive = chooseSecretive(500)
  let folder = ''
  let file = ''
  let server: LocalServer
  let answer: ScriptedAnswer = {}
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-secrets-'))
    file = join(folder, 'a.bin')
    await writeFile(file, 'bytes')
    server = await startLocalServer(() => answer)
  })
  after(async () => {
    await server.close()
    await rm(folder, {recursive: true})
  })

  const typed = ({named, call}: Secretive): readonly string[] => {
    const {operation, schema, service, version} = named
    const names = nameTable(operation, schema, reservedNames)
    const words = typeCall(call, {operation, schema, names, file, body: 'flags'})
    return [service, operation.name, '--api-version', version, ...words]
  }

  const run = async (words: readonly string[]): Promise<CommandRun> =>
    runCommand(words, {
      now: () => now,
      home: folder,
      env: {
        HUAWEICLOUD_SDK_AK: 'AKID0123456789',
        HUAWEICLOUD_SDK_SK: marks.text,
        HUAWEICLOUD_SDK_SECURITY_TOKEN: marks.text,
        HUAWEICLOUD_SDK_PROJECT_ID: 'p0123456789',
        HUAWEICLOUD_SDK_DOMAIN_ID: 'd0123456789',
        HWC_ENDPOINT: server.url,
        HWC_RETRIES: '0',
      },
    })

  /** Fails for each of the operations of which a check finds something to say. */
  const forEach = async (check: (one: Secretive) => Promise<void>): Promise<void> => {
    const offenders: Offender[] = []
    for (const one of secretive) {
      try {
        await check(one)
      } catch (error) {
        offenders.push({title: one.named.title, message: (error as Error).message})
      }
    }
    assertNoOffenders(offenders, import.meta.url)
  }

  const assertHidden = (text: string, words: readonly string[]): void => {
    const shown = text.split('\n').filter(isMarked)
    assert.deepEqual(shown, [], words.slice(-3).join(' '))
  }

  it('stand in no preview', async () => {
    await forEach(async (one) => {
      for (const form of [['--preview'], ['--preview=curl'], ['--preview', '--output=json']]) {
        const words = [...typed(one), ...form]
        const {stdout, stderr, exitCode} = await run(words)
        assert.equal(exitCode, 0, stderr)
        assert.ok(/\*\*\*|%2A%2A%2A/.test(stdout), 'something is masked')
        assertHidden(stdout + stderr, words)
      }
    })
  })

  it('stand in no --debug of a request and its answer nor in --log-file, and arrive whole', async () => {
    const log = join(folder, 'access.log')
    await forEach(async (one) => {
      const value = markedAnswer(one.named)
      answer = {headers: {'content-type': 'application/json', 'x-subject-token': marks.text}, body: textOf(value)}
      const words = [
        ...typed(one),
        '--debug',
        '--log-file',
        log,
        ...(one.named.operation.streamResponse ? ['--output-file', '-'] : []),
      ]
      const {stderr, exitCode} = await run(words)
      assert.equal(exitCode, 0, stderr)
      assertHidden(stderr, words)
      const {target, rawHeaders, body} = server.requests.at(-1) ?? assert.fail('nothing was sent')
      assert.ok(isMarked([target, ...rawHeaders, body.toString()].join('\n')), 'a secret is sent')
    })
    const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '')
    assert.deepEqual(lines.filter(isMarked), [])
    if (runsAll) assert.equal(lines.length, 500)
  })

  it('stand in no error, not even where the service repeats what it was sent', async () => {
    await forEach(async (one) => {
      const {params, body} = one.call
      const holds = (text: string): boolean => (textOf(params) + textOf(body)).includes(text)
      const refused = new Map<string, Value>([
        ['error_code', 'X.0001'],
        [
          'error_msg',
          Object.values(marks)
            .filter(holds)
            .map((text) => `${text} is too weak`)
            .join(', '),
        ],
        ['answer', markedAnswer(one.named)],
        ['sent', new Map([['params', params], ...(body === undefined ? [] : [['body', body] as const])])],
      ])
      for (const form of [[], ['--output=json'], ['--debug']]) {
        for (const text of [textOf(refused), `<p>${textOf(refused)}</p>`]) {
          answer = {status: 400, body: text}
          const words = [...typed(one), ...form]
          const {stdout, stderr, exitCode} = await run(words)
          assert.equal(exitCode, 5, stderr)
          assertHidden(stdout + stderr, [...words, text])
        }
      }
    })
  })

  it('stand in no fault and no corrected line of flags that are misspelt, ill-typed or in the wrong place', async () => {
    let lines = 0
    await forEach(async (one) => {
      const {named} = one
      const {operation, schema, service, version} = named
      const {entries} = nameTable(operation, schema, reservedNames)
      const names = entries.flatMap(({qualified, field}) => secretNames(qualified, field, schema)).slice(0, 3)
      const called = [service, operation.name, '--api-version', version, '--preview']
      for (const name of names) {
        const flag = `--${name}`
        for (const typing of [
          [`${flag}x`, marks.text],
          [`${flag.slice(0, -1)}=${marks.text}`],
          [flag, `--${marks.text}`],
          [flag, `--${marks.text}=${marks.text}`],
          [flag, marks.text, marks.text],
          [`${flag}.deeper`, marks.text],
          [`${flag}.0.${marks.text}`, 'x'],
          [`--no-${name}`, marks.text],
          [flag, `[${marks.text}`],
          [flag, `{a: [${marks.text}`],
          [flag, `{"a": "${marks.text}`],
          [flag, `[{${marks.text}: ${marks.number}}]`, '--nonsense'],
          ['--', flag, marks.text],
        ]) {
          for (const form of [[], ['--output=json']]) {
            const words = [...called, ...typing, ...form]
            const {stdout, stderr, exitCode} = await run(words)
            lines += 1
            assert.ok([0, 2].includes(exitCode), stderr)
            assertHidden(stdout + stderr, words)
          }
        }
      }
    })
    if (runsAll) assert.ok(lines > 10_000, `only ${String(lines)} lines`)
  })

  it('are of 500 operations', function () {
    if (!runsAll) this.skip()
    assert.equal(secretive.length, 500)
    assert.ok(secretive.some(({call: {body}}) => isValueMap(body ?? null)))
  })
})
