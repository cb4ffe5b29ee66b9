import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {type Server} from 'node:http'
import {createServer, type ServerOptions} from 'node:https'
import {type AddressInfo} from 'node:net'
import {type TLSSocket} from 'node:tls'
import {type Certificate, createPrivateCa, type PrivateCa} from '../support/private-ca.js'
import {needsProgram} from '../support/real-program.js'
import {type HwcRun, runHwc} from '../support/run-hwc.js'

const call = ['request', 'GET', '/v1/x', '--retries', '0']
const keys = {HUAWEICLOUD_SDK_AK: 'AK', HUAWEICLOUD_SDK_SK: 'SK'}

describe('TLS, with a certificate authority made for the test', function () {
  this.timeout(60_000)
  needsProgram('openssl', 'version')

  let ca: PrivateCa
  let servers: Server[] = []

  before(() => {
    ca = createPrivateCa()
  })
  afterEach(() => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
    servers = []
  })
  after(() => {
    // Undefined where openssl is missing: the tests were skipped.
    ;(ca as PrivateCa | undefined)?.remove()
  })

  const serve = async ({cert, key}: Certificate, more: ServerOptions = {}): Promise<string> => {
    const server = createServer({cert: readFileSync(cert), key: readFileSync(key), ...more}, ({socket}, response) => {
      const {subject} = (socket as TLSSocket).getPeerCertificate() as {subject?: {CN: string}}
      response.end(JSON.stringify({caller: subject?.CN ?? null}))
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `https://localhost:${(server.address() as AddressInfo).port}`
  }

  const run = async (endpoint: string, ...words: readonly string[]): Promise<HwcRun> =>
    runHwc([...call, '--endpoint', endpoint, ...words], {env: keys})

  const failure = async (endpoint: string, ...words: readonly string[]): Promise<string | undefined> => {
    const {exitCode, stderr, stdout} = await run(endpoint, ...words)
    assert.deepEqual([exitCode, stdout], [7, ''], stderr)
    return stderr.split('\n')[0]
  }

  it('trusts what the CA bundle has signed, by flag, environment and profile, and nobody else', async () => {
    const endpoint = await serve(ca.issue('server', {names: 'DNS:localhost'}))
    const trusted = await run(endpoint, '--ca-bundle', ca.bundle)
    assert.deepEqual([trusted.exitCode, trusted.stderr], [0, ''])
    assert.match(trusted.stdout, /"caller": null/)
    const byEnvironment = await runHwc([...call, '--endpoint', endpoint], {env: {...keys, HWC_CA_BUNDLE: ca.bundle}})
    assert.equal(byEnvironment.exitCode, 0, byEnvironment.stderr)
    assert.equal(
      await failure(endpoint),
      'hwc: The certificate of localhost is not accepted: nobody that this machine trusts has signed it.',
    )
    const other = createPrivateCa('Another')
    try {
      assert.match((await failure(endpoint, '--ca-bundle', other.bundle)) ?? '', /is not accepted/)
    } finally {
      other.remove()
    }
  })

  it('does not accept a certificate for another host', async () => {
    const endpoint = await serve(ca.issue('server', {names: 'DNS:other.example,IP:10.0.0.1'}))
    assert.equal(
      await failure(endpoint, '--ca-bundle', ca.bundle),
      'hwc: The certificate of localhost is not accepted: it is for other names.',
    )
  })

  it('does not accept a certificate that has expired, or is not valid yet', async () => {
    const names = 'DNS:localhost'
    const expired = await serve(ca.issue('old', {names, from: '20200101000000Z', until: '20210101000000Z'}))
    assert.equal(
      await failure(expired, '--ca-bundle', ca.bundle),
      'hwc: The certificate of localhost is not accepted: it has expired.',
    )
    const early = await serve(ca.issue('new', {names, from: '20900101000000Z', until: '20910101000000Z'}))
    assert.equal(
      await failure(early, '--ca-bundle', ca.bundle),
      'hwc: The certificate of localhost is not accepted: it is not valid yet.',
    )
  })

  it('shows a client certificate where the server wants one', async () => {
    const wants = {requestCert: true, rejectUnauthorized: true, ca: readFileSync(ca.bundle)}
    const endpoint = await serve(ca.issue('server', {names: 'DNS:localhost'}), wants)
    const client = ca.issue('the caller')
    const words = ['--ca-bundle', ca.bundle, '--client-cert', client.cert, '--client-key', client.key]
    const known = await run(endpoint, ...words)
    assert.equal(known.exitCode, 0, known.stderr)
    assert.match(known.stdout, /"caller": "the caller"/)
    assert.match((await failure(endpoint, '--ca-bundle', ca.bundle)) ?? '', /localhost/)
  })

  it('is not verified with --insecure, which stderr says once', async () => {
    const endpoint = await serve(ca.issue('server', {names: 'DNS:other.example'}))
    const {host} = new URL(endpoint)
    const danger = `the certificate of ${host} is not verified: whoever is on the way may read and change what is sent`
    const byFlag = await run(endpoint, '--insecure')
    assert.deepEqual([byFlag.exitCode, byFlag.stderr], [0, `hwc: warning: --insecure: ${danger}\n`])
    const byEnvironment = await runHwc([...call, '--endpoint', endpoint], {env: {...keys, HWC_INSECURE: 'true'}})
    assert.equal(byEnvironment.stderr, `hwc: warning: HWC_INSECURE: ${danger}\n`)
    const quiet = await run(endpoint, '--insecure', '--quiet')
    assert.deepEqual([quiet.exitCode, quiet.stderr], [0, ''])
    const both = await run(endpoint, '--insecure', '--ca-bundle', ca.bundle)
    assert.equal(both.exitCode, 0, both.stderr)
  })

  it('tells with --debug how long each step took', async () => {
    const endpoint = await serve(ca.issue('server', {names: 'DNS:localhost'}))
    const {stderr} = await run(endpoint, '--ca-bundle', ca.bundle, '--debug')
    assert.match(
      stderr,
      /^\* (?:DNS [\d.]+ ms, )?connect [\d.]+ ms, TLS [\d.]+ ms, first byte after [\d.]+ ms, total [\d.]+ ms$/m,
    )
  })
})
