import assert from 'node:assert/strict'
import {buffer} from 'node:stream/consumers'
import {resolveLeadingFlags} from '../../src/cli/resolve-leading-flags.js'
import {type ResolvedWords, resolveWords} from '../../src/cli/resolve-words.js'
import {checkFlags} from '../../src/core/config/resolve-settings.js'
import {FileError} from '../../src/core/errors/file-error.js'
import {UsageError} from '../../src/core/errors/usage-error.js'
import {isStreamBody} from '../../src/core/http/types.js'
import {readArguments} from '../../src/core/request/arguments/read-arguments.js'
import {type RequestArguments} from '../../src/core/request/types.js'
import {buildRequest} from '../../src/core/request/wire/build-request.js'
import {compactJson, formatJson} from '../../src/core/values/format-json.js'
import {type CatalogOperation, everyOperation} from '../support/every-operation.js'
import {chooseSome, seededRandom} from '../support/random-choice.js'
import {wordMaker} from '../support/random-words.js'
import {fakeFiles} from '../support/read-line.js'
import {requestFile} from '../support/request-file.js'
import {requiredWords} from '../support/required-words.js'
import {runCommand} from '../support/run-command.js'

/** Fixed, so that a failure comes again. */
const seed = 20_240_601
const lineCount = 100_000
const secret = 'hunter2'

const random = seededRandom(seed)

/** Some of each kind, and all whose body is no plain object. */
const operations = everyOperation().filter(
  ({operation: {body}}, index) =>
    index % 100 === 0 || (body !== undefined && !(typeof body === 'object' && 'ref' in body)),
)

const files = {x: '{"a": 1}', '-': 'a: [1, 2]\nbody: {b: c}\n', y: Uint8Array.of(0xff, 0xfe)}

/** What comes of a command line: the exit code that it would have, and of 0 the request. */
type Outcome =
  {readonly code: 2 | 13 | 'help'} | {readonly code: 0; readonly given: RequestArguments; readonly sent: string}

const build = async (given: RequestArguments, {operation, schema}: CatalogOperation): Promise<Outcome> => {
  try {
    const {method, target, headers, body} = await buildRequest({
      operation,
      schema,
      arguments: given,
      endpoint: 'https://example.com',
      scope: {credentialType: 'basic', projectId: 'p', domainId: 'd'},
      userAgent: 'hwc',
      randomBoundary: () => 'boundary',
    })
    const bytes = body === undefined ? '' : isStreamBody(body) ? await buffer(body.open()) : Buffer.from(body)
    return {code: 0, given, sent: [method, target, JSON.stringify(headers), bytes.toString('latin1')].join('\n')}
  } catch (error) {
    if (error instanceof UsageError) return {code: 2}
    if (error instanceof FileError) return {code: 13}
    throw error
  }
}

const readWords = async (
  words: ResolvedWords,
  found: CatalogOperation,
  contents: Readonly<Record<string, string | Uint8Array>> = files,
): Promise<Outcome> => {
  if (words.help) return {code: 'help'}
  const {operation, schema} = found
  const fromFile = words.settings.get('from-file')
  const answer = await readArguments({
    words,
    operation,
    schema,
    files: fakeFiles(contents),
    fromFile: typeof fromFile === 'string' ? fromFile : undefined,
  })
  const faults = [...words.faults, ...checkFlags(words.settings), ...answer.faults]
  for (const {message} of faults) assert.ok(message.length > 0)
  if (faults.length > 0) return {code: 2}
  return answer.fileError ? {code: 13} : build(answer.arguments, found)
}

/** The request of what was read, written as a request file and read again. */
const readAgain = async (given: RequestArguments, found: CatalogOperation): Promise<Outcome> => {
  const {operation, schema} = found
  const parameters = given.parameters.map(
    ({parameter: {in: place, name, wire = name}, value}) => [`${place}.${wire}`, value] as const,
  )
  const text = formatJson(requestFile(parameters, given.body, operation), compactJson)
  return readWords(resolveWords(['--from-file', '-'], operation, schema), found, {...files, '-': text})
}

/** A request is for bytes: one whose file is gone, or whose values cannot be sent, has none. */
const assertSameAgain = async (outcome: Outcome, found: CatalogOperation): Promise<void> => {
  if (outcome.code !== 0) return
  const again = await readAgain(outcome.given, found)
  assert.deepEqual(again.code === 0 ? again.sent : again.code, outcome.sent)
}

describe('any command line', function () {
  this.timeout(180_000)
  const prototype = Reflect.ownKeys(Object.prototype)

  it(`is help, a request or a fault, and a request comes again from a request file (${String(lineCount)} lines)`, async () => {
    const makers = operations.map((found) => ({
      found,
      required: requiredWords(found, 'x'),
      make: wordMaker(found, random),
    }))
    const counts: Record<string, number> = {}
    const failures: string[] = []
    for (let line = 0; line < lineCount; line += 1) {
      const {found, required, make} = makers[line % makers.length] ?? assert.fail()
      const argv = line % 3 === 0 ? [...required, ...make().slice(0, 2)] : make()
      try {
        const outcome = await readWords(resolveWords(argv, found.operation, found.schema), found)
        counts[outcome.code] = (counts[outcome.code] ?? 0) + 1
        await assertSameAgain(outcome, found)
      } catch (error) {
        failures.push(`${found.service} ${found.command} ${JSON.stringify(argv)}: ${(error as Error).message}`)
      }
    }
    assert.equal(failures.length, 0, `${failures.length} lines, the first: ${failures.slice(0, 5).join('\n')}`)
    const {0: requests = 0, 2: faulty = 0, 13: unreadable = 0, help = 0} = counts
    assert.ok(
      requests > lineCount / 20 && faulty > lineCount / 3 && unreadable > 100 && help > 100,
      JSON.stringify(counts),
    )
  })

  it('is cut before the operation without a crash', () => {
    for (const found of operations) {
      const argv = wordMaker(found, random)()
      const {leading, rest, service, operation} = resolveLeadingFlags(argv)
      assert.ok(leading.length + rest.length <= argv.length)
      assert.ok(service !== undefined || operation === undefined)
    }
  })

  it('ends with 0, 2, 3 or 13, never with 1 (500 whole lines)', async () => {
    const chosen = chooseSome(operations, 50, random)
    const codes = new Set<number>()
    for (const found of chosen) {
      const make = wordMaker(found, random)
      for (let line = 0; line < 10; line += 1) {
        const words = make()
        const required = line % 2 === 0 ? requiredWords(found, 'x') : []
        const argv =
          line % 5 === 4
            ? [...words, found.service, found.command]
            : [found.service, found.command, ...required, ...words]
        const {stderr, exitCode} = await runCommand([...argv, '--preview'], {env: {HWC_REGION: 'cn-north-4'}})
        assert.ok([0, 2, 3, 13].includes(exitCode), `${JSON.stringify(argv)}: ${String(exitCode)} ${stderr}`)
        codes.add(exitCode)
      }
    }
    assert.ok(codes.has(0) && codes.has(2), Array.from(codes).join(' '))
  })

  it('never shows a value that it does not know to be harmless', () => {
    const names = ['--nonsense', '--no-nonsense', '--admin-pas', '-x', 'stray', '--', `-${secret}`, `${secret}=x`]
    for (let line = 0; line < 10_000; line += 1) {
      const {operation, schema} = operations[line % operations.length] ?? assert.fail()
      const words = chooseSome(names, 1 + (line % 6), random)
      const argv = words.flatMap((name) => (random() < 0.5 ? [`${name}=${secret}`] : [name, secret]))
      const {faults, corrected = []} = resolveWords(argv, operation, schema)
      assert.ok(!JSON.stringify([faults, corrected]).includes(secret), argv.join(' '))
    }
  })

  it('does no harm by the names of JavaScript', async () => {
    for (const words of [
      ['--constructor', 'x'],
      ['--__proto__', 'x'],
      ['--body.__proto__.x', '1'],
      ['--server.__proto__.x', '1'],
      ['--server.constructor.prototype.x', '1'],
      ['--server.nics.4000000000.subnet_id', 'x'],
      ['--toString'],
      ['--hasOwnProperty=1'],
    ]) {
      const {stderr, exitCode} = await runCommand(['ecs', 'create-servers', ...words, '--preview'])
      assert.equal(exitCode, 2, `${words.join(' ')} ${stderr}`)
    }
    const harmless = await runCommand([
      ...['ecs', 'create-servers', '--server.metadata.__proto__', 'a', '--server.metadata.constructor', 'b'],
      ...['--body', '{"server": {"__proto__": {"x": 1}}}', '--preview'],
    ])
    assert.equal(harmless.exitCode, 0, harmless.stderr)
    assert.match(harmless.stdout, /"__proto__": \{\s*"x": 1\s*\}/)
    assert.match(harmless.stdout, /"metadata": \{\s*"__proto__": "a",\s*"constructor": "b"\s*\}/)
  })

  after(() => {
    assert.deepEqual(Reflect.ownKeys(Object.prototype), prototype)
  })
})
