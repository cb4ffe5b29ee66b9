import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {createServer, type IncomingMessage, type Server} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import {type AddressInfo, connect, type Socket} from 'node:net'
import {NetworkError} from '../../../../src/core/errors/network-error.js'
import {createAxiosTransport} from '../../../../src/core/http/axios-transport.js'
import {createDirectTransport} from '../../../../src/core/http/direct-transport.js'
import {type TransportOptions} from '../../../../src/core/http/open-request.js'
import {type TlsMaterial} from '../../../../src/core/http/tls-options.js'
import {readBody} from '../../../../src/core/http/read-body.js'
import {type HttpRequest} from '../../../../src/core/http/types.js'
import {closedPort, get} from '../../../support/recording-server.js'
import {fixture} from '../../../support/repository.js'

const certificate = fixture('tls/certificate.pem')
const key = fixture('tls/key.pem')
const limits = {connectTimeout: 5, readTimeout: 5}

const trusting = (more: TlsMaterial = {}): Pick<TransportOptions, 'tls'> => ({
  tls: () => Promise.resolve({ca: readFileSync(certificate), ...more}),
})

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const through = (isDirect: boolean) => {
  const ask = async (request: HttpRequest, more: Partial<TransportOptions>): Promise<string> => {
    const options = {...limits, ...more}
    const axios = createAxiosTransport(options)
    const response = isDirect ? createDirectTransport(options, axios)(request, {isWhole: true}) : axios(request)
    return Buffer.from(await readBody(await response)).toString()
  }
  const failure = async (request: HttpRequest, options: Partial<TransportOptions>): Promise<unknown> =>
    ask(request, options).then(
      () => assert.fail('nothing failed'),
      (error: unknown) => error,
    )
  return {ask, failure}
}

const {ask, failure} = through(false)

for (const isDirect of [false, true])
  describe(isDirect ? 'TLS of the direct transport' : 'TLS', () => {
    const {ask, failure} = through(isDirect)
    let server: Server
    let port: number

    before(async () => {
      server = createTlsServer(
        {key: readFileSync(key), cert: readFileSync(certificate), requestCert: true, rejectUnauthorized: false},
        ({socket}, response) => {
          const {subject} = (socket as unknown as {getPeerCertificate(): {subject?: {CN: string}}}).getPeerCertificate()
          response.end(subject ? `hello ${subject.CN}` : 'hello')
        },
      )
      port = await listen(server)
    })
    after(() => {
      server.closeAllConnections()
      server.close()
    })
    const request = (name = 'localhost'): HttpRequest => get(`${name}:${port}`, {scheme: 'https'})

    it('trusts nobody whom the machine does not trust, and says what to do', async () => {
      const error = await failure(request(), {})
      assert(error instanceof NetworkError)
      assert.deepEqual([error.failure, error.maybeSent], ['tls', false])
      assert.equal(
        error.message,
        'The certificate of localhost is not accepted: nobody that this machine trusts has signed it.',
      )
      assert.match(error.hint ?? '', /--ca-bundle/)
    })

    it('trusts the certificates of a CA bundle, for their names only', async () => {
      assert.equal(await ask(request(), trusting()), 'hello')
      const error = await failure(request('a.localhost'), trusting())
      assert(error instanceof NetworkError)
      assert.equal(error.message, 'The certificate of a.localhost is not accepted: it is for other names.')
    })

    it('takes the name from where the request goes, not from its Host header', async () => {
      const error = await failure({...request('a.localhost'), headers: {Host: 'localhost'}}, trusting())
      assert(error instanceof NetworkError)
      assert.equal(error.failure, 'tls')
    })

    it('verifies nothing with insecure', async () => {
      assert.equal(await ask(request('a.localhost'), {insecure: true}), 'hello')
    })

    it('shows a client certificate', async () => {
      const known = trusting({cert: readFileSync(certificate), key: readFileSync(key)})
      assert.equal(await ask(request(), known), 'hello localhost')
    })

    it('reads its files once, before the first request', async () => {
      const wrong = new Error('It is no certificate.')
      let count = 0
      const options = {
        ...limits,
        tls: () => {
          count += 1
          return Promise.reject(wrong)
        },
      }
      const axios = createAxiosTransport(options)
      const send = isDirect ? createDirectTransport(options, axios) : axios
      for (const isWhole of [true, true]) await assert.rejects(send(request(), {isWhole}), wrong)
      assert.equal(count, 1)
    })

    describe('with a server that wants a client certificate', () => {
      let strict: Server
      let strictPort: number
      const start = async (maxVersion: 'TLSv1.2' | 'TLSv1.3'): Promise<void> => {
        const own = {key: readFileSync(key), cert: readFileSync(certificate), ca: readFileSync(certificate)}
        strict = createTlsServer({...own, requestCert: true, rejectUnauthorized: true, maxVersion}, (_, response) => {
          response.end('let in')
        })
        strictPort = await listen(strict)
      }
      afterEach(() => {
        strict.closeAllConnections()
        strict.close()
      })
      const ofStrict = (method = 'GET'): HttpRequest => get(`localhost:${strictPort}`, {scheme: 'https', method})

      it('says so where none is shown, and that nothing was read', async () => {
        await start('TLSv1.3')
        for (const method of ['GET', 'POST']) {
          const error = await failure(ofStrict(method), trusting())
          assert(error instanceof NetworkError)
          assert.deepEqual(
            [error.failure, error.maybeSent, error.message, error.hint],
            [
              'tls',
              false,
              'localhost wants a client certificate, and was shown none.',
              'Show yours: --client-cert FILE, with --client-key FILE where its key is in another file.',
            ],
          )
        }
        const shown = trusting({cert: readFileSync(certificate), key: readFileSync(key)})
        assert.equal(await ask(ofStrict(), shown), 'let in')
      })

      it('says that it may be so where the version of TLS has no word for it', async () => {
        await start('TLSv1.2')
        const error = await failure(ofStrict(), trusting())
        assert(error instanceof NetworkError)
        assert.deepEqual(
          [error.failure, error.maybeSent, error.message, error.hint],
          [
            'tls',
            false,
            `No TLS connection to localhost:${strictPort}: it found nothing in common with hwc.`,
            'It may want a client certificate: --client-cert FILE.',
          ],
        )
      })
    })
  })

describe('a proxy', () => {
  let target: Server
  let proxy: Server
  let proxyPort: number
  let targetPort: number
  let refuse: string | undefined
  let connects: string[] = []
  const forwarded: IncomingMessage[] = []
  const sockets = new Set<Socket>()

  before(async () => {
    target = createTlsServer({key: readFileSync(key), cert: readFileSync(certificate)}, (_, response) => {
      response.end('through the tunnel')
    })
    targetPort = await listen(target)
    proxy = createServer((request, response) => {
      forwarded.push(request)
      response.end('forwarded')
    })
    proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
      connects.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? 'nobody'}`)
      sockets.add(socket)
      socket.on('error', () => undefined)
      if (refuse === 'silence') return
      if (refuse !== undefined) {
        socket.end(`HTTP/1.1 ${refuse}\r\ncontent-length: 4\r\n\r\nsoup`)
        return
      }
      const onward = connect(targetPort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        onward.pipe(socket)
        socket.pipe(onward)
      })
      sockets.add(onward)
      onward.on('error', () => undefined)
    })
    proxyPort = await listen(proxy)
  })
  beforeEach(() => {
    refuse = undefined
    connects = []
  })
  after(() => {
    for (const socket of sockets) socket.destroy()
    for (const server of [proxy, target]) {
      server.closeAllConnections()
      server.close()
    }
  })
  const tunnelled = get('tunnelled.example', {scheme: 'https'})
  const through = (url: string): Partial<TransportOptions> => ({proxy: () => url, ...trusting()})

  it('is asked for a tunnel to an https endpoint, with its own password and nothing of the request', async () => {
    const request = {...tunnelled, headers: {Authorization: 'secret'}}
    assert.equal(await ask(request, through(`http://u%40x:p%3Aw@127.0.0.1:${proxyPort}`)), 'through the tunnel')
    assert.deepEqual(connects, [`tunnelled.example:443 Basic ${Buffer.from('u@x:p:w').toString('base64')}`])
  })

  it('keeps the tunnel for the next request', async () => {
    const send = createAxiosTransport({...limits, ...through(`http://127.0.0.1:${proxyPort}`)})
    for (let count = 0; count < 3; count += 1) await readBody(await send(tunnelled))
    assert.deepEqual(connects, ['tunnelled.example:443 nobody'])
  })

  it('that refuses is named, and the request was not sent', async () => {
    refuse = '407 Proxy Authentication Required'
    const error = await failure(tunnelled, through(`http://me:secret@127.0.0.1:${proxyPort}`))
    assert(error instanceof NetworkError)
    assert.deepEqual([error.failure, error.maybeSent], ['proxy', false])
    assert.equal(
      error.message,
      `The proxy 127.0.0.1:${proxyPort} did not open the way: 407 Proxy Authentication Required.`,
    )
    assert.match(error.hint ?? '', /user and the password/)
  })

  it('that does not answer is given up after the connect time-out, its connection closed', async () => {
    refuse = 'silence'
    const error = await failure(tunnelled, {...through(`http://127.0.0.1:${proxyPort}`), connectTimeout: 0.1})
    assert(error instanceof NetworkError)
    assert.deepEqual([error.failure, error.maybeSent], ['connect-timeout', false])
    assert.equal(
      error.message,
      `No connection to tunnelled.example:443 by the proxy 127.0.0.1:${proxyPort} within 0.1 s.`,
    )
    const [last] = Array.from(sockets).slice(-1)
    assert(last)
    if (!last.destroyed && !last.readableEnded) await new Promise((resolve) => last.once('end', resolve).resume())
  })

  it('where nobody listens, or that does not exist, is named', async () => {
    const port = await closedPort()
    const refused = await failure(tunnelled, through(`http://127.0.0.1:${port}`))
    assert(refused instanceof NetworkError)
    assert.deepEqual(
      [refused.message, refused.failure, refused.maybeSent],
      [`Connection to the proxy 127.0.0.1:${port} refused.`, 'refused', false],
    )
    const unknown = await failure(tunnelled, through('http://no-such-proxy.invalid:3128'))
    assert(unknown instanceof NetworkError)
    assert.deepEqual(
      [unknown.message, unknown.hint],
      ['Could not resolve the proxy no-such-proxy.invalid:3128.', 'Check the proxy setting.'],
    )
  })

  it('forwards plain http by the absolute target', async () => {
    const options = {...through(`http://u:p@127.0.0.1:${proxyPort}`), insecure: true}
    const request = get('plain.example:8080', {target: '/v1/x?a=%20', headers: {Host: 'plain.example:8080'}})
    assert.equal(await ask(request, options), 'forwarded')
    const [last] = forwarded.slice(-1)
    assert.deepEqual(
      [last?.url, last?.headers.host, last?.headers['proxy-authorization']],
      ['http://plain.example:8080/v1/x?a=%20', 'plain.example:8080', `Basic ${Buffer.from('u:p').toString('base64')}`],
    )
  })

  it('is never asked for this machine', async () => {
    const request = get(`localhost:${targetPort}`, {scheme: 'https'})
    assert.equal(await ask(request, through(`http://127.0.0.1:${proxyPort}`)), 'through the tunnel')
    assert.deepEqual(connects, [])
  })
})
