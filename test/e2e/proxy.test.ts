import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {createServer, type IncomingMessage, type Server} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import {type AddressInfo, connect} from 'node:net'
import {type Duplex} from 'node:stream'
import {createPrivateCa, type PrivateCa} from '../support/private-ca.js'
import {needsProgram} from '../support/real-program.js'
import {type RealProxy, startRealProxy} from '../support/real-proxy.js'
import {type HwcRun, runHwc} from '../support/run-hwc.js'

const keys = {HUAWEICLOUD_SDK_AK: 'AK', HUAWEICLOUD_SDK_SK: 'SK'}
const user = 'alice'
const password = 'pass-word'
const call = ['request', 'GET', '/v1/x?a=b%20c', '--retries', '0']

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

describe('A real forward proxy', function () {
  this.timeout(60_000)
  needsProgram('tinyproxy', '-v')
  needsProgram('openssl', 'version')

  let ca: PrivateCa
  let service: Server
  let onward: Server
  let open: RealProxy
  let guarded: RealProxy
  /** What came through: by a tunnel what the service got, else what the proxy handed on. */
  let seen: string[] = []
  const sockets = new Set<Duplex>()

  const note = (how: string, {method, url, headers}: IncomingMessage): void => {
    const scheme = headers.authorization?.split(' ')[0] ?? 'unsigned'
    seen.push(`${how} ${method ?? ''} ${url ?? ''} ${headers.host ?? ''} ${scheme}`)
    assert.equal(headers['proxy-authorization'], undefined, 'the password is for the proxy alone')
  }

  before(async () => {
    ca = createPrivateCa()
    const {cert, key} = ca.issue('service', {names: 'DNS:vpc.cloud.test'})
    service = createTlsServer({cert: readFileSync(cert), key: readFileSync(key)}, (request, response) => {
      note('tunnel', request)
      response.end('{"through": "a tunnel"}')
    })
    const servicePort = await listen(service)
    onward = createServer((request, response) => {
      note('forwarded', request)
      response.end('{"through": "the proxy"}')
    })
    onward.on('connect', (_: IncomingMessage, socket: Duplex) => {
      const away = connect(servicePort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        away.pipe(socket)
        socket.pipe(away)
      })
      for (const one of [socket, away]) {
        sockets.add(one)
        one.on('error', () => undefined)
      }
    })
    const onwardPort = await listen(onward)
    open = await startRealProxy({onward: onwardPort})
    guarded = await startRealProxy({onward: onwardPort, password: {user, text: password}})
  })
  beforeEach(() => {
    seen = []
  })
  after(async () => {
    // Skipped where a program is missing: nothing was started.
    if ((ca as PrivateCa | undefined) === undefined) return
    await Promise.all([open.stop(), guarded.stop()])
    for (const socket of sockets) socket.destroy()
    for (const server of [service, onward]) {
      server.closeAllConnections()
      server.close()
    }
    ca.remove()
  })

  const run = async (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<HwcRun> =>
    runHwc([...call, ...words], {env: {...keys, HWC_CA_BUNDLE: ca.bundle, ...env}})
  const secure = ['--endpoint', 'https://vpc.cloud.test']
  const plain = ['--endpoint', 'http://vpc.cloud.test:8080', '--insecure', '--quiet']

  it('is gone through by CONNECT to an https endpoint', async () => {
    const {exitCode, stdout, stderr} = await run([...secure, '--proxy', `http://127.0.0.1:${open.port}`])
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.match(stdout, /a tunnel/)
    assert.deepEqual(seen, ['tunnel GET /v1/x?a=b%20c vpc.cloud.test SDK-HMAC-SHA256'])
    assert.match(open.log(), /CONNECT vpc\.cloud\.test:443/)
  })

  it('is asked for plain http by the absolute target', async () => {
    const {exitCode, stdout, stderr} = await run([...plain, '--proxy', `http://127.0.0.1:${open.port}`])
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.match(stdout, /the proxy/)
    assert.deepEqual(seen, [
      'forwarded GET http://vpc.cloud.test:8080/v1/x?a=b%20c vpc.cloud.test:8080 SDK-HMAC-SHA256',
    ])
  })

  it('gets its user and password, by every way to name it', async () => {
    const url = `http://${user}:${password}@127.0.0.1:${guarded.port}`
    const ways: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
      [[...secure, '--proxy', url], {}],
      [secure, {HWC_PROXY: url}],
      [secure, {HTTPS_PROXY: url}],
      [secure, {https_proxy: url}],
      [plain, {HTTP_PROXY: url}],
      [plain, {http_proxy: url}],
    ]
    for (const [words, env] of ways) {
      const {exitCode, stderr} = await run(words, env)
      assert.deepEqual([exitCode, stderr], [0, ''], JSON.stringify(env))
    }
    assert.equal(seen.length, ways.length)
  })

  it('that wants a password says so, and is not told in what hwc shows', async () => {
    const wrong = `http://${user}:wrong-secret@127.0.0.1:${guarded.port}`
    for (const url of [`http://127.0.0.1:${guarded.port}`, wrong]) {
      const tunnelled = await run([...secure, '--proxy', url, '--debug'])
      assert.equal(tunnelled.exitCode, 7, tunnelled.stderr)
      assert.match(
        tunnelled.stderr,
        new RegExp(`^hwc: The proxy 127\\.0\\.0\\.1:${guarded.port} did not open the way: 40[17]`, 'm'),
      )
      assert.ok(!tunnelled.stderr.includes('wrong-secret'))
      const forwarded = await run([...plain, '--proxy', url, '--debug'])
      assert.notEqual(forwarded.exitCode, 0)
      assert.ok(!forwarded.stderr.includes('wrong-secret'))
    }
    assert.deepEqual(seen, [])
  })

  it('is left out for what NO_PROXY names, and for this machine', async () => {
    const proxy = `http://127.0.0.1:${open.port}`
    const direct = await run(secure, {HTTPS_PROXY: proxy, NO_PROXY: '.cloud.test'})
    assert.equal(direct.exitCode, 7)
    assert.match(direct.stderr, /^hwc: Could not resolve host vpc\.cloud\.test/)
    const onwardPort = (onward.address() as AddressInfo).port
    const local = await run(['--endpoint', `http://127.0.0.1:${onwardPort}`], {HTTP_PROXY: proxy})
    assert.equal(local.exitCode, 0, local.stderr)
    assert.deepEqual(seen, [`forwarded GET /v1/x?a=b%20c 127.0.0.1:${onwardPort} SDK-HMAC-SHA256`])
  })

  it('carries a log line and timings like any other way', async () => {
    const {stderr} = await run([...secure, '--proxy', `http://127.0.0.1:${open.port}`, '--debug', '--log-file', '-'])
    assert.match(stderr, / INFO "GET https:\/\/vpc\.cloud\.test\/v1\/x\?a=b%20c" 200 23 0:00:0\d\.\d{6} $/m)
    assert.match(stderr, /^\* connect [\d.]+ ms, TLS [\d.]+ ms, first byte after [\d.]+ ms, total [\d.]+ ms$/m)
  })
})
