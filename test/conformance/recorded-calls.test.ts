import assert from 'node:assert/strict'
import {resolveWords} from '../../src/cli/resolve-words.js'
import {reservedNames} from '../../src/cli/words/settings.js'
import {toCommandName} from '../../scripts/catalog/assemble/command-name.js'
import {readArguments} from '../../src/core/request/arguments/read-arguments.js'
import {nameTable} from '../../src/core/request/names/name-table.js'
import {isValueMap, type Value} from '../../src/core/values/value.js'
import {everyOperation} from '../support/every-operation.js'
import {fakeFiles, plain} from '../support/read-line.js'
import {type RecordedCall, recordedCalls} from '../support/recorded-calls.js'
import {typeCall, type TypingFacts} from '../support/type-call.js'

const file = 'recorded.bin'

const expected = (value: Value | undefined): unknown => {
  if (isValueMap(value)) {
    if (value.has('@file')) return `@${file}`
    return {map: Array.from(value, ([key, entry]) => [key, expected(entry)])}
  }
  return Array.isArray(value) ? value.map((entry: Value) => expected(entry)) : plain(value)
}

const amount = '--amount: it takes a number, not '

/** Recordings that hwc refuses, and why: the recorder left out a required parameter, or gave text for a decimal number. */
const refused: Readonly<Record<'json' | 'flags', Readonly<Record<number, readonly string[]>>>> = {
  json: {1049: ['--from is missing: an integer']},
  flags: {
    163: [`${amount}"v-amount"`],
    164: [`${amount}"v amount/é&=+~*"`],
    167: [`${amount}"v-amount"`],
    168: [`${amount}"v amount/é&=+~*"`],
    1049: ['--from is missing: an integer'],
  },
}

const operations = new Map(
  everyOperation().map((entry) => [`${entry.service} ${entry.version} ${entry.command}`, entry]),
)

/** What of the recorded calls dots cannot say, and how often: nothing. Keys with dots and lists without a type would be here. */
const typedAsJson = {}

/** What came of typing a call and reading it again that is not what was recorded; undefined if nothing. */
const difference = async (
  call: RecordedCall,
  body: 'json' | 'flags',
  onJson: NonNullable<TypingFacts['onJson']>,
): Promise<unknown> => {
  const found = operations.get(`${call.service} ${call.version} ${toCommandName(call.operation)}`)
  if (!found) return 'the catalogue has no such operation'
  const {operation, schema} = found
  const names = nameTable(operation, schema, reservedNames)
  const argv = typeCall(call, {operation, schema, names, file, body, onJson})
  const words = resolveWords(argv, operation, schema)
  const answer = await readArguments({words, operation, schema, files: fakeFiles({[file]: ''})})
  const faults = [...words.faults, ...answer.faults].map(({message}) => message)
  const parameters = new Map(answer.arguments.parameters.map(({parameter, value}) => [parameter.name, plain(value)]))
  const wanted = new Map(Array.from(call.params, ([name, value]) => [name, expected(value)]))
  try {
    const known = refused[body][call.line]
    assert.deepEqual(faults, known ?? [])
    if (known) return undefined
    assert.deepEqual(parameters, wanted)
    assert.deepEqual(plain(answer.arguments.body), expected(call.body))
    return undefined
  } catch (error) {
    return {argv, message: (error as Error).message}
  }
}

describe('calls recorded from the SDK, typed as command lines', () => {
  const calls = recordedCalls()
  for (const body of ['json', 'flags'] as const) {
    const exceptions = Object.entries(refused[body])
    it(`arrive as they were recorded, the body as ${body}, save ${String(exceptions.length)}`, async () => {
      const failures: string[] = []
      const asJson: Record<string, number> = {}
      for (const call of calls) {
        const failure = await difference(call, body, (flag, why) => {
          const title = `${why}: ${call.service} ${call.operation} --${flag}`
          asJson[title] = (asJson[title] ?? 0) + 1
        })
        const name = `wire.jsonl:${String(call.line)} ${call.service} ${call.operation}`
        if (failure !== undefined) failures.push(`${name} ${JSON.stringify(failure)}`)
      }
      assert.deepEqual(
        failures,
        [],
        `${String(failures.length)} of ${String(calls.length)} calls:\n${failures.join('\n')}`,
      )
      assert.equal(calls.length, 2816)
      if (body === 'flags') assert.deepEqual(asJson, typedAsJson)
    }).timeout(60_000)
  }
})
