import assert from 'node:assert/strict'
import {callLocally} from '../support/local-call.js'
import {type LocalServer, type RecordedRequest, startLocalServer} from '../support/local-server.js'
import {refusalOf} from '../support/refusal-of.js'

/** Percent-encoded as a whole: nothing of it can mean anything in a URL. */
const quoted = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

interface OutputLine {
  readonly id: string
  readonly ok: boolean
  readonly error?: {readonly kind: string; readonly exitCode: number; readonly message: string}
}

interface Line {
  readonly service: string
  readonly operation: string
  readonly params: Readonly<Record<string, string>>
  readonly body?: unknown
}

const controls = ['\0', '\t', '\n', '\r', '\r\nHost: elsewhere', '\r\n\r\nGET / HTTP/1.1\r\n\r\n', '\u007f']
const loneSurrogates = ['\ud800', 'a\udfff']

describe('A hostile text', function () {
  this.timeout(60_000)
  let signed: LocalServer
  let other: LocalServer

  before(function () {
    // Only there is all of 127.0.0.0/8 this machine without further ado.
    if (process.platform !== 'linux') this.skip()
  })
  beforeEach(async () => {
    signed = await startLocalServer([{body: '{}'}])
    other = await startLocalServer([{body: '{}'}], '127.0.0.2')
  })
  afterEach(async () => {
    await Promise.all([signed.close(), other.close()])
  })

  /** Texts that lead elsewhere where somebody takes them for a part of a URL. */
  const texts = (): readonly string[] => [
    `//127.0.0.2:${other.port}/x`,
    `/\\127.0.0.2:${other.port}/x`,
    `\\\\127.0.0.2:${other.port}\\x`,
    `@127.0.0.2:${other.port}/x`,
    `:80@127.0.0.2:${other.port}/x`,
    `http://127.0.0.2:${other.port}/x`,
    `?x=1`,
    `#x`,
    `a/../../b`,
    `../b`,
    `/..`,
    `./`,
    `...`,
    `%2e%2e`,
    `%2E`,
    `%2e%2e%2fb`,
    `..%2fb`,
    `%00`,
    `%0d%0aHost:%20elsewhere`,
    `a b`,
    ` `,
    `;a=b`,
    `{project_id}`,
    `ä😀`,
    `／`,
    `。。`,
    `a\u2028b`,
    `a\u0085b`,
    `!'()*~`,
  ]

  /** What came of each line; the calls were made one after the other. */
  const batch = async (lines: readonly Line[], endpoint = signed.url): Promise<readonly OutputLine[]> => {
    const input = lines.map((line, at) => `${JSON.stringify({...line, id: String(at)})}\n`).join('')
    const words = ['batch', '-', '--concurrency', '1', '--retries', '0', '--quiet']
    const {stdout, stderr} = await callLocally(words, endpoint, {stdin: input})
    const output = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as OutputLine)
    assert.equal(output.length, lines.length, stderr)
    return output
  }

  const showVpc = (id: string): Line => ({service: 'vpc', operation: 'show-vpc', params: {vpc_id: id}})
  const listVpcs = (marker: string): Line => ({service: 'vpc', operation: 'list-vpcs', params: {marker}})
  const listStacks = (id: string): Line => ({
    service: 'aos',
    operation: 'list-stacks',
    params: {client_request_id: id},
  })
  const getKv = (store: string): Line => ({
    service: 'kvs',
    operation: 'get-kv',
    params: {store_name: store},
    body: {table_name: 't', primary_key: {a: 1}},
  })

  /** All were refused as wrong command lines, and nobody was asked anything. */
  const assertRefused = async (lines: readonly Line[], endpoint?: string): Promise<void> => {
    const output = await batch(lines, endpoint)
    const passed = output.filter(({ok, error}) => ok || error?.exitCode !== 2)
    assert.deepEqual(
      passed.map(({id, error}) => [lines[Number(id)], error]),
      [],
    )
    assert.deepEqual([signed.requests, other.requests], [[], []])
  }

  /** All arrived at the signed host, as they were signed, and nothing else arrived anywhere. */
  const assertSigned = (requests: readonly RecordedRequest[], host: (index: number) => string): void => {
    assert.deepEqual(
      requests.map((request) => refusalOf(request)),
      requests.map(() => undefined),
    )
    assert.deepEqual(
      requests.map(({headers}) => headers.host),
      requests.map((_, index) => host(index)),
    )
    assert.deepEqual(other.requests, [])
  }

  it('as a path argument is one segment of the signed path at the signed host', async () => {
    const sent = [...texts(), ...controls]
    const output = await batch(sent.map(showVpc))
    assert.deepEqual(
      output.filter(({ok}) => !ok),
      [],
    )
    assert.deepEqual(
      signed.requests.map(({target}) => target),
      sent.map((text) => `/v1/p0/vpcs/${quoted(text)}`),
    )
    assertSigned(signed.requests, () => `127.0.0.1:${signed.port}`)
  })

  it('as a path argument that would change the path is refused', async () => {
    await assertRefused(['', '.', '..', ...loneSurrogates].map(showVpc))
  })

  it('in the query is a value of the signed query', async () => {
    const sent = ['..', '.', '&limit=1', '=', ...texts(), ...controls]
    await batch(sent.map(listVpcs))
    assert.deepEqual(
      signed.requests.map(({target}) => target),
      sent.map((text) => `/v1/p0/vpcs?marker=${quoted(text)}`),
    )
    assertSigned(signed.requests, () => `127.0.0.1:${signed.port}`)
  })

  it('as a header is its value, byte for byte in UTF-8', async () => {
    const sent = texts().filter((text) => text.trim() !== '')
    await batch(sent.map(listStacks))
    assert.deepEqual(
      signed.requests.map(({headers}) => Buffer.from(String(headers['client-request-id']), 'latin1').toString()),
      sent,
    )
    assert.deepEqual(
      signed.requests.map(({target}) => target),
      sent.map(() => '/v1/p0/stacks'),
    )
    assertSigned(signed.requests, () => `127.0.0.1:${signed.port}`)
  })

  it('as a header that could end its line, or is no text, is refused', async () => {
    await assertRefused([...controls.map((text) => `a${text}b`), ...loneSurrogates].map(listStacks))
  })

  it('in front of the host is DNS labels at the signed host', async () => {
    const sent = ['store', 'a-1', 'A.b', '127.0.0.2', `${'a'.repeat(63)}.x`]
    const output = await batch(sent.map(getKv), `http://localhost:${signed.port}`)
    assert.deepEqual(
      output.filter(({ok}) => !ok),
      [],
    )
    assertSigned(signed.requests, (index) => `${sent[index] ?? ''}.localhost:${signed.port}`)
    assert.equal(signed.requests.length, sent.length)
  })

  it('in front of the host that is no DNS labels is refused', async () => {
    const hosts = ['', '-a', 'a-', 'a..b', '.a', 'a.', 'a_b', 'a:1', 'a'.repeat(64), '[::1]', '127.0.0.2:1/']
    const wrong = texts().filter((text) => !/^[\w.-]+$/.test(text))
    const lines = [...hosts, '...', ...wrong, ...controls, ...loneSurrogates].map(getKv)
    await assertRefused(lines, `http://localhost:${signed.port}`)
  })

  it('in front of an address is refused', async () => {
    await assertRefused([getKv('127')])
  })

  describe('on the command line', () => {
    const run = async (
      words: readonly string[],
      endpoint = signed.url,
    ): Promise<readonly [number | undefined, number]> => {
      const {exitCode} = await callLocally([...words, '--retries', '0'], endpoint)
      return [exitCode, signed.requests.length]
    }

    it('is treated the same', async () => {
      assert.deepEqual(await run(['vpc', 'show-vpc', '--vpc-id', '..']), [2, 0])
      assert.deepEqual(await run(['aos', 'list-stacks', '--client-request-id', 'a\r\nb: c']), [2, 0])
      assert.deepEqual(await run(['kvs', 'list-store', '--store-name', `a@127.0.0.2:${other.port}/`]), [2, 0])
      assert.deepEqual(await run(['vpc', 'show-vpc', '--vpc-id', `//127.0.0.2:${other.port}`]), [0, 1])
      assertSigned(signed.requests, () => `127.0.0.1:${signed.port}`)
    })

    it('as a project id is one segment of the path, or refused', async () => {
      const list = ['vpc', 'list-vpcs', '--project-id']
      assert.deepEqual(await run([...list, '..']), [2, 0])
      assert.deepEqual(await run([...list, 'a\nb']), [2, 0])
      assert.deepEqual(await run([...list, `//127.0.0.2:${other.port}`]), [0, 1])
      assert.equal(signed.requests[0]?.target, `/v1/${quoted(`//127.0.0.2:${other.port}`)}/vpcs`)
      assertSigned(signed.requests, () => `127.0.0.1:${signed.port}`)
    })

    it('as an endpoint that could be read as two hosts is refused', async () => {
      const list = ['vpc', 'list-vpcs', '--endpoint']
      for (const endpoint of [
        `${signed.url}@127.0.0.2:${other.port}`,
        `${signed.url}\\@127.0.0.2:${other.port}`,
        `${signed.url}#@127.0.0.2:${other.port}`,
        `${signed.url}?@127.0.0.2:${other.port}`,
        `${signed.url} 127.0.0.2`,
        `${signed.url}\t.127.0.0.2`,
        'http://',
        'file:///etc/hosts',
      ])
        assert.deepEqual(await run([...list, endpoint]), [2, 0], endpoint)
      assert.deepEqual(other.requests, [])
    })

    describe('as the path of a request', () => {
      const request = async (
        path: string,
        more: readonly string[] = [],
      ): Promise<readonly [number | undefined, number]> => run(['request', 'GET', path, ...more])

      /** The fault that refused it, as it was told; undefined where it was not refused, or something went out. */
      const fault = async (path: string, more: readonly string[] = []): Promise<string | undefined> => {
        const {exitCode, stderr} = await callLocally(['request', 'GET', path, ...more], signed.url)
        const isRefused = exitCode === 2 && signed.requests.length + other.requests.length === 0
        return isRefused ? stderr : undefined
      }

      it('that URL parsers would read otherwise is refused', async () => {
        const refused = [
          `//127.0.0.2:${other.port}/x`,
          `///127.0.0.2:${other.port}/x`,
          `/\\127.0.0.2:${other.port}/x`,
          `\\\\127.0.0.2:${other.port}\\x`,
          `/a\\..\\b`,
          `http://127.0.0.2:${other.port}/x`,
          `@127.0.0.2:${other.port}/x`,
          `:80@127.0.0.2:${other.port}/x`,
          'a/b',
          '',
          '?a=b',
          '/a/%2e%2e/b',
          '/a/%2E./b',
          '/a/.%2e',
          '/%2e/b',
          '/a/../b',
          '/a/./b',
          '/..',
          '/a#b',
          '/a?b=c#d',
          '/a\tb',
          '/\t/127.0.0.2',
          '/a\nb',
          '/a\r\nHost: elsewhere',
          '/a HTTP/1.1\r\nHost: elsewhere\r\n\r\n',
          '/a b',
          '/a\u007fb',
          '/ä',
          '/{vpc_id}',
        ]
        const passed: unknown[] = []
        for (const path of refused) {
          const told = await fault(path)
          if (told === undefined || !/^hwc: PATH\b/.test(told)) passed.push([path, told])
        }
        assert.deepEqual(passed, [])
        assert.deepEqual([signed.requests, other.requests], [[], []])
      })

      it('that only looks like another host goes to the signed host under the signed path', async () => {
        const sent = [
          `/@127.0.0.2:${other.port}/x`,
          `/a@127.0.0.2:${other.port}`,
          `/:80@127.0.0.2:${other.port}/x`,
          `/http://127.0.0.2:${other.port}/x`,
          `/a//127.0.0.2:${other.port}/`,
          '/%2f%2f127.0.0.2/x',
          '/%5c127.0.0.2/x',
          '/a/%252e%252e/b',
          '/a/.../b',
          '/a%23b',
          '/a%0d%0aHost:%20elsewhere',
          '/a%00b',
          '/a;b=c',
        ]
        for (const [index, path] of sent.entries()) assert.deepEqual(await request(path), [0, index + 1], path)
        assert.deepEqual(
          signed.requests.map(({target}) => target),
          sent,
        )
        assertSigned(signed.requests, () => `127.0.0.1:${signed.port}`)
      })

      it('with a hostile parameter sends it as a value of the signed query', async () => {
        const sent = [`//127.0.0.2:${other.port}/x`, '#x', '&b=c', '../b', 'a\r\nHost: elsewhere', '\t', '@x']
        for (const [index, text] of sent.entries())
          assert.deepEqual(await request('/a', ['--param', `q=${text}`]), [0, index + 1], text)
        assert.deepEqual(
          signed.requests.map(({target}) => target),
          sent.map((text) => `/a?q=${quoted(text)}`),
        )
        assertSigned(signed.requests, () => `127.0.0.1:${signed.port}`)
      })

      it('with a header that could end its line, or is not to be given, is refused', async () => {
        const refused = [
          'X-A: a\r\nX-B: b',
          'X-A: a\nb',
          'X-A: a\rb',
          'X-A: a\u0001b',
          'X-A: a\u007fb',
          'X-A\r\nX-B: b',
          'X A: b',
          'X-A\t: b',
          ': b',
          'X-A',
        ]
        const passed: unknown[] = []
        for (const header of refused) {
          const told = await fault('/a', ['--header', header])
          if (told === undefined || !/^hwc: .*header/.test(told)) passed.push([header, told])
        }
        assert.deepEqual(passed, [])
        assert.deepEqual([signed.requests, other.requests], [[], []])
      })

      it('with a header that names another host is refused, or goes to the host that was meant', async () => {
        const elsewhere = `127.0.0.2:${other.port}`
        for (const header of [`Host: ${elsewhere}`, `X-Forwarded-Host: ${elsewhere}`, `X-A: //${elsewhere}/#@\\%2e`]) {
          const before = signed.requests.length
          const [exitCode, count] = await request('/a', ['--header', header])
          if (exitCode === 2) assert.equal(count, before, header)
          else assert.deepEqual([exitCode, count], [0, before + 1], header)
        }
        assert.deepEqual(
          signed.requests.map((each) => [each.target, refusalOf(each)]),
          signed.requests.map(() => ['/a', undefined]),
        )
        assert.deepEqual(other.requests, [])
      })
    })
  })

  describe('of each kind', () => {
    /** What each could do where somebody takes it for a part of a URL or of a header. */
    const kinds = {
      backslash: (host: string) => `a\\${host}\\x`,
      tab: (host: string) => `a\t.${host}`,
      '//host': (host: string) => `//${host}/x`,
      '%2e%2e': () => '%2e%2e',
      '#': (host: string) => `#@${host}/`,
      '@': (host: string) => `@${host}/x`,
      'CR/LF': (host: string) => `a\r\nHost: ${host}`,
    } as const
    type Kind = keyof typeof kinds
    const all = Object.keys(kinds) as readonly Kind[]

    interface Place {
      readonly what: string
      readonly words: (text: string) => readonly string[]
      /** The same as a line of a batch, where there is one. */
      readonly line?: (text: string) => Line
      /** Where names can stand in front of the host. */
      readonly isNamed?: boolean
      /** The kinds that arrive; all others are refused. */
      readonly sends: readonly Kind[]
      /** What of the request shows the text, and how. */
      readonly shows: (request: RecordedRequest) => string
      readonly shown: (text: string) => string
    }

    const headerOf =
      (name: string): Place['shows'] =>
      ({target, headers}) =>
        `${target} ${Buffer.from(String(headers[name]), 'latin1').toString()}`
    const oneLine: readonly Kind[] = ['backslash', '//host', '%2e%2e', '#', '@']

    const places: readonly Place[] = [
      {
        what: 'as a path argument',
        words: (text) => ['vpc', 'show-vpc', `--vpc-id=${text}`],
        line: showVpc,
        sends: all,
        shows: ({target}) => target,
        shown: (text) => `/v1/p0/vpcs/${quoted(text)}`,
      },
      {
        what: 'as a project id',
        words: (text) => ['vpc', 'list-vpcs', `--project-id=${text}`],
        sends: ['backslash', '//host', '%2e%2e', '#', '@'],
        shows: ({target}) => target,
        shown: (text) => `/v1/${quoted(text)}/vpcs`,
      },
      {
        what: 'in the query',
        words: (text) => ['vpc', 'list-vpcs', `--marker=${text}`],
        line: listVpcs,
        sends: all,
        shows: ({target}) => target,
        shown: (text) => `/v1/p0/vpcs?marker=${quoted(text)}`,
      },
      {
        what: 'in front of the host',
        words: (text) => ['kvs', 'list-store', `--store-name=${text}`],
        line: getKv,
        isNamed: true,
        sends: [],
        shows: ({target}) => target,
        shown: (text) => text,
      },
      {
        what: 'as a header',
        words: (text) => ['aos', 'list-stacks', `--client-request-id=${text}`],
        line: listStacks,
        sends: oneLine,
        shows: headerOf('client-request-id'),
        shown: (text) => `/v1/p0/stacks ${text}`,
      },
      {
        what: 'as the path of a request',
        words: (text) => ['request', 'GET', text.startsWith('//') ? text : `/a/${text}`],
        sends: ['@'],
        shows: ({target}) => target,
        shown: (text) => `/a/${text}`,
      },
      {
        what: 'as a parameter of a request',
        words: (text) => ['request', 'GET', '/a', '--param', `q=${text}`],
        sends: all,
        shows: ({target}) => target,
        shown: (text) => `/a?q=${quoted(text)}`,
      },
      {
        what: 'as a header of a request',
        words: (text) => ['request', 'GET', '/a', '--header', `X-A: ${text}`],
        sends: oneLine,
        shows: headerOf('x-a'),
        shown: (text) => `/a ${text}`,
      },
    ]

    for (const {what, words, line, isNamed = false, sends, shows, shown} of places) {
      const endpoint = (): string => (isNamed ? `http://localhost:${signed.port}` : signed.url)
      const textOf = (kind: Kind): string => kinds[kind](`127.0.0.2:${other.port}`)
      const arrivals = (): readonly string[] => sends.map((kind) => shown(textOf(kind)))
      const assertArrivals = (): void => {
        assert.deepEqual(signed.requests.map(shows), arrivals())
        assertSigned(signed.requests, () => `127.0.0.1:${signed.port}`)
      }

      it(`${what} of a single call ${sends.length === 0 ? 'is refused' : `arrives as ${sends.join(' ')} only`}`, async () => {
        const codes: unknown[] = []
        for (const kind of all) {
          const {exitCode} = await callLocally([...words(textOf(kind)), '--retries', '0'], endpoint())
          codes.push([kind, exitCode])
        }
        assert.deepEqual(
          codes,
          all.map((kind) => [kind, sends.includes(kind) ? 0 : 2]),
        )
        assertArrivals()
      })

      if (line)
        it(`${what} of a line does the same`, async () => {
          const output = await batch(
            all.map((kind) => line(textOf(kind))),
            endpoint(),
          )
          assert.deepEqual(
            output.map(({ok, error}, at) => [all[at], ok ? 0 : error?.exitCode]),
            all.map((kind) => [kind, sends.includes(kind) ? 0 : 2]),
          )
          assertArrivals()
        })
    }
  })

  describe('in an answer, as a Location at another host,', () => {
    const statuses = [200, 201, 202, 300, 301, 302, 303, 307, 308] as const
    const locations = (): readonly string[] => [
      `${other.url}/x`,
      `//127.0.0.2:${other.port}/x`,
      `/\\127.0.0.2:${other.port}/x`,
      `\\\\127.0.0.2:${other.port}\\x`,
    ]
    const answers = (): readonly {readonly status: number; readonly location: string}[] =>
      statuses.flatMap((status) => locations().map((location) => ({status, location})))
    /** Calls go round with the statuses, so that each meets every kind of Location. */
    const turnOf = (at: number): number => Math.floor(at / locations().length)
    let moved: LocalServer | undefined
    const serve = async (): Promise<LocalServer> => {
      const script = answers().map(({status, location}) => ({status, headers: {Location: location}, body: '{}'}))
      moved = await startLocalServer(script)
      return moved
    }
    afterEach(async () => {
      await moved?.close()
    })

    it('is not followed by a batch', async () => {
      const {url, requests} = await serve()
      const lines = answers().map((_, at) =>
        (at + turnOf(at)) % 2 === 0
          ? listVpcs('m')
          : {service: 'vpc', operation: 'create-vpc', params: {}, body: {vpc: {name: 'n'}}},
      )
      const output = (await batch(lines, url)) as readonly (OutputLine & {readonly status: number})[]
      assert.deepEqual(
        output.map(({ok, status}) => [ok, status]),
        answers().map(({status}) => [true, status]),
      )
      assert.deepEqual([requests.length, other.requests], [lines.length, []])
    })

    it('is not followed by a single call, which says so of a redirection', async () => {
      const {url, requests} = await serve()
      const calls = [
        ['vpc', 'list-vpcs'],
        ['vpc', 'create-vpc', '--vpc.name', 'n'],
        ['request', 'POST', '/a', '--body', '{}'],
        ['request', 'GET', '/a'],
      ] as const
      for (const [at, {status}] of answers().entries()) {
        const {exitCode, stderr} = await callLocally([...(calls[(at + turnOf(at)) % 4] ?? [])], url)
        assert.deepEqual([exitCode, /which is not followed/.test(stderr)], [0, status >= 300], stderr)
      }
      assert.deepEqual([requests.length, other.requests], [answers().length, []])
    })
  })
})
