import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {NetworkError, type NetworkFailure} from '../../../../src/core/errors/network-error.js'
import {formatElapsed, logAccess} from '../../../../src/core/http/access-log.js'
import {formatLogLine} from '../../../../src/core/http/access-log-line.js'
import {bufferBody} from '../../../../src/core/http/buffer-body.js'
import {pipeline} from '../../../../src/core/http/pipeline.js'
import {type HttpRequest, type Transport} from '../../../../src/core/http/types.js'
import {get} from '../../../support/recording-server.js'

const mask = {
  target: ({target}: HttpRequest) => target.replace('secret', '***'),
  text: (text: string) => text.replaceAll('secret', '***'),
}

interface Scene {
  readonly request?: Partial<HttpRequest>
  readonly streams?: boolean
  readonly signal?: AbortSignal
}

const log = async (transport: Transport, {request = {}, streams = false, signal}: Scene = {}): Promise<string[]> => {
  const lines: string[] = []
  let time = 0
  const clock = (): number => (time += 1.25)
  const write = (level: string, message: string): void => void lines.push(`${level} ${message}`)
  const send = pipeline([logAccess({write, mask, clock}), bufferBody({streams})], transport)
  await send(get('a.example', request), {signal}).catch(() => undefined)
  return lines
}

const answering =
  (body: string, headers: Readonly<Record<string, string>> = {}, status = 200): Transport =>
  (_, options) => {
    options?.onStep?.('started')
    options?.onStep?.('answered')
    return Promise.resolve({status, headers, body: Readable.from([Buffer.from(body)])})
  }

describe('logAccess', () => {
  it('writes method, URL, status, length, time until the answer began, and request id', async () => {
    const request = {method: 'POST', target: '/v1/x?token=secret&a=b', body: Buffer.from('never shown')}
    const lines = await log(answering('{"a":1}', {'x-request-id': 'rid-1'}), {request})
    assert.deepEqual(lines, ['INFO "POST http://a.example/v1/x?token=***&a=b" 200 7 0:00:00.001250 rid-1'])
  })

  it('takes the length that the server said, of streams too, and says -1 where nobody knows', async () => {
    const length = async (headers: Readonly<Record<string, string>>, streams: boolean): Promise<string | undefined> =>
      (await log(answering('abc', headers), {streams}))[0]?.split(' ')[4]
    const octets = {'content-type': 'application/octet-stream'}
    assert.equal(await length({}, false), '3')
    assert.equal(await length({'content-length': '0'}, false), '0')
    assert.equal(await length({...octets, 'content-length': '3'}, true), '3')
    assert.equal(await length(octets, true), '-1')
    assert.equal(await length(octets, false), '-1')
    assert.equal(await length({}, true), '-1')
  })

  it('writes a refusal as an answer, and nothing where the request id is', async () => {
    assert.deepEqual(await log(answering('nope', {}, 404)), ['INFO "GET http://a.example/v1/x" 404 4 0:00:00.001250 '])
  })

  it('names a call without an answer as the SDK does', async () => {
    const line = async (failure: NetworkFailure): Promise<string | undefined> =>
      (await log(() => Promise.reject(new NetworkError('no secret answer', {failure, maybeSent: true}))))[0]
    assert.equal(await line('refused'), 'ERROR ConnectionException occurred. no *** answer "GET http://a.example/v1/x"')
    assert.match((await line('dns-unknown')) ?? '', /^ERROR HostUnreachableException occurred\. /)
    assert.match((await line('tls')) ?? '', /^ERROR SslHandShakeException occurred\. /)
    assert.match((await line('read-timeout')) ?? '', /^ERROR ConnectionException occurred\. /)
  })

  it('writes nothing of a request that was not sent, and a line for one that was interrupted', async () => {
    assert.deepEqual(await log(() => Promise.reject(new ConfigError('not encrypted'))), [])
    const interrupted = await log(() => Promise.reject(new Error('interrupted')), {signal: AbortSignal.abort()})
    assert.deepEqual(interrupted, ['ERROR ConnectionException occurred. interrupted "GET http://a.example/v1/x"'])
  })
})

describe('formatElapsed', () => {
  it('writes durations as Python does, always with a fraction', () => {
    const texts = [0, 0.001, 1, 61_234.5678, 3_600_000, 90_061_001, -5].map(formatElapsed)
    assert.deepEqual(texts, [
      '0:00:00.000000',
      '0:00:00.000001',
      '0:00:00.001000',
      '0:01:01.234568',
      '1:00:00.000000',
      '25:01:01.001000',
      '0:00:00.000000',
    ])
  })
})

describe('formatLogLine', () => {
  const line = {time: new Date(2026, 0, 2, 3, 4, 5, 6), processId: 42, level: 'INFO', message: 'a b '} as const

  it("has the SDK's layout, in local time", () => {
    assert.equal(
      formatLogLine({...line, client: 'VpcClient'}),
      '2026-01-02 03:04:05,006 42 HuaweiCloud-SDK-VpcClient access-log.ts 0 INFO a b \n',
    )
  })

  it("names the SDK's base class where no service is called", () => {
    assert.match(formatLogLine({...line, client: ''}), / HuaweiCloud-SDK-Client /)
  })
})
