import assert from 'node:assert/strict'
import {type AddressInfo, createServer, type Server, type Socket} from 'node:net'
import {deflateRawSync, deflateSync, gzipSync} from 'node:zlib'
import {NetworkError} from '../../../../src/core/errors/network-error.js'
import {createAxiosTransport} from '../../../../src/core/http/axios-transport.js'
import {createDirectTransport} from '../../../../src/core/http/direct-transport.js'
import {type TransportOptions} from '../../../../src/core/http/open-request.js'
import {type HttpRequest, type HttpResponse, type SendOptions, type Transport} from '../../../../src/core/http/types.js'
import {closedPort, get} from '../../../support/recording-server.js'

// What a call is told must not depend on the transport that it went through: one contract, held by both.

/** What a server does with a connection once a request has come. */
type Script = (socket: Socket) => void

const say =
  (text: string | Buffer): Script =>
  (socket) =>
    void socket.write(text)
const sayAndEnd =
  (text: string | Buffer): Script =>
  (socket) =>
    void socket.end(text)
const packed = (encoding: string, bytes: Buffer): Script =>
  say(
    Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${bytes.length}\r\n\r\n`),
      bytes,
    ]),
  )

/** Byte by byte, each as a packet of its own. */
const trickle =
  (text: string, pause: number): Script =>
  (socket) => {
    const next = (at: number): void => {
      if (at >= text.length || socket.destroyed) return
      socket.write(text.slice(at, at + 1))
      setTimeout(() => next(at + 1), pause)
    }
    next(0)
  }

const throwingOther: Transport = async () => Promise.reject(new TypeError('not sent directly'))

const transports: Readonly<Record<string, (options: TransportOptions) => Transport>> = {
  'the transport over axios': (options) => createAxiosTransport(options),
  'the direct transport': (options) => createDirectTransport(options, throwingOther),
}

const shown = ({status, headers, bytes}: HttpResponse) => ({status, headers, body: Buffer.from(bytes ?? []).toString()})

for (const [name, create] of Object.entries(transports)) {
  describe(name, () => {
    let server: Server
    let host: string
    let script: Script
    let received: string
    const sockets = new Set<Socket>()
    let connections: number

    before(async () => {
      server = createServer((socket) => {
        connections += 1
        sockets.add(socket)
        socket.setNoDelay(true)
        socket.on('error', () => undefined)
        socket.on('close', () => sockets.delete(socket))
        socket.on('data', (chunk) => {
          received += chunk.toString('latin1')
          if (received.endsWith('\r\n\r\n') || received.endsWith('END')) script(socket)
        })
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    beforeEach(() => {
      received = ''
      connections = 0
    })
    afterEach(() => {
      for (const socket of sockets) socket.destroy()
    })
    after(() => server.close())

    const transport = (more: Partial<TransportOptions> = {}): Transport =>
      create({connectTimeout: 5, readTimeout: 5, ...more})

    const ask = async (answer: Script | string, request: Partial<HttpRequest> = {}) => {
      script = typeof answer === 'string' ? say(answer) : answer
      return shown(await transport()(get(host, request), {isWhole: true}))
    }

    const failure = async (
      answer: Script | string,
      {
        request = {},
        options = {},
        ...more
      }: Partial<TransportOptions> & {
        readonly request?: Partial<HttpRequest>
        readonly options?: SendOptions
      } = {},
    ) => {
      script = typeof answer === 'string' ? say(answer) : answer
      const error: unknown = await transport(more)(get(host, request), {isWhole: true, ...options}).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      if (!(error instanceof NetworkError)) return error
      const {message, failure: kind, maybeSent} = error
      return {message, failure: kind, maybeSent}
    }

    it('sends the request line, the headers in their order and the body', async () => {
      const headers = {'X-B': '中', 'x-a': '2', 'User-Agent': 'me', Host: host}
      await ask('HTTP/1.1 204 No Content\r\n\r\n', {method: 'POST', headers, body: Buffer.from('é END')})
      const lines = ['User-Agent: me', 'Accept-Encoding: gzip, deflate', 'Accept: */*', 'Connection: keep-alive']
      assert.equal(
        Buffer.from(received, 'latin1').toString(),
        ['POST /v1/x HTTP/1.1', ...lines, 'X-B: 中', 'x-a: 2', `Host: ${host}`, 'Content-Length: 6', '', 'é END'].join(
          '\r\n',
        ),
      )
    })

    it('sends a large body whole', async () => {
      const body = Buffer.alloc(3_000_000, 'x')
      body.write('END', body.length - 3)
      await ask('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', {method: 'PUT', body})
      assert.equal(received.length - received.indexOf('\r\n\r\n') - 4, body.length)
    })

    it('reads a body of a length, names in lower case, repeated headers joined', async () => {
      assert.deepEqual(
        await ask('HTTP/1.1 404 Not Found\r\nX-A: 1\r\nx-a:2 \r\nX-B: é\r\ncontent-length: 2\r\n\r\nhi'),
        {
          status: 404,
          headers: {'x-a': '1, 2', 'x-b': 'é', 'content-length': '2'},
          body: 'hi',
        },
      )
    })

    const chunked =
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n00a\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n'

    it('reads chunks, their extensions and trailers left out', async () => {
      assert.equal((await ask(chunked)).body, 'abc0123456789')
    })

    it('reads an answer that comes byte by byte', async () => {
      assert.equal((await ask(trickle(chunked, 1))).body, 'abc0123456789')
    })

    it('reads a body that ends with the connection', async () => {
      assert.equal((await ask(sayAndEnd('HTTP/1.1 200 OK\r\n\r\nto the end'))).body, 'to the end')
      assert.equal((await ask(sayAndEnd('HTTP/1.0 200 OK\r\n\r\n'))).body, '')
    })

    it('passes over what comes before the answer proper', async () => {
      const hints = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n'
      assert.deepEqual(await ask(`${hints}HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx`), {
        status: 200,
        headers: {'content-length': '1'},
        body: 'x',
      })
    })

    for (const [method, status] of [
      ['HEAD', 200],
      ['GET', 204],
      ['GET', 304],
    ] as const) {
      it(`expects no body of a ${method} that is answered ${status}, whatever its headers say`, async () => {
        const text = `HTTP/1.1 ${status} X\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\n\r\n`
        const {status: came, headers, body} = await ask(text, {method})
        assert.deepEqual([came, headers['content-length'], body], [status, '5', ''])
      })
    }

    for (const [encoding, bytes] of [
      ['gzip', gzipSync('zipped')],
      ['GZip', gzipSync('zipped')],
      ['x-gzip', gzipSync('zipped').subarray(0, -8)],
      ['deflate', deflateSync('zipped')],
      ['deflate', deflateRawSync('zipped')],
    ] as const) {
      it(`unpacks ${encoding} of ${bytes.length} bytes, and then says nothing of it`, async () => {
        assert.deepEqual(await ask(packed(encoding, bytes)), {status: 200, headers: {}, body: 'zipped'})
      })
    }

    it('follows no redirection', async () => {
      const {status, headers} = await ask(
        `HTTP/1.1 302 Found\r\nLocation: http://${host}/y\r\nContent-Length: 0\r\n\r\n`,
      )
      assert.deepEqual([status, headers['location'], connections], [302, `http://${host}/y`, 1])
      assert.equal(received.split(' HTTP/1.1\r\n').length, 2)
    })

    const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'

    const askTwice = async (answer: Script, between?: () => Promise<void>): Promise<number> => {
      script = answer
      const send = transport()
      await send(get(host), {isWhole: true})
      // A connection is free in the next turn of the event loop at the latest.
      await new Promise((resolve) => setImmediate(resolve))
      await between?.()
      received = ''
      await send(get(host), {isWhole: true})
      return connections
    }

    it('keeps a connection for the next request, and not one that the server closes or will close', async () => {
      assert.equal(await askTwice(say(whole)), 1)
      connections = 0
      assert.equal(await askTwice(say('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx')), 2)
      connections = 0
      assert.equal(await askTwice(say('HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx')), 2)
      connections = 0
      const closeAll = async (): Promise<void> => {
        for (const socket of sockets) socket.end()
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      assert.equal(await askTwice(say(whole), closeAll), 2)
    })

    it('takes nothing that came unasked for the answer of the next request', async function () {
      // Node's own client does take it.
      if (name === 'the transport over axios') this.skip()
      const speak = async (): Promise<void> => {
        for (const socket of sockets) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      assert.equal(await askTwice(say(whole), speak), 2)
    })

    it('opens as many connections as calls are made side by side', async () => {
      script = (socket) => setTimeout(() => socket.write(whole), 50)
      const send = transport()
      const first = send(get(host), {isWhole: true})
      await new Promise((resolve) => setTimeout(resolve, 20))
      received = ''
      await Promise.all([first, send(get(host), {isWhole: true})])
      assert.equal(connections, 2)
    })

    const noHttp = () => ({message: `${host} did not answer with HTTP.`, failure: 'other', maybeSent: true})

    for (const [what, text] of [
      ['another protocol', 'SSH-2.0-OpenSSH\r\n\r\n'],
      ['a header without a colon', 'HTTP/1.1 200 OK\r\nX-A\r\n\r\n'],
      ['a header whose name holds a blank', 'HTTP/1.1 200 OK\r\nX A: 1\r\n\r\n'],
      ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy'],
      ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
      [
        'a length and chunks',
        'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n',
      ],
      ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
      ['a chunk longer than its size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n0\r\n\r\n'],
      ['a head of 100 KB', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`],
    ] as const) {
      it(`takes ${what} for no answer`, async () => {
        const error = await failure(text)
        // Of a body node's client says that it broke.
        if (text.includes('chunked') && (error as {failure: string}).failure === 'reset') return
        assert.deepEqual(error, noHttp())
      })
    }

    it('tells a connection that is closed before, within and after the head', async () => {
      const reset = (message: string) => ({message, failure: 'reset', maybeSent: true})
      assert.deepEqual(
        [
          await failure((socket) => socket.destroy()),
          await failure((socket) => socket.resetAndDestroy()),
          await failure(sayAndEnd('')),
          await failure(sayAndEnd('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')),
          await failure(sayAndEnd('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc')),
        ],
        [
          ...Array.from({length: 3}, () => reset('127.0.0.1 closed the connection without an answer.')),
          ...Array.from({length: 2}, () =>
            reset('The connection to 127.0.0.1 broke before the whole answer had come.'),
          ),
        ],
      )
    })

    it('tells a refused connection and an unknown host', async () => {
      const port = await closedPort()
      assert.deepEqual(await failure('', {request: {host: `127.0.0.1:${port}`}}), {
        message: `Connection to 127.0.0.1:${port} refused.`,
        failure: 'refused',
        maybeSent: false,
      })
      assert.deepEqual(await failure('', {request: {host: 'no-such-host.invalid', scheme: 'https'}}), {
        message: 'Could not resolve host no-such-host.invalid.',
        failure: 'dns-unknown',
        maybeSent: false,
      })
    })

    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'

    it('ends a call on which no byte comes within the read time-out, before and within the answer', async () => {
      assert.deepEqual(await failure('', {readTimeout: 0.1}), {
        message: 'No answer from 127.0.0.1 within 0.1 s.',
        failure: 'read-timeout',
        maybeSent: true,
      })
      assert.deepEqual(await failure(`${head}abc`, {readTimeout: 0.1}), {
        message: '127.0.0.1 stopped answering: nothing came within 0.1 s.',
        failure: 'read-timeout',
        maybeSent: true,
      })
    })

    it('gives a kept connection the read time-out anew', async () => {
      const send = transport({readTimeout: 0.2})
      script = say(whole)
      await send(get(host), {isWhole: true})
      await new Promise((resolve) => setTimeout(resolve, 250))
      script = () => undefined
      received = ''
      const error: unknown = await send(get(host), {isWhole: true}).catch((thrown: unknown) => thrown)
      assert(error instanceof NetworkError)
      assert.equal(error.failure, 'read-timeout')
      assert.equal(connections, 1)
    })

    it('ends with the reason of the signal, before and within the answer, and sends nothing after it', async () => {
      for (const text of ['', `${head}abc`]) {
        const reason = new NetworkError('Time is up.', {failure: 'total-timeout', maybeSent: true})
        const controller = new AbortController()
        setTimeout(() => controller.abort(reason), 30)
        script = say(text)
        received = ''
        const error: unknown = await transport()(get(host), {isWhole: true, signal: controller.signal}).catch(
          (thrown: unknown) => thrown,
        )
        assert.equal(error, reason)
      }
      received = ''
      const reason = new Error('stopped')
      assert.equal(await failure('', {options: {signal: AbortSignal.abort(reason)}}), reason)
      assert.equal(received, '')
    })

    it('tells how far a request came', async () => {
      const send = transport()
      const steps: string[] = []
      script = say(whole)
      await send(get(host), {isWhole: true, onStep: (step) => steps.push(step)})
      await new Promise((resolve) => setImmediate(resolve))
      received = ''
      await send(get(host), {isWhole: true, onStep: (step) => steps.push(step)})
      assert.deepEqual(steps, ['started', 'connected', 'answered', 'started', 'kept', 'answered'])
    })
  })
}

describe('the direct transport beside another one', () => {
  it('leaves to it what is a stream in either direction, and what goes through a proxy', async () => {
    const left: string[] = []
    const other: Transport = async ({target}) => {
      left.push(target)
      return Promise.reject(new Error('left to the other'))
    }
    const options = {connectTimeout: 1, readTimeout: 1, insecure: true, proxy: () => 'http://127.0.0.1:1'}
    const send = createDirectTransport(options, other)
    const open = (): never => assert.fail('opened')
    const requests: readonly [HttpRequest, SendOptions][] = [
      [get('127.0.0.1:1', {target: '/answer'}), {}],
      [get('127.0.0.1:1', {target: '/body', method: 'PUT', body: {length: 1, open}}), {isWhole: true}],
      [get('example.invalid', {target: '/proxied'}), {isWhole: true}],
      [get('127.0.0.1:1', {target: '/direct'}), {isWhole: true}],
    ]
    for (const [request, sendOptions] of requests) await assert.rejects(send(request, sendOptions))
    assert.deepEqual(left, ['/answer', '/body', '/proxied'])
  })
})
