import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {execFileSync} from 'node:child_process'
import {type Server} from 'node:http'
import {createServer, type ServerOptions} from 'node:https'
import {type AddressInfo} from 'node:net'
import {dirname, join} from 'node:path'
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
    const unknown = await run(endpoint, '--ca-bundle', ca.bundle)
    assert.deepEqual(
      [unknown.exitCode, unknown.stdout, unknown.stderr],
      [
        7,
        '',
        'hwc: localhost wants a client certificate, and was shown none.\n  (request GET)\n' +
          '  Show yours: --client-cert FILE, with --client-key FILE where its key is in another file.\n',
      ],
    )
  })

  describe('with files that are not what they should be', () => {
    interface Case {
      readonly what: string
      readonly values: Readonly<Partial<Record<'ca-bundle' | 'client-cert' | 'client-key', string>>>
      /** The setting at fault, and what is said of it. */
      readonly fault: string
      readonly problem: string
      readonly hint: string
    }

    let folder: string
    let cases: readonly Case[]
    let count = 0
    let endpoint: string

    beforeEach(async () => {
      folder = mkdtempSync(join(dirname(ca.bundle), 'files-'))
      const [one, other] = [ca.issue('one'), ca.issue('other')]
      const text = join(folder, 'text.pem')
      writeFileSync(text, 'hello\n')
      const weak = {cert: join(folder, 'weak.pem'), key: join(folder, 'weak.key')}
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:512', '-nodes', '-subj', '/CN=weak', '-keyout', weak.key, '-out', weak.cert],
        {stdio: 'ignore'},
      )
      const pem = 'It must be in PEM: -----BEGIN CERTIFICATE----- begins one.'
      cases = [
        {
          what: 'a bundle without a certificate',
          values: {'ca-bundle': text},
          fault: 'ca-bundle',
          problem: `${text} holds no certificate`,
          hint: pem,
        },
        {
          what: 'no certificate',
          values: {'client-cert': text, 'client-key': one.key},
          fault: 'client-cert',
          problem: `${text} holds no certificate`,
          hint: pem,
        },
        {
          what: 'a certificate alone',
          values: {'client-cert': one.cert},
          fault: 'client-cert',
          problem: `${one.cert} holds a certificate and no private key`,
          hint: "Name the key's file too: --client-key FILE.",
        },
        {
          what: 'no key',
          values: {'client-cert': one.cert, 'client-key': text},
          fault: 'client-key',
          problem: `${text} holds no private key`,
          hint: 'It must be in PEM: -----BEGIN PRIVATE KEY----- begins it.',
        },
        {
          what: 'the key of another certificate',
          values: {'client-cert': one.cert, 'client-key': other.key},
          fault: 'client-key',
          problem: `the private key in ${other.key} does not belong to the certificate in ${one.cert}`,
          hint: 'Give the key that the certificate was made for. Of several certificates in the file, the first is meant.',
        },
        {
          what: 'a key that TLS does not take',
          values: {'client-cert': weak.cert, 'client-key': weak.key},
          fault: 'client-cert',
          problem: `the certificate in ${weak.cert} is nothing for TLS (ee key too small)`,
          hint: 'Give one that TLS takes.',
        },
      ]
      count = 0
      const server = createServer({cert: readFileSync(one.cert), key: readFileSync(one.key)})
      server.on('connection', () => (count += 1))
      servers.push(server)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      endpoint = `https://localhost:${(server.address() as AddressInfo).port}`
    })
    afterEach(() => {
      rmSync(folder, {recursive: true})
    })

    const told = (source: string, {problem, hint}: Case): string =>
      `hwc: ${source}: ${problem}\n${source.startsWith('--') ? '' : '  (request GET)\n'}  ${hint}\n`
    const flagsOf = ({values}: Case): readonly string[] =>
      Object.entries(values).flatMap(([name, path]) => [`--${name}`, path])
    const variable = (name: string): string => `HWC_${name.toUpperCase().replace('-', '_')}`

    it('given by a flag are a wrong command line, and nothing is sent', async () => {
      // Without keys: it comes before they are looked for.
      const runs = await Promise.all(
        cases.map(async (each) => runHwc([...call, '--endpoint', endpoint, ...flagsOf(each)])),
      )
      assert.deepEqual(
        runs.map(({exitCode, stdout, stderr}) => [exitCode, stdout, stderr]),
        cases.map((each) => [2, '', told(`--${each.fault}`, each)]),
      )
      assert.equal(count, 0)
    })

    it('given by the environment or a profile are a wrong configuration, and nothing is sent', async () => {
      for (const each of cases) {
        const entries = Object.entries(each.values)
        const byEnvironment = await runHwc([...call, '--endpoint', endpoint], {
          env: {...keys, ...Object.fromEntries(entries.map(([name, path]) => [variable(name), path]))},
        })
        assert.deepEqual(
          [byEnvironment.exitCode, byEnvironment.stdout, byEnvironment.stderr],
          [3, '', told(variable(each.fault), each)],
        )
        const home = join(folder, 'home')
        mkdirSync(join(home, '.huaweicloud/profiles'), {recursive: true, mode: 0o700})
        const lines = entries.map(([name, path]) => `${name.replace('-', '_')} = ${path}\n`)
        writeFileSync(join(home, '.huaweicloud/profiles/p'), `[basic]\nak = A\nsk = S\n[hwc]\n${lines.join('')}`, {
          mode: 0o600,
        })
        const byProfile = await runHwc([...call, '--endpoint', endpoint, '--profile', 'p'], {home})
        assert.deepEqual(
          [byProfile.exitCode, byProfile.stdout, byProfile.stderr],
          [3, '', told(`${each.fault.replace('-', '_')} of profile p`, each)],
        )
      }
      assert.equal(count, 0)
    })

    it('that do not go together are the fault of the flag where the other one is not', async () => {
      const [, , , , mismatch] = cases
      assert(mismatch)
      const {'client-cert': cert = '', 'client-key': key = ''} = mismatch.values
      const {exitCode, stderr} = await runHwc([...call, '--endpoint', endpoint, '--client-cert', cert], {
        env: {HWC_CLIENT_KEY: key},
      })
      assert.deepEqual([exitCode, stderr], [2, told('--client-cert', mismatch)])
    })

    it('stop a batch before its first line, and whoami', async () => {
      const [bundle] = cases
      assert(bundle)
      const lines = '{"service":"vpc","operation":"list-vpcs"}\n'.repeat(3)
      for (const [env, exitCode, source, flags] of [
        [{}, 2, '--ca-bundle', flagsOf(bundle)],
        [{HWC_CA_BUNDLE: bundle.values['ca-bundle'] ?? ''}, 3, 'HWC_CA_BUNDLE', []],
      ] as const)
        for (const words of [['batch', '-', '--endpoint', endpoint], ['whoami']]) {
          const stopped = await runHwc([...words, '--region', 'cn-north-4', ...flags], {
            env: {...keys, ...env},
            stdin: lines,
          })
          const message = `hwc: ${source}: ${bundle.problem}\n`
          assert.deepEqual([stopped.exitCode, stopped.stdout], [exitCode, ''], stopped.stderr)
          assert(stopped.stderr.startsWith(message) && stopped.stderr.endsWith(`  ${bundle.hint}\n`), stopped.stderr)
        }
      assert.equal(count, 0)
    })

    it('are not looked at by a preview, which shows the request and not the way to the service', async () => {
      const line = '{"service":"vpc","operation":"list-vpcs"}\n'
      for (const flags of [...cases.map(flagsOf), ['--ca-bundle', join(folder, 'none.pem')]])
        for (const words of [['vpc', 'list-vpcs'], call, ['batch', '-']]) {
          const shown = await runHwc([...words, '--endpoint', endpoint, '--preview', ...flags], {stdin: line})
          assert.deepEqual([shown.exitCode, shown.stderr], [0, ''], words.join(' '))
          assert(shown.stdout.includes(`${endpoint}/`), shown.stdout)
        }
      assert.equal(count, 0)
    })

    it('are what the doctor finds', async () => {
      const [bundle] = cases
      assert(bundle)
      const {exitCode, stdout} = await runHwc(['doctor', '--region', 'cn-north-4', ...flagsOf(bundle)], {env: keys})
      assert.equal(exitCode, 2)
      assert.deepEqual(
        stdout.split('\n').filter((text) => /^(?:problem|skipped) +(?:tls|credentials|connection)/.test(text)),
        [
          `problem  tls          --ca-bundle: ${bundle.problem}`,
          'skipped  credentials  nobody is asked for them before the files of TLS are right',
        ],
      )
      assert.equal(count, 0)
    })

    it('that are not there are told as files', async () => {
      const {exitCode, stderr} = await run(endpoint, '--ca-bundle', join(folder, 'none.pem'))
      assert.deepEqual(
        [exitCode, stderr],
        [13, `hwc: Cannot read the CA bundle ${join(folder, 'none.pem')}: there is no such file\n  (request GET)\n`],
      )
    })
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
