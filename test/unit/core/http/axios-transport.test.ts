import assert from 'node:assert/strict'
import {type AddressInfo, createServer, type Server, type Socket} from 'node:net'
import {Readable} from 'node:stream'
import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync} from 'node:zlib'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {FileError} from '../../../../src/core/errors/file-error.js'
import {NetworkError} from '../../../../src/core/errors/network-error.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {createAxiosTransport} from '../../../../src/core/http/axios-transport.js'
import {type TransportOptions} from '../../../../src/core/http/open-request.js'
import {readBody} from '../../../../src/core/http/read-body.js'
import {type HttpRequest, type SendOptions, type StreamBody} from '../../../../src/core/http/types.js'
import {closedPort, get, type LocalServer, type Seen, startServer} from '../../../support/recording-server.js'

const limits = {connectTimeout: 5, readTimeout: 5}
const transport = (more: Partial<TransportOptions> = {}) => createAxiosTransport({...limits, ...more})

const ask = async (request: HttpRequest, more?: Partial<TransportOptions>): Promise<string> =>
  Buffer.from(await readBody(await transport(more)(request))).toString()

const failure = async (
  request: HttpRequest,
  more?: Partial<TransportOptions>,
  options?: SendOptions,
): Promise<unknown> => {
  try {
    await readBody(await transport(more)(request, options))
  } catch (error) {
    return error
  }
  throw new Error('nothing failed')
}

const networkFailure = async (request: HttpRequest, more?: Partial<TransportOptions>) => {
  const error = await failure(request, more)
  assert(error instanceof NetworkError, String(error))
  const {message, failure: kind, maybeSent, hint} = error
  return {message, failure: kind, maybeSent, hint}
}

/** Answers by their paths, of which the first word is the encoding. */
const packed: ReadonlyMap<string, Buffer> = new Map([
  ['/gzip', gzipSync('zipped')],
  ['/gzip-cut', gzipSync('zipped').subarray(0, -8)],
  ['/deflate', deflateSync('zipped')],
  ['/deflate-raw', deflateRawSync('zipped')],
  ['/br', brotliCompressSync('zipped')],
  ['/unknown', Buffer.from('zipped')],
])

describe('the transport over axios', () => {
  let server: LocalServer
  const lastSeen = (): Seen => {
    const last = server.seen.at(-1)
    assert(last)
    return last
  }

  before(async () => {
    server = await startServer((response, {url}) => {
      if (url === '/silent') return
      if (url === '/drop') response.destroy()
      else if (url === '/redirect') response.writeHead(302, {location: `http://${server.host}/v1/x`}).end('moved')
      else if (url !== undefined && packed.has(url))
        response
          .writeHead(200, {
            'content-encoding': url.slice(1).split('-')[0],
            'content-length': packed.get(url)?.length,
            'x-a': 'b',
          })
          .end(packed.get(url))
      else if (url === '/short') {
        response.writeHead(200, {'content-length': '10'})
        response.write('abc')
        setTimeout(() => response.destroy(), 30)
      } else if (url === '/stall') {
        response.writeHead(200, {'content-length': '10'})
        response.write('abc')
      } else if (url === '/slow') {
        response.write('a')
        setTimeout(() => response.end('b'), 150)
      } else if (url === '/headers') response.writeHead(200, {'X-A': ['1', '2'], 'X-B': 'Ã©'}).end()
      else response.end('answer')
    })
  })
  after(() => server.close())

  it("sends the SDK's library headers first, then ours in their order and spelling, then the length", async () => {
    const headers = {'X-B': '1', 'x-a': '2', 'User-Agent': 'me', 'Content-Type': 'text/plain', Host: server.host}
    assert.equal(await ask(get(server.host, {method: 'POST', headers, body: Buffer.from('hi')})), 'answer')
    assert.deepEqual(lastSeen(), {
      method: 'POST',
      url: '/v1/x',
      rawHeaders: [
        ...['User-Agent', 'me', 'Accept-Encoding', 'gzip, deflate', 'Accept', '*/*', 'Connection', 'keep-alive'],
        ...['X-B', '1', 'x-a', '2', 'Content-Type', 'text/plain', 'Host', server.host, 'Content-Length', '2'],
      ],
      body: 'hi',
    })
  })

  it('sends one spelling of a name that has two: the first place, the last value', async () => {
    await ask(get(server.host, {headers: {'X-A': '1', 'X-B': '2', 'x-a': '3'}}))
    assert.deepEqual(lastSeen().rawHeaders.slice(10, 14), ['x-a', '3', 'X-B', '2'])
  })

  it('sends values that are not ASCII as UTF-8 bytes, and reads them so', async () => {
    await ask(get(server.host, {headers: {'X-A': '中文é'}}))
    assert.equal(Buffer.from(lastSeen().rawHeaders[11] ?? '', 'latin1').toString(), '中文é')
    const {headers} = await transport()(get(server.host, {target: '/headers'}))
    assert.deepEqual([headers['x-a'], headers['x-b']], ['1, 2', 'é'])
  })

  for (const [method, length] of [
    ['GET', undefined],
    ['HEAD', undefined],
    ['POST', '0'],
    ['PUT', '0'],
    ['PATCH', '0'],
    ['DELETE', '0'],
    ['OPTIONS', '0'],
  ] as const) {
    it(`says ${length ?? 'nothing'} of the length of a ${method} without a body`, async () => {
      await ask(get(server.host, {method}))
      const {rawHeaders} = lastSeen()
      const at = rawHeaders.indexOf('Content-Length')
      assert.equal(at < 0 ? undefined : rawHeaders[at + 1], length)
      assert(!rawHeaders.includes('Transfer-Encoding'))
    })
  }

  it('sends a target as it was built', async () => {
    const target = '/v1/a%2Fb/%E4%B8%AD/a:b@c?x=%27&y=a%20b&z=~*!()'
    await ask(get(server.host, {target}))
    assert.equal(lastSeen().url, target)
  })

  it('streams a body with its length, and opens it anew for each try', async () => {
    let opened = 0
    const body: StreamBody = {
      length: 6,
      open: () => {
        opened += 1
        return Readable.from([Buffer.from('abc'), Buffer.from('def')])
      },
    }
    const send = transport()
    for (let tries = 0; tries < 2; tries += 1) await readBody(await send(get(server.host, {method: 'PUT', body})))
    const {body: received, rawHeaders} = lastSeen()
    assert.deepEqual(
      [received, rawHeaders.slice(-4), opened],
      ['abcdef', ['Connection', 'keep-alive', 'Content-Length', '6'], 2],
    )
  })

  for (const [what, length] of [
    ['more', 5],
    ['less', 7],
  ] as const) {
    it(`ends a call whose file turns out to have ${what} bytes than were announced`, async () => {
      const body = {length, open: () => Readable.from([Buffer.from('abcdef')])}
      const error = await failure(get(server.host, {method: 'PUT', body}))
      assert(error instanceof FileError, String(error))
      assert.equal(error.message, 'A file changed while it was sent.')
    })
  }

  it('says why a body could not be read', async () => {
    const open = (): Readable =>
      new Readable({
        read() {
          this.destroy(Object.assign(new Error('EIO: i/o error, read'), {code: 'EIO'}))
        },
      })
    const error = await failure(get(server.host, {method: 'PUT', body: {length: 5, open}}))
    assert(error instanceof FileError, String(error))
    assert.equal(error.message, 'Cannot read what is to be sent: EIO')
  })

  it('answers with whatever status came and follows no redirection', async () => {
    const before = server.seen.length
    const {status, headers, body} = await transport()(get(server.host, {target: '/redirect'}))
    const text = Buffer.from(await readBody({body})).toString()
    assert.deepEqual(
      [status, headers['location'], text, server.seen.length - before],
      [302, `http://${server.host}/v1/x`, 'moved', 1],
    )
  })

  for (const path of packed.keys()) {
    for (const isWhole of [false, true]) {
      it(`decompresses ${path.slice(1)}${isWhole ? ' that is wanted whole' : ''}, and then says nothing of encoding and length`, async () => {
        const {headers, body, bytes} = await transport()(get(server.host, {target: path}), {isWhole})
        assert.equal(bytes === undefined, !isWhole)
        assert.equal(Buffer.from(await readBody({body, bytes})).toString(), 'zipped')
        assert.deepEqual(
          [headers['x-a'], headers['content-encoding'], headers['content-length']],
          ['b', path === '/unknown' ? 'unknown' : undefined, path === '/unknown' ? '6' : undefined],
        )
      })
    }
  }

  it('reads an answer whole that is wanted so, and tells what went wrong with it', async () => {
    const send = transport({readTimeout: 0.2})
    const whole = await send(get(server.host), {isWhole: true})
    assert.equal(Buffer.from(whole.bytes ?? []).toString(), 'answer')
    assert.equal(Buffer.from(await readBody({body: whole.body})).toString(), 'answer')
    const failures = ['/short', '/stall', '/drop', '/silent'].map(async (target) => {
      try {
        await send(get(server.host, {target}), {isWhole: true})
        return 'none'
      } catch (error) {
        return error instanceof NetworkError ? error.failure : error
      }
    })
    const read = ['/short', '/stall', '/drop', '/silent'].map(async (target) => {
      const error = await failure(get(server.host, {target}), {readTimeout: 0.2})
      return error instanceof NetworkError ? error.failure : error
    })
    assert.deepEqual(await Promise.all(failures), await Promise.all(read))
    const reason = new Error('enough')
    const stopped = send(get(server.host, {target: '/stall'}), {isWhole: true, signal: AbortSignal.abort(reason)})
    await assert.rejects(stopped, reason)
  })

  it('keeps the connection for the next request', async () => {
    const before = server.connections()
    const send = transport()
    for (let count = 0; count < 3; count += 1) await readBody(await send(get(server.host)))
    assert.equal(server.connections() - before, 1)
  })

  it('resolves localhost and names below it itself', async () => {
    const port = server.host.split(':')[1]
    assert.deepEqual(
      await Promise.all(['localhost', 'a.b.localhost', 'LocalHost'].map((name) => ask(get(`${name}:${port}`)))),
      ['answer', 'answer', 'answer'],
    )
  })

  it('tells a refused connection', async () => {
    const port = await closedPort()
    assert.deepEqual(await networkFailure(get(`127.0.0.1:${port}`)), {
      message: `Connection to 127.0.0.1:${port} refused.`,
      failure: 'refused',
      maybeSent: false,
      hint: undefined,
    })
  })

  it('tells a host that does not exist', async () => {
    assert.deepEqual(await networkFailure(get('no-such-host.invalid', {scheme: 'https'})), {
      message: 'Could not resolve host no-such-host.invalid.',
      failure: 'dns-unknown',
      maybeSent: false,
      hint: 'Check the region and the endpoint, and the network of this machine.',
    })
  })

  it('tells that no answer came within the read time-out', async () => {
    assert.deepEqual(await networkFailure(get(server.host, {target: '/silent'}), {readTimeout: 0.1}), {
      message: 'No answer from 127.0.0.1 within 0.1 s.',
      failure: 'read-timeout',
      maybeSent: true,
      hint: '--read-timeout gives it more time.',
    })
  })

  it('tells that an answer stopped', async () => {
    assert.deepEqual(await networkFailure(get(server.host, {target: '/stall'}), {readTimeout: 0.1}), {
      message: '127.0.0.1 stopped answering: nothing came within 0.1 s.',
      failure: 'read-timeout',
      maybeSent: true,
      hint: '--read-timeout gives it more time.',
    })
  })

  it('counts only the time without a byte', async () => {
    assert.equal(await ask(get(server.host, {target: '/slow'}), {readTimeout: 0.2}), 'ab')
  })

  it('lets a reader of ours be slower than the read time-out', async () => {
    const {body} = await transport({readTimeout: 0.1})(get(server.host))
    await new Promise((resolve) => setTimeout(resolve, 200))
    assert.equal(Buffer.from(await readBody({body})).toString(), 'answer')
  })

  it('tells a connection that was closed without an answer', async () => {
    assert.deepEqual(await networkFailure(get(server.host, {target: '/drop'})), {
      message: '127.0.0.1 closed the connection without an answer.',
      failure: 'reset',
      maybeSent: true,
      hint: undefined,
    })
  })

  it('tells an answer that is shorter than announced', async () => {
    assert.deepEqual(await networkFailure(get(server.host, {target: '/short'})), {
      message: 'The connection to 127.0.0.1 broke before the whole answer had come.',
      failure: 'reset',
      maybeSent: true,
      hint: undefined,
    })
  })

  it('ends with the reason of the signal, before and after the answer began', async () => {
    for (const target of ['/silent', '/stall']) {
      const controller = new AbortController()
      const reason = new NetworkError('Time is up.', {failure: 'total-timeout', maybeSent: true})
      setTimeout(() => {
        controller.abort(reason)
      }, 50)
      assert.equal(await failure(get(server.host, {target}), {}, {signal: controller.signal}), reason)
    }
  })

  it('sends nothing once the signal is aborted', async () => {
    const before = server.seen.length
    const reason = new Error('stopped')
    assert.equal(await failure(get(server.host), {}, {signal: AbortSignal.abort(reason)}), reason)
    assert.equal(server.seen.length, before)
  })

  it('sends plain http beyond loopback only with insecure', async () => {
    const error = await failure(get('vpc.example.com'))
    assert(error instanceof ConfigError)
    assert.equal(error.hint, 'Use https, or allow it with --insecure.')
    assert.equal((await networkFailure(get('no-such-host.invalid'), {insecure: true})).failure, 'dns-unknown')
  })

  it('refuses what would go elsewhere', async () => {
    const before = server.seen.length
    assert((await failure(get(server.host, {target: '/a/%2e%2E/b'}))) instanceof UsageError)
    assert.equal(server.seen.length, before)
  })
})

describe('the transport against servers that speak no HTTP', () => {
  let server: Server
  let host: string
  let reply: string | undefined
  const sockets = new Set<Socket>()

  before(async () => {
    server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
      const text = reply
      if (text !== undefined) socket.once('data', () => socket.end(text))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })

  it('tells one that speaks something else', async () => {
    reply = 'SSH-2.0-OpenSSH\r\n\r\n'
    assert.deepEqual(await networkFailure(get(host)), {
      message: `${host} did not answer with HTTP.`,
      failure: 'other',
      maybeSent: true,
      hint: undefined,
    })
  })

  it('tells one that does not speak TLS', async () => {
    reply = 'HTTP/1.1 400 Bad Request\r\n\r\n'
    assert.deepEqual(await networkFailure(get(host, {scheme: 'https'})), {
      message: `No TLS connection to ${host}: it does not speak TLS.`,
      failure: 'tls',
      maybeSent: false,
      hint: 'Check the endpoint; one without TLS begins with http://.',
    })
  })

  it('gives up a TLS handshake that does not come about within the connect time-out', async () => {
    reply = undefined
    assert.deepEqual(await networkFailure(get(host, {scheme: 'https'}), {connectTimeout: 0.1}), {
      message: `No connection to ${host} within 0.1 s.`,
      failure: 'connect-timeout',
      maybeSent: false,
      hint: 'Check the endpoint and the network; --connect-timeout gives it more time.',
    })
  })
})
