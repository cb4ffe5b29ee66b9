import assert from 'node:assert/strict'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {buffer} from 'node:stream/consumers'
import {isStreamBody, type RequestBody} from '../../../src/core/http/types.js'
import {isValueMap, type Value, type ValueMap} from '../../../src/core/values/value.js'
import {type RecordedCall, recordedCalls} from '../../support/recorded-calls.js'
import {type TypingFacts} from '../../support/type-call.js'
import {type NamedOperation, namedOperations, runsAll} from './named-operations.js'
import {requestOf, typedWords} from './call-world.js'
import {assertNoOffenders, type Offender} from './offenders.js'

/** A request as far as the recording has it: what the signer adds or replaces is not in it. */
interface Sent {
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  /** One character for each byte. */
  readonly body: string
}

const signerHeaders = ['Authorization', 'Host', 'User-Agent', 'X-Sdk-Content-Sha256', 'X-Sdk-Date']

const withoutSigners = (headers: Iterable<readonly [string, string]>): Sent['headers'] =>
  Array.from(headers).filter(([name]) => !signerHeaders.includes(name))

const text = (value: Value | undefined): string => {
  assert.ok(typeof value === 'string')
  return value
}

const recordedSent = (wire: ValueMap): Sent => {
  const headers = wire.get('headers')
  assert.ok(isValueMap(headers))
  const bytes = wire.has('bodyBase64')
    ? Buffer.from(text(wire.get('bodyBase64')), 'base64')
    : Buffer.from(text(wire.get('body')))
  return {
    method: text(wire.get('method')),
    target: text(wire.get('target')),
    headers: withoutSigners(Array.from(headers, ([name, value]) => [name, text(value)])),
    body: bytes.toString('latin1'),
  }
}

const bytesOf = async (body: RequestBody | undefined): Promise<Buffer> => {
  if (body === undefined) return Buffer.alloc(0)
  return isStreamBody(body) ? buffer(body.open()) : Buffer.from(body)
}

/** The recorder gave these a text for a decimal number; typed as a flag of its own, hwc refuses it. */
const textForNumber = [163, 164, 167, 168]

/** The recorder left out a parameter that is required. */
const incomplete = [1049]

const isRefused = ({line}: RecordedCall, body: TypingFacts['body']): boolean =>
  incomplete.includes(line) || (body === 'flags' && textForNumber.includes(line))

const operations = new Map(namedOperations().map((named) => [named.title, named]))

const titleOf = ({service, version, operation}: RecordedCall): string =>
  `${service}/${version}/${operation.replaceAll('_', '-')}`

describe('calls recorded from the SDK', function () {
  this.timeout(120_000)
  const calls = recordedCalls().filter((call) => runsAll || operations.has(titleOf(call)))
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-recorded-'))
  })
  after(async () => rm(folder, {recursive: true}))

  /** The request of a recorded call that is typed as a command line. */
  const retype = async (call: RecordedCall, recorded: Sent, body: TypingFacts['body']): Promise<Sent> => {
    const named: NamedOperation | undefined = operations.get(titleOf(call))
    assert.ok(named, 'the catalogue has no such operation')
    const file = join(folder, /filename="([^"]*)"/.exec(recorded.body)?.[1] ?? 'a.bin')
    await writeFile(file, Buffer.from('file-bytes \0\u0001\u00ff\n', 'latin1'))
    const contentType = new Map(recorded.headers).get('Content-Type') ?? ''
    const words = typedWords(named, call, {file, body})
    const {request} = await requestOf(words, named, {
      endpoint: 'https://example.com',
      scope: {
        credentialType: named.summary.credentialType,
        projectId: 'p0123456789',
        domainId: 'd0123456789',
      },
      boundary: /boundary=(\w+)/.exec(contentType)?.[1] ?? '',
    })
    return {
      method: request.method,
      target: request.target,
      headers: withoutSigners(Object.entries(request.headers)),
      body: (await bytesOf(request.body)).toString('latin1'),
    }
  }

  for (const body of ['flags', 'json'] as const)
    it(`are sent byte for byte when they are typed as a command line, the body as ${body}`, async () => {
      const offenders: Offender[] = []
      for (const call of calls.filter((candidate) => !isRefused(candidate, body))) {
        try {
          const recorded = recordedSent(call.wire)
          assert.deepEqual(await retype(call, recorded, body), recorded)
        } catch (error) {
          offenders.push({title: titleOf(call), message: `wire.jsonl:${String(call.line)} ${(error as Error).message}`})
        }
      }
      assertNoOffenders(offenders, import.meta.url)
    })

  it('are of 1,408 operations of 160 services, none of which is peculiar', function () {
    if (!runsAll) this.skip()
    const titles = new Set(calls.map(titleOf))
    const usual = Array.from(titles).filter((title) => operations.get(title)?.peculiarity === undefined)
    assert.deepEqual(
      {calls: calls.length, services: new Set(calls.map(({service}) => service)).size, usual: usual.length},
      {calls: 2816, services: 160, usual: 1408},
    )
    assert.equal(titles.size, usual.length)
  })
})
