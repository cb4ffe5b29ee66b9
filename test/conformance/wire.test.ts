import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {buffer} from 'node:stream/consumers'
import {isStreamBody, type RequestBody} from '../../src/core/http/types.js'
import {buildRequest} from '../../src/core/request/wire/build-request.js'
import {formatJson} from '../../src/core/values/format-json.js'
import {parseJson} from '../../src/core/values/parse-json.js'
import {FileValue, isValueMap, type Value, type ValueMap} from '../../src/core/values/value.js'
import {fixture} from '../support/repository.js'
import {map, text} from '../support/vectors.js'
import {credentialTypeOf, wireOperation} from './wire-catalog.js'

const bytesOf = async (body: RequestBody | undefined): Promise<Buffer> =>
  body === undefined ? Buffer.alloc(0) : isStreamBody(body) ? buffer(body.open()) : Buffer.from(body)

/** Puts a real file in the place of `{"@file": true}`. */
const withFiles = (value: Value, file: FileValue): Value => {
  if (Array.isArray(value)) return value.map((item: Value) => withFiles(item, file))
  if (!isValueMap(value)) return value
  if (value.has('@file')) return file
  return new Map(Array.from(value, ([key, item]) => [key, withFiles(item, file)]))
}

/** The recorder left out what the signer adds or replaces, arguments of these names included. */
const signerHeaders = ['Authorization', 'Host', 'X-Sdk-Content-Sha256', 'X-Sdk-Date']

interface Sent {
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

const expectedOf = (wire: ValueMap): Sent => ({
  target: text(wire.get('target')),
  headers: Array.from(map(wire.get('headers')), ([name, value]): [string, string] => [name, text(value)]).filter(
    ([name]) => !signerHeaders.includes(name),
  ),
  body: wire.has('bodyBase64')
    ? Buffer.from(text(wire.get('bodyBase64')), 'base64').toString('latin1')
    : Buffer.from(text(wire.get('body')), 'utf8').toString('latin1'),
})

const build = async (line: ValueMap, expected: Sent, path: string): Promise<Sent> => {
  const [service, version] = [text(line.get('service')), text(line.get('version'))]
  const {operation, schema} = wireOperation(service, version, text(line.get('operation')))
  const params = map(line.get('params'))
  const names = operation.parameters.map(({name}) => name)
  assert.deepEqual(
    Array.from(params.keys()).filter((name) => !names.includes(name)),
    [],
    'the catalogue lacks parameters',
  )
  const contentType = expected.headers.find(([name]) => name === 'Content-Type')?.[1] ?? ''
  const file = new FileValue(path, /filename="([^"]*)"/.exec(expected.body)?.[1])
  const body = line.get('body')
  const request = await buildRequest({
    operation,
    schema,
    arguments: {
      parameters: operation.parameters.flatMap((parameter) => {
        const value = params.get(parameter.name)
        return value === undefined ? [] : [{parameter, value}]
      }),
      ...(body === undefined ? {} : {body: withFiles(body, file)}),
    },
    endpoint: 'http://127.0.0.1:8080',
    scope: {credentialType: credentialTypeOf(service, version), projectId: 'p0123456789', domainId: 'd0123456789'},
    userAgent: 'hwc/0',
    randomBoundary: () => /boundary=(\w+)/.exec(contentType)?.[1] ?? '',
  })
  assert.equal(request.method, text(map(line.get('wire')).get('method')))
  return {
    target: request.target,
    headers: Object.entries(request.headers).filter(([name]) => name !== 'User-Agent' && !signerHeaders.includes(name)),
    body: (await bytesOf(request.body)).toString('latin1'),
  }
}

describe('calls recorded from the SDK', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-wire-'))
    await writeFile(join(folder, 'a.bin'), Buffer.from('file-bytes \0\u0001\u00ff\n', 'latin1'))
  })
  after(async () => rm(folder, {recursive: true}))

  const lines = readFileSync(fixture('vectors/wire.jsonl'), 'utf8').split('\n').filter(Boolean)

  it(`are sent byte for byte (${lines.length} calls)`, async () => {
    const failures: string[] = []
    for (const [at, json] of lines.entries()) {
      const line = map(parseJson(json))
      try {
        const expected = expectedOf(map(line.get('wire')))
        assert.deepEqual(await build(line, expected, join(folder, 'a.bin')), expected)
      } catch (error) {
        const name = ['service', 'version', 'operation'].map((key) => formatJson(line.get(key) ?? null)).join(' ')
        failures.push(`line ${at + 1}, ${name}: ${String(error)}`)
      }
    }
    assert.deepEqual(failures.slice(0, 10), [], `${failures.length} calls differ`)
  }).timeout(60_000)
})
