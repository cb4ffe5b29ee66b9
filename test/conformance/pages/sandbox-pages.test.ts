import assert from 'node:assert/strict'
import {wireName} from '../../../src/core/request/names/find-spelling.js'
import {nameTable, shownName} from '../../../src/core/request/names/name-table.js'
import {reservedNames} from '../../../src/cli/words/settings.js'
import {formatJson} from '../../../src/core/values/format-json.js'
import {parseJson} from '../../../src/core/values/parse-json.js'
import {isValueMap, type Value} from '../../../src/core/values/value.js'
import {requiredWords} from '../../support/required-words.js'
import {runCommand} from '../../support/run-command.js'
import {type NamedOperation, namedOperations, runsAll} from '../calls/named-operations.js'
import {assertNoOffenders, type Offender} from '../calls/offenders.js'

/** The list is of the very objects that hold it: those that the sandbox makes up end somewhere. */
const holdsItself = ({operation, schema}: NamedOperation): boolean => {
  let owner = operation.response
  for (const name of operation.pages?.items ?? []) {
    const type = schema(owner).fields.find((field) => wireName(field) === name)?.type
    const inner = typeof type === 'object' && 'list' in type ? type.list : type
    if (typeof inner !== 'object' || !('ref' in inner)) return false
    if (inner.ref === owner) return true
    owner = inner.ref
  }
  return false
}

const paged = namedOperations().filter(
  (named) => named.operation.pages && named.peculiarity === undefined && !holdsItself(named),
)
/** One of ten; what each of them all does is told by the tests against a service that is written for that. */
const sample = paged.filter((_, index) => !runsAll || index % 10 === 0)

const listOf = (answer: Value, path: readonly string[]): readonly Value[] => {
  const list = path.reduce<Value>((value, name) => (isValueMap(value) ? (value.get(name) ?? null) : null), answer)
  assert.ok(Array.isArray(list), 'there is no list')
  return list as readonly Value[]
}

describe('The pages of the sandbox', function () {
  this.timeout(300_000)

  const run = async (words: readonly string[]): Promise<Value> => {
    const {stdout, stderr, exitCode} = await runCommand([...words, '--profile', 'sandbox', '--quiet'])
    assert.equal(exitCode, 0, stderr)
    return parseJson(stdout)
  }

  /** The flag that takes the size of a page, and the words that are needed without it and without a place to begin. */
  const wordsOf = (named: NamedOperation): {readonly all: readonly string[]; readonly two: readonly string[]} => {
    const {operation, schema, service, command, version} = named
    const {pages} = operation
    const {entries} = nameTable(operation, schema, reservedNames)
    const place = pages?.inBody ? 'body' : 'query'
    const flagOf = (name: string | undefined): string | undefined => {
      const entry = entries.find((each) => each.place === place && wireName(each.field) === name)
      return entry && `--${shownName(entry)}`
    }
    const required = requiredWords(named, '/dev/null')
    const position = required.indexOf(flagOf(pages?.parameter) ?? '--')
    const first = position === -1 ? [] : [required[position] ?? '', String(pages?.first ?? 0)]
    const limit = flagOf(pages?.limit)
    const all = [service, command, '--api-version', version, ...required, ...(pages?.style === 'marker' ? [] : first)]
    return {
      all: limit === undefined ? all : [...all, limit, '5'],
      two: limit === undefined ? all : [...all, limit, '2'],
    }
  }

  it('hold what one page holds, by whatever style they follow each other', async () => {
    const offenders: Offender[] = []
    for (const named of sample) {
      const {pages} = named.operation
      const {all, two} = wordsOf(named)
      try {
        const whole = listOf(await run(all), pages?.items ?? [])
        // Pages that are the same cannot be told from one that is answered again.
        if (new Set(whole.map((item) => formatJson(item))).size === 1) continue
        const followed = listOf(await run([...two, '--all-pages']), pages?.items ?? [])
        assert.deepEqual(followed, whole)
        assert.equal(followed.length, 5)
      } catch (error) {
        offenders.push({title: named.title, message: (error as Error).message})
      }
    }
    assertNoOffenders(offenders, import.meta.url)
    if (runsAll) assert.ok(sample.length > 200, String(sample.length))
  })
})
