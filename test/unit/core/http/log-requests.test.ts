import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {bufferBody} from '../../../../src/core/http/buffer-body.js'
import {type LogMask, logRequests} from '../../../../src/core/http/log-requests.js'
import {pipeline} from '../../../../src/core/http/pipeline.js'
import {type HttpRequest, type Transport} from '../../../../src/core/http/types.js'
import {get} from '../../../support/recording-server.js'

const mask: LogMask = {
  target: (target) => target.replace('secret', '***'),
  header: (name, value) => (name.toLowerCase() === 'authorization' ? '***' : value),
  body: (text) => text.replaceAll('secret', '***'),
}

const log = async (request: Partial<HttpRequest>, transport: Transport): Promise<string> => {
  const lines: string[] = []
  let time = 0
  const now = (): Date => new Date((time += 7))
  const write = (text: string): number => lines.push(text)
  await pipeline(
    [logRequests({write, mask, now}), bufferBody()],
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
        '',
      ].join('\n'),
    )
  })

  it('tells the size of what is no text, and of what is streamed', async () => {
    const body = {length: 5, open: () => Readable.from([])}
    const text = await log({method: 'PUT', body}, answering(Uint8Array.of(0xff, 0xfe)))
    assert.equal(text, '> PUT http://a.example/v1/x\n>\n> (5 bytes)\n< 200 after 7 ms\n<\n< (2 bytes)\n')
  })

  it('cuts a long body after it was masked', async () => {
    const long = `${'a'.repeat(16_380)}secret${'b'.repeat(100)}`
    const text = await log({}, answering(long))
    assert(text.endsWith(`${'a'.repeat(16_380)}***b… (16486 bytes)\n`), text.slice(-60))
  })

  it('shows control characters instead of sending them to the terminal', async () => {
    assert.match(
      await log({}, answering('a\u001b[31m\u0007', {'x-a': '\u009b1m'})),
      /x-a: \\x9b1m\n<\n< a\\x1b\[31m\\x07\n/,
    )
  })

  it('shows a failure and throws it on', async () => {
    const text = await log({}, () => Promise.reject(new Error('no secret answer')))
    assert.equal(text, '> GET http://a.example/v1/x\n! no *** answer\n')
  })

  it('leaves a stream alone', async () => {
    const lines: string[] = []
    const middlewares = [
      logRequests({write: (text) => lines.push(text), mask, now: () => new Date(0)}),
      bufferBody({streams: true}),
    ]
    const {body, bytes} = await pipeline(middlewares, answering('content'))(get('a.example'))
    assert.equal(bytes, undefined)
    assert.equal(lines.at(-1), '< 200 after 0 ms\n<\n< (a stream)\n')
    assert.deepEqual(await body.toArray(), [Buffer.from('content')])
  })
})
