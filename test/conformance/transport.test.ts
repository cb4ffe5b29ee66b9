import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import {type AddressInfo} from 'node:net'
import {type Duplex} from 'node:stream'
import {createSend, createTransports} from '../../src/cli/create-send.js'
import {type Runtime} from '../../src/cli/runtime.js'
import {type Setup} from '../../src/cli/setup.js'
import {createCaller} from '../../src/core/client/create-caller.js'
import {resolveSettings} from '../../src/core/config/resolve-settings.js'
import {ConfigError} from '../../src/core/errors/config-error.js'
import {NetworkError} from '../../src/core/errors/network-error.js'
import {UsageError} from '../../src/core/errors/usage-error.js'
import {logAccess} from '../../src/core/http/access-log.js'
import {type HttpRequest} from '../../src/core/http/types.js'
import {sign} from '../../src/core/signing/sign.js'
import {closedPort} from '../support/recording-server.js'
import {fixture} from '../support/repository.js'
import {type HostBehaviour, type ScriptedNetwork, scriptNetwork} from '../support/scripted-network.js'

interface WireRequest {
  readonly method: string
  readonly target: string
  readonly authorization_scheme: string | null
}

interface TransportCase {
  readonly id: string
  readonly description: string
  readonly endpoints: readonly string[]
  readonly host_behaviour: Readonly<Record<string, string>>
  readonly method: string
  readonly config: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string>>
  readonly results: readonly {readonly status_code?: number; readonly class?: string}[]
  readonly connection_attempts: readonly string[]
  readonly wire_requests: readonly WireRequest[]
  readonly log_lines: readonly string[]
}

/** What came of the calls of a case, in the words of the vectors. */
interface Outcome {
  /** Statuses, and the SDK's names for what was thrown. */
  readonly results: readonly (number | string)[]
  readonly attempts: readonly string[]
  readonly wire: readonly WireRequest[]
  /** Of errors the part that is the SDK's: the message is hwc's own. */
  readonly log: readonly string[]
}

const {cases} = JSON.parse(readFileSync(fixture('vectors/transport.json'), 'utf8')) as {cases: readonly TransportCase[]}

const signed = 'SDK-HMAC-SHA256'
const wireOf = (target: string, scheme: string | null = signed, method = 'GET'): WireRequest => ({
  method,
  target,
  authorization_scheme: scheme,
})
const okLog = (host: string): string => `INFO "GET http://${host}/v1/x" 200 2 <elapsed> `
const refused = 'ERROR ConnectionException occurred.'
const unknownHost = 'ERROR HostUnreachableException occurred.'

/** The deliberate differences (docs/sdk-differences.md): what hwc does there. */
const differences: Readonly<Record<string, Partial<Outcome>>> = {
  // A refused connection leads to the next endpoint, which is remembered.
  'two-refuse': {
    results: [200, 200],
    attempts: ['a.example.com:80', 'b.example.com:80'],
    wire: [wireOf('/v1/x'), wireOf('/v1/x')],
    log: [refused, okLog('b.example.com'), okLog('b.example.com')],
  },
  // After the last endpoint the first is next again, whatever failed.
  'two-dns-refuse': {
    attempts: ['a.example.com:80', 'b.example.com:80', 'a.example.com:80', 'b.example.com:80'],
    log: [unknownHost, refused, unknownHost, refused],
  },
  // Unknown is unknown: node's code decides, not the text of the system.
  'one-dns-mac': {results: ['HostUnreachableException'], log: [unknownHost]},
  'two-dns-mac': {
    results: [200, 200],
    attempts: ['a.example.com:80', 'b.example.com:80'],
    wire: [wireOf('/v1/x'), wireOf('/v1/x')],
    log: [unknownHost, okLog('b.example.com'), okLog('b.example.com')],
  },
  // The last failure gives the kind; the messages are joined as the SDK joins them.
  'two-dns-dns': {results: ['HostUnreachableException', 'HostUnreachableException']},
  // Not verifying wins over the CA bundle.
  'tls-ca-and-ignore': {
    results: [200],
    wire: [wireOf('/v1/x')],
    log: ['INFO "GET https://localhost/v1/x" 200 2 <elapsed> '],
  },
  // A time-out of a POST is a failure like any other, and is logged.
  'read-timeout-post': {results: ['ConnectionException'], log: [refused]},
  'read-timeout-post-retry': {results: ['ConnectionException'], log: [refused]},
  // Every try has its line.
  'read-timeout-get-retry': {log: [refused, refused]},
  'dropped-get-retry': {log: [refused, refused, refused]},
  'refuse-post-retry': {log: [refused, refused, refused]},
  // Redirects are never followed.
  'redirect-on-get': {
    results: [302],
    attempts: ['a.example.com:80'],
    wire: [wireOf('/v1/x')],
    log: ['INFO "GET http://a.example.com/v1/x" 302 0 <elapsed> '],
  },
  'redirect-on-post': {
    results: [302],
    attempts: ['a.example.com:80'],
    wire: [wireOf('/v1/x', signed, 'POST')],
    log: ['INFO "POST http://a.example.com/v1/x" 302 0 <elapsed> '],
  },
  // The proxy setting is for http endpoints too.
  'proxy-config-http': {attempts: ['proxy.example.com:8080'], wire: [wireOf('http://a.example.com/v1/x')]},
  netrc: {wire: [wireOf('/v1/x')]},
  'header-newline': {results: ['UsageError']},
  'bad-scheme': {results: ['UsageError']},
}

/** What stands in the vectors' place of a host that must be loopback: plain http goes nowhere else unless all may be seen. */
const local: Readonly<Record<string, string>> = {'tls-untrusted-two': 'b.localhost'}

const answer = (id: string, {socket}: IncomingMessage, response: ServerResponse): void => {
  if (id.startsWith('read-timeout')) return
  if (id.startsWith('dropped')) {
    socket.destroy()
    return
  }
  if (id.startsWith('redirect')) {
    response.writeHead(302, {Location: 'http://b.example.com/v2/y', 'Content-Length': '0'}).end()
    return
  }
  if (id === 'request-id-log') response.writeHead(200, {'X-Request-Id': 'rid-1'}).end('{"a":1}')
  else if (id === 'octet-log') {
    response.writeHead(200, {'Content-Type': 'application/octet-stream', 'Content-Length': '3'}).end('abc')
  } else if (id === 'error-log') response.writeHead(404, {'X-Request-Id': 'rid-2'}).end('nope')
  else response.end('{}')
}

const flagsOf = ({config, endpoints}: TransportCase): ReadonlyMap<string, string | boolean> => {
  const flags = new Map<string, string | boolean>([
    ['endpoint', endpoints.join(',')],
    ['retries', String(Number(config['retry_times'] ?? 0))],
    ['connect-timeout', '0.3'],
    ['read-timeout', '0.3'],
  ])
  const allowsAll = config['ignore_ssl_verification'] === true || endpoints.every((url) => url.startsWith('http:'))
  if (allowsAll) flags.set('insecure', true)
  if (config['ssl_ca_cert'] !== undefined) flags.set('ca-bundle', fixture('tls/localhost.crt'))
  if (config['proxy_host'] !== undefined) {
    const {proxy_protocol: scheme, proxy_host: host, proxy_port: port, proxy_user: user} = config
    const password = encodeURIComponent(String(config['proxy_password']))
    flags.set('proxy', `${String(scheme)}://${String(user)}:${password}@${String(host)}:${String(port)}`)
  }
  return flags
}

const behaviourOf = (text: string): HostBehaviour =>
  text === 'dns-win' || text === 'dns-mac' ? 'dns' : (text as HostBehaviour)

const sdkNames: Readonly<Record<string, string>> = {
  'dns-unknown': 'HostUnreachableException',
  tls: 'SslHandShakeException',
}

const nameOf = (error: unknown): string => {
  if (error instanceof NetworkError) return sdkNames[error.failure] ?? 'ConnectionException'
  return (error as Error).constructor.name
}

const expectedOf = (one: TransportCase): Outcome => ({
  results: one.results.map(({status_code: status, class: name = ''}) =>
    // What a status means is the business of errors.json.
    name === 'ClientRequestException' ? 404 : (status ?? name),
  ),
  attempts: one.connection_attempts,
  wire: one.wire_requests,
  log: one.log_lines.map((line) => line.replace(/^(ERROR \S+ occurred\.).*$/, '$1')),
})

describe("The SDK's transport vectors", function () {
  this.timeout(20_000)
  let servers: Server[] = []
  let network: ScriptedNetwork
  let id = ''
  let wire: WireRequest[] = []
  let ports: {plain: number; tls: number; closed: number}

  const record = ({method = '', url = '', headers}: IncomingMessage): void => {
    const scheme = headers.authorization?.split(' ')[0] ?? null
    wire.push({method, target: url, authorization_scheme: scheme})
  }

  before(async () => {
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      record(request)
      answer(id, request, response)
    }
    const options = {key: readFileSync(fixture('tls/localhost.key')), cert: readFileSync(fixture('tls/localhost.crt'))}
    servers = [createServer(listener), createTlsServer(options, listener)]
    servers[0]?.on('connect', (request: IncomingMessage, socket: Duplex) => {
      record(request)
      socket.end('HTTP/1.1 403 X\r\n\r\n')
    })
    const [plain = 0, tls = 0] = await Promise.all(
      servers.map(async (server) => {
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
        return (server.address() as AddressInfo).port
      }),
    )
    ports = {plain, tls, closed: await closedPort()}
  })
  beforeEach(() => {
    wire = []
    network = scriptNetwork(ports)
  })
  afterEach(() => {
    network.restore()
    for (const server of servers) server.closeAllConnections()
  })
  after(() => {
    for (const server of servers) server.close()
  })

  const runtime = {
    random: () => 0,
    now: () => new Date(),
    sleep: () => Promise.resolve(),
    interruption: {exitCode: () => undefined, first: undefined},
  } as unknown as Runtime

  const observe = async (one: TransportCase): Promise<Outcome> => {
    ;({id} = one)
    for (const [host, text] of Object.entries(one.host_behaviour)) network.behaviour[host] = behaviourOf(text)
    const log: string[] = []
    const write = (level: string, message: string): void => {
      const line = message.replace(/\d:\d\d:\d\d\.\d{6}/, '<elapsed>').replace(/^(\S+ occurred\.).*$/, '$1')
      log.push(`${level} ${line}`)
    }
    const mask = {target: ({target}: HttpRequest) => target, text: (text: string) => text}
    const keys = {accessKeyId: 'AK', secretAccessKey: 'SK'}
    const results: (number | string)[] = []
    try {
      const settings = resolveSettings({flags: flagsOf(one), env: one.env})
      const setup = {settings} as Setup
      const inner = [sign(() => keys, {now: runtime.now}), logAccess({write, mask, clock: () => performance.now()})]
      const transport = createTransports({warn: () => undefined})(setup)
      const send = createSend(setup, {runtime, transport, streams: false, inner})
      const call = createCaller(one.endpoints)
      const headers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
        'header-newline': {'X-A': 'a\nb'},
        'header-leading-space': {'X-A': '  b'},
      }
      while (results.length < one.results.length) {
        const build = (endpoint: string) => {
          const [scheme = '', host = ''] = endpoint.split('://')
          return {
            method: one.method,
            scheme: scheme === 'https' ? ('https' as const) : ('http' as const),
            host,
            target: '/v1/x',
            headers: {Host: host, ...headers[one.id]},
          }
        }
        results.push(
          await call(build, send).then(
            ({status}) => status,
            (error: unknown) => nameOf(error),
          ),
        )
      }
    } catch (error) {
      results.push(nameOf(error))
    }
    return {results, attempts: [...network.attempts], wire: [...wire], log}
  }

  const withLocalHost = (one: TransportCase): TransportCase => {
    const name = local[one.id]
    return name === undefined
      ? one
      : (JSON.parse(JSON.stringify(one).replaceAll('b.example.com', name)) as TransportCase)
  }

  it('are all there, and every difference is one of them', () => {
    assert.equal(cases.length, 46)
    const ids = new Set(cases.map((one) => one.id))
    assert.deepEqual(
      Object.keys(differences).filter((name) => !ids.has(name)),
      [],
    )
  })

  for (const given of cases) {
    const note = Object.hasOwn(differences, given.id) ? ' (differs)' : ''
    it(`${given.id}: ${given.description}${note}`, async () => {
      const one = withLocalHost(given)
      const seen = await observe(one)
      const expected = expectedOf(one)
      const difference = differences[one.id]
      if (difference) assert.notDeepEqual(seen, expected, 'it does not differ any more')
      assert.deepEqual(seen, {...expected, ...difference})
    })
  }

  it('are run with --insecure, without which plain http goes nowhere', async () => {
    const [first] = cases
    assert.ok(first)
    const settings = resolveSettings({flags: new Map(), env: {}})
    const transport = createTransports({warn: () => undefined})({settings})
    const request = {method: 'GET', scheme: 'http', host: 'a.example.com', target: '/v1/x', headers: {}} as const
    await assert.rejects(transport(request), ConfigError)
    assert.deepEqual(network.attempts, [])
    assert.throws(() => resolveSettings({flags: new Map([['endpoint', 'httpx://a.example.com']]), env: {}}), UsageError)
  })
})
