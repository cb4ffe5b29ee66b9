import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {setImmediate} from 'node:timers/promises'
import {bufferBody} from '../../../../src/core/http/buffer-body.js'
import {type LogMask, logRequests} from '../../../../src/core/http/log-requests.js'
import {pipeline} from '../../../../src/core/http/pipeline.js'
import {type HttpRequest, type Step, type Transport} from '../../../../src/core/http/types.js'
import {get} from '../../../support/recording-server.js'

const mask: LogMask = {
  target: (target) => target.replace('secret', '***'),
  header: (name, value) => (name.toLowerCase() === 'authorization' ? '***' : value),
  body: (text) => text.replaceAll('secret', '***'),
}

const log = async (request: Partial<HttpRequest>, transport: Transport): Promise<string> => {
  const lines: string[] = []
  let time = 0
  const clock = (): number => (time += 7)
  const write = (text: string): number => lines.push(text)
  await pipeline(
    [logRequests({write, mask, clock}), bufferBody()],
    transport,
  )(get('a.example', request)).catch(() => undefined)
  return lines.join('')
}

const answering =
  (body: string | Uint8Array, headers = {}): Transport =>
  () =>
    Promise.resolve({status: 200, headers, body: Readable.from([Buffer.from(body)])})

describe('logRequests', () => {
  it('shows request and answer, secrets masked', async () => {
    const request = {
      method: 'POST',
      target: '/v1/x?token=secret',
      headers: {'Content-Type': 'application/json', Authorization: 'secret'},
      body: Buffer.from('{"password": "secret"}'),
    }
    assert.equal(
      await log(request, answering('{\n"token": "secret"}', {'x-request-id': 'r'})),
      [
        '> POST http://a.example/v1/x?token=***',
        '> Content-Type: application/json',
        '> Authorization: ***',
        '>',
        '> {"password": "***"}',
        '< 200 after 7 ms',
        '< x-request-id: r',
        '<',
        '< {',
        '< "token": "***"}',
        '* total 7.0 ms',
        '',
      ].join('\n'),
    )
  })

  it('tells the size of what is no text, and of what is streamed', async () => {
    const body = {length: 5, open: () => Readable.from([])}
    const text = await log({method: 'PUT', body}, answering(Uint8Array.of(0xff, 0xfe)))
    assert.equal(
      text,
      '> PUT http://a.example/v1/x\n>\n> (5 bytes)\n< 200 after 7 ms\n<\n< (2 bytes)\n* total 7.0 ms\n',
    )
  })

  it('cuts a long body after it was masked', async () => {
    const long = `${'a'.repeat(16_380)}secret${'b'.repeat(100)}`
    const text = await log({}, answering(long))
    assert(text.endsWith(`${'a'.repeat(16_380)}***b… (16486 bytes)\n* total 7.0 ms\n`), text.slice(-60))
  })

  it('shows control characters instead of sending them to the terminal', async () => {
    assert.match(
      await log({}, answering('a\u001b[31m\u0007', {'x-a': '\u009b1m'})),
      /x-a: \\u009b1m\n<\n< a\\u001b\[31m\\u0007\n/,
    )
  })

  it('shows a failure and throws it on', async () => {
    const text = await log({}, () => Promise.reject(new Error('no secret answer')))
    assert.equal(text, '> GET http://a.example/v1/x\n! no *** answer\n')
  })

  it('leaves a stream alone', async () => {
    const lines: string[] = []
    const middlewares = [
      logRequests({write: (text) => lines.push(text), mask, clock: () => 0}),
      bufferBody({streams: true}),
    ]
    const {body, bytes} = await pipeline(middlewares, answering('content'))(get('a.example'))
    assert.equal(bytes, undefined)
    assert.equal(lines.at(-1), '< 200 after 0 ms\n<\n< (a stream)\n')
    assert.deepEqual(await body.toArray(), [Buffer.from('content')])
    await setImmediate()
    assert.equal(lines.at(-1), '* the stream ended, total 0.0 ms\n')
  })

  it('takes bytes for no text where their type says so, whatever they look like', async () => {
    const types = ['image/png', 'application/octet-stream; a=b', 'multipart/form-data; boundary=x', 'application/bson']
    for (const type of types) {
      const headers = {'Content-Type': type}
      const text = await log(
        {method: 'PUT', headers, body: Buffer.from('words')},
        answering('plain', {'content-type': type}),
      )
      assert.match(text, />\n> \(5 bytes\)\n/, type)
      assert.match(text, /<\n< \(5 bytes\)\n/, type)
    }
  })

  it('tells how long each step took', async () => {
    const steps =
      (...reached: readonly Step[]): Transport =>
      async (request, options) => {
        for (const step of reached) options?.onStep?.(step)
        return answering('{}')(request)
      }
    const fresh = await log({}, steps('looked-up', 'connected', 'secured', 'answered'))
    assert.match(fresh, /\n\* DNS 7\.0 ms, connect 7\.0 ms, TLS 7\.0 ms, first byte after 28 ms, total 35 ms\n$/)
    const kept = await log({}, steps('kept', 'answered'))
    assert.match(kept, /\n\* connection kept, first byte after 14 ms, total 21 ms\n$/)
    const address = await log({}, steps('connected', 'answered'))
    assert.match(address, /\n\* connect 7\.0 ms, first byte after 14 ms, total 21 ms\n$/)
  })

  it('lets those who stand outside know of the steps too', async () => {
    const seen: Step[] = []
    const transport: Transport = async (request, options) => {
      options?.onStep?.('answered')
      return answering('{}')(request)
    }
    await pipeline([logRequests({write: () => undefined, mask, clock: () => 0}), bufferBody()], transport)(
      get('a.example'),
      {onStep: (step) => seen.push(step)},
    )
    assert.deepEqual(seen, ['answered'])
  })
})
