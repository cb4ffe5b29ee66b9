import assert from 'node:assert/strict'
import fc from 'fast-check'
import {resolveLeadingFlags} from '../../src/cli/resolve-leading-flags.js'
import {resolveWords} from '../../src/cli/resolve-words.js'
import {reservedSettings} from '../../src/cli/words/settings.js'
import {FileError} from '../../src/core/errors/file-error.js'
import {readArguments} from '../../src/core/request/arguments/read-arguments.js'
import {nameTable} from '../../src/core/request/names/name-table.js'
import {type CatalogOperation, everyOperation} from '../support/every-operation.js'
import {fakeFiles} from '../support/read-line.js'

/** Fixed, so that a failure comes again; fast-check prints the path to it. */
const seed = 20_240_601
const wordLines = 100_000
const wholeLines = 10_000
const secret = 'hunter2'

/** Every hundredth operation, and all whose body is no plain object. */
const operations = everyOperation().filter(
  ({operation: {body}}, index) =>
    index % 100 === 0 || (body !== undefined && !(typeof body === 'object' && 'ref' in body)),
)

const oddTexts = [
  '', '-', '--', '---', '-5', '-o', '-h', '-x', '-ojson', '=', '--=', '--=x', '.', '..', '--.', '--..', 'true', 'false', 'null', '~',
  '{', '[', '[]', '{}', '[1,2', '{a: 1}', '{"a": [1, {"b": null}]}', '- a', 'a: b', '*a', '&a [*a]', '!!int x', '!<x>', '%', '@', '`',
  'file://x', 'file://-', 'fileb64://x', 'fileb64://', 'file://gone', '~/x', '0', '010', '1.10', '1e999', '99999999999999999999', '0x1F',
  '__proto__', 'constructor', '4000000000', '\u0000', '\uD800', '\uFEFF', 'é', '-----BEGIN', '--body', '--body={}', '--no-', '--no-body',
] // prettier-ignore

const files = {x: '{"a": 1}', '-': 'a: [1, 2]\nbody: {b: c}\n', y: Uint8Array.of(0xff, 0xfe)}

const tail = fc.oneof(
  fc.constantFrom(
    '',
    '',
    '',
    '.0',
    '.1',
    '.4000000000',
    '.__proto__',
    '.constructor',
    '.a',
    '.a.b.c',
    '.',
    '..x',
    '.name',
    '.0.name',
  ),
  fc
    .array(fc.constantFrom('0', 'a', 'name', 'id', '', 'constructor'), {maxLength: 40})
    .map((parts) => parts.map((part) => `.${part}`).join('')),
)

const value = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string(),
  fc.json(),
  fc.string({unit: 'binary', maxLength: 8}),
  fc.constant(secret),
)

const nameOf = ({operation, schema}: CatalogOperation): fc.Arbitrary<string> => {
  const {entries} = nameTable(operation, schema, [])
  const names = entries.flatMap(({qualified, field}) => [
    qualified,
    field.name,
    field.wire ?? field.name,
    qualified.replace(/^\w+\./, ''),
  ])
  return fc.constantFrom(
    ...names,
    ...reservedSettings.map((setting) => setting.name),
    'body',
    'body.0',
    'nonsense',
    'constructor',
  )
}

const wordsOf = (operation: CatalogOperation): fc.Arbitrary<string[]> => {
  const flag = fc
    .tuple(fc.constantFrom('--', '--', '--', '--no-', '-'), nameOf(operation), tail)
    .map((parts) => parts.join(''))
  const piece = fc.oneof(
    {weight: 4, arbitrary: fc.tuple(flag, value).map(([name, text]) => [name, text])},
    {weight: 3, arbitrary: fc.tuple(flag, value).map(([name, text]) => [`${name}=${text}`])},
    {weight: 2, arbitrary: flag.map((name) => [name])},
    {weight: 1, arbitrary: value.map((text) => [text])},
  )
  return fc.array(piece, {maxLength: 5}).map((pieces) => pieces.flat())
}

const commandLine = fc
  .constantFrom(...operations)
  .chain((found) => fc.record({found: fc.constant(found), argv: wordsOf(found)}))

describe('any command line', () => {
  it(`is read word by word without a crash (${String(wordLines)} lines)`, () => {
    let faulty = 0
    fc.assert(
      fc.property(commandLine, ({found: {operation, schema}, argv}) => {
        const {faults} = resolveWords(argv, operation, schema)
        if (faults.length > 0) faulty += 1
        for (const {message} of faults) assert.ok(message.length > 0)
      }),
      {numRuns: wordLines, seed},
    )
    assert.ok(faulty > wordLines / 10 && faulty < wordLines, `${String(faulty)} lines had faults`)
  }).timeout(180_000)

  it('is cut before the operation without a crash', () => {
    fc.assert(
      fc.property(commandLine, ({argv}) => {
        const {leading, rest, service, operation} = resolveLeadingFlags(argv)
        assert.ok(leading.length + rest.length <= argv.length)
        assert.ok(service !== undefined || operation === undefined)
      }),
      {numRuns: wholeLines, seed},
    )
  }).timeout(180_000)

  it(`is read whole without a crash, and ends in faults or file errors alone (${String(wholeLines)} lines)`, async () => {
    let sound = 0
    await fc.assert(
      fc.asyncProperty(commandLine, async ({found: {operation, schema}, argv}) => {
        const words = resolveWords(argv, operation, schema)
        const fromFile = words.settings.get('from-file')
        const answer = await readArguments({
          words,
          operation,
          schema,
          files: fakeFiles(files),
          fromFile: typeof fromFile === 'string' ? fromFile : undefined,
        })
        if (answer.fileError) assert.ok(answer.fileError instanceof FileError)
        for (const {message} of [...words.faults, ...answer.faults]) assert.ok(message.length > 0)
        if (answer.faults.length === 0) sound += 1
      }),
      {numRuns: wholeLines, seed},
    )
    assert.ok(sound > wholeLines / 100, `${String(sound)} lines were sound`)
  }).timeout(180_000)

  it('never shows a value that it does not know to be harmless', () => {
    const line = fc.constantFrom(...operations).chain((found) =>
      fc.record({
        found: fc.constant(found),
        argv: fc
          .array(
            fc.tuple(fc.constantFrom('--nonsense', '--no-nonsense', '--admin-pas', '-x', 'stray', '--'), fc.boolean()),
            {maxLength: 6},
          )
          .map((pieces) => pieces.flatMap(([name, joined]) => (joined ? [`${name}=${secret}`] : [name, secret]))),
      }),
    )
    fc.assert(
      fc.property(line, ({found: {operation, schema}, argv}) => {
        const {faults, corrected = []} = resolveWords(argv, operation, schema)
        assert.ok(!JSON.stringify([faults, corrected]).includes(secret))
      }),
      {numRuns: 5000, seed},
    )
  }).timeout(180_000)
})
