import assert from 'node:assert/strict'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {callLocally} from '../support/local-call.js'
import {
  type AnswerScript,
  type LocalServer,
  type RecordedRequest,
  type ScriptedAnswer,
  startLocalServer,
} from '../support/local-server.js'
import {callerKeys, refusalOf} from '../support/refusal-of.js'
import {type HwcRun, type HwcRunOptions} from '../support/run-hwc.js'
import {runShell} from '../support/run-shell.js'
import {startHwc} from '../support/start-hwc.js'

const environment = (endpoint: string, home: string): Record<string, string> => ({
  HUAWEICLOUD_SDK_AK: callerKeys.accessKeyId,
  HUAWEICLOUD_SDK_SK: callerKeys.secretAccessKey,
  HUAWEICLOUD_SDK_PROJECT_ID: 'p0',
  HWC_REGION: 'cn-north-4',
  HWC_DISABLE_METADATA: '1',
  HWC_ENDPOINT: endpoint,
  HOME: home,
})

const answer = (body: unknown): ScriptedAnswer => ({
  headers: {'content-type': 'application/json'},
  body: JSON.stringify(body),
})
const named = (...ids: readonly number[]): readonly {readonly id: string}[] => ids.map((id) => ({id: `i${id}`}))
const idsIn = ({stdout}: Pick<HwcRun, 'stdout'>): readonly string[] =>
  Array.from(stdout.matchAll(/"id": "([\w-]+)"/g), ([, id = '']) => id)
const parameter = ({target}: RecordedRequest, name: string): string | undefined =>
  new URL(target, 'http://host').searchParams.get(name) ?? undefined

describe('hwc … --all-pages as a process', function () {
  this.timeout(60_000)
  let server: LocalServer
  let home = ''
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'hwc-pages-'))
  })
  afterEach(async () => {
    await server.close()
    await rm(home, {recursive: true})
  })

  const start = async (script: AnswerScript): Promise<void> => {
    server = await startLocalServer(script)
  }
  const run = async (words: readonly string[], options: HwcRunOptions = {}): Promise<HwcRun> =>
    callLocally([...words, '--all-pages', '--retries', '0'], server.url, options)

  /** The three pages of five items, by what a request says. */
  const styles: readonly {
    readonly title: string
    readonly words: readonly string[]
    readonly script: AnswerScript
    readonly asked: readonly string[]
  }[] = [
    {
      title: 'the last item’s id',
      words: ['vpc', 'list-vpcs'],
      script: (request) => {
        const from = Number(parameter(request, 'marker')?.slice(1) ?? -1) + 1
        return answer({vpcs: named(0, 1, 2, 3, 4).slice(from, from + 2)})
      },
      asked: ['/v1/p0/vpcs', '/v1/p0/vpcs?marker=i1', '/v1/p0/vpcs?marker=i3', '/v1/p0/vpcs?marker=i4'],
    },
    {
      title: 'a marker that the answer tells',
      words: ['vpc', 'list-security-groups', '--api-version', 'v3'],
      script: (request) => {
        const from = Number(parameter(request, 'marker') ?? 0)
        return answer({
          security_groups: named(0, 1, 2, 3, 4).slice(from, from + 2),
          page_info: {next_marker: from < 4 ? String(from + 2) : null},
        })
      },
      asked: [
        '/v3/p0/vpc/security-groups',
        '/v3/p0/vpc/security-groups?marker=2',
        '/v3/p0/vpc/security-groups?marker=4',
      ],
    },
    {
      title: 'an offset, to the number of all items',
      words: ['rds', 'list-instances', '--limit', '2'],
      script: (request) => {
        const from = Number(parameter(request, 'offset') ?? 0)
        return answer({instances: named(0, 1, 2, 3, 4).slice(from, from + 2), total_count: 5})
      },
      asked: ['/v3/p0/instances?limit=2', '/v3/p0/instances?limit=2&offset=2', '/v3/p0/instances?limit=2&offset=4'],
    },
    {
      title: 'page numbers',
      words: ['ecs', 'list-servers-details', '--limit', '2'],
      script: (request) => {
        const from = 2 * (Number(parameter(request, 'offset') ?? 1) - 1)
        return answer({servers: named(0, 1, 2, 3, 4).slice(from, from + 2), count: 5})
      },
      asked: [
        '/v1/p0/cloudservers/detail?limit=2',
        '/v1/p0/cloudservers/detail?limit=2&offset=2',
        '/v1/p0/cloudservers/detail?limit=2&offset=3',
      ],
    },
    {
      title: 'links',
      words: ['iam', 'keystone-list-users'],
      script: (request, index) => {
        const from = Number(parameter(request, 'from') ?? 0)
        const next = from < 4 ? `/v3/users?from=${from + 2}` : null
        return answer({
          users: named(0, 1, 2, 3, 4).slice(from, from + 2),
          links: {next: index === 0 ? `http://${request.headers.host ?? ''}${next ?? ''}` : next},
        })
      },
      asked: ['/v3/users', '/v3/users?from=2', '/v3/users?from=4'],
    },
  ]
  for (const {title, words, script, asked} of styles) {
    it(`follows ${title}, every request signed`, async () => {
      await start(script)
      const all = await run(words)
      assert.deepEqual([all.stderr, all.exitCode], ['', 0])
      assert.deepEqual(idsIn(all), ['i0', 'i1', 'i2', 'i3', 'i4'])
      assert.doesNotThrow(() => JSON.parse(all.stdout) as unknown)
      assert.deepEqual(
        server.requests.map(({target}) => target),
        asked,
      )
      assert.deepEqual(
        server.requests.map(refusalOf),
        asked.map(() => undefined),
      )
    })
  }

  it('tells a marker that comes again, and a service that does not heed the offset', async () => {
    await start([
      answer({security_groups: named(0), page_info: {next_marker: 'm'}}),
      answer({security_groups: named(1), page_info: {next_marker: 'm'}}),
    ])
    const repeated = await run(['vpc', 'list-security-groups', '--api-version', 'v3'])
    assert.deepEqual([repeated.exitCode, idsIn(repeated), server.requests.length], [6, ['i0', 'i1'], 2])
    assert.match(repeated.stderr, /^hwc: The service leads back to a page that came already\n/)
    await server.close()
    await start([answer({instances: named(0, 1)})])
    const ignored = await run(['rds', 'list-instances'])
    assert.deepEqual([ignored.exitCode, idsIn(ignored), server.requests.length], [6, ['i0', 'i1'], 2])
    assert.match(
      ignored.stderr,
      /^hwc: The service answered with the same page again: it does not heed the parameter offset\n/,
    )
  })

  it('keeps what came where a page fails, and says how to go on', async () => {
    await start([answer({instances: named(0, 1)}), {status: 500, body: '{"error_code": "X.1", "error_msg": "no"}'}])
    const {stdout, stderr, exitCode} = await run(['rds', 'list-instances'])
    assert.deepEqual([exitCode, idsIn({stdout})], [6, ['i0', 'i1']])
    assert.throws(() => JSON.parse(stdout) as unknown)
    assert.match(stderr, /^hwc: no\n[^]*2 items of 1 page came before that; go on with --offset 2\.\n$/)
  })

  it('asks nobody where --max-items is no number of items', async () => {
    await start([])
    for (const most of ['0', '-1', 'abc', '1e3', '']) {
      const {stdout, stderr, exitCode} = await run(['vpc', 'list-vpcs', `--max-items=${most}`])
      assert.deepEqual(
        [stdout, stderr.split('\n')[0], exitCode],
        ['', 'hwc: --max-items: expected a whole number from 1', 2],
      )
    }
    assert.deepEqual(server.requests, [])
  })

  it('pages in the sandbox', async () => {
    await start([])
    const all = await run(['vpc', 'list-vpcs', '--limit', '2', '--profile', 'sandbox'])
    assert.deepEqual([all.exitCode, new Set(idsIn(all)).size], [0, 5])
  })

  it('finishes the page in flight after a SIGINT, asks for no other, and says how to go on', async () => {
    await start((_, index) => ({...answer({instances: named(index)}), delay: index === 1 ? 700 : 0}))
    const hwc = startHwc(['rds', 'list-instances', '--all-pages'], {env: environment(server.url, home), cwd: home})
    await hwc.until('stdout', /i0/)
    while (server.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 10))
    hwc.child.kill('SIGINT')
    assert.equal(await hwc.ended, 130)
    assert.deepEqual(idsIn({stdout: hwc.stdout()}), ['i0', 'i1'])
    assert.throws(() => JSON.parse(hwc.stdout()) as unknown)
    assert.equal(
      hwc.stderr(),
      'hwc: finishing the call in flight; once more ends it at once\n' +
        'hwc: interrupted: 2 items of 2 pages came before that; go on with --offset 2\n',
    )
    assert.equal(server.requests.length, 2)
  })

  it('ends quietly where nobody reads on, and asks for no more pages', async function () {
    if (process.platform === 'win32') this.skip()
    // A page is more than a pipe holds.
    await start((_, index) => answer({instances: [{id: `i${index}`, text: 'x'.repeat(200_000)}]}))
    const script = 'hwc rds list-instances --all-pages | head -1; true'
    const {stdout, stderr} = await runShell(script, {home, env: environment(server.url, home)})
    assert.deepEqual([stdout, stderr], ['{\n', ''])
    assert.equal(server.requests.length, 1)
  })

  it('holds one page at a time: 100,000 items of 1,000 pages need no more memory than a few', async () => {
    const items = (from: number): readonly object[] =>
      Array.from({length: 100}, (_, at) => ({id: `i${from + at}`, name: `name-${from + at}`, more: 'x'.repeat(200)}))
    await start((request) => {
      const from = Number(parameter(request, 'offset') ?? 0)
      return answer({instances: items(from), total_count: 100_000})
    })
    const {stdout, stderr, exitCode} = await run(['rds', 'list-instances'], {
      env: {NODE_OPTIONS: '--max-old-space-size=32'},
      timeout: 50_000,
    })
    assert.deepEqual([stderr, exitCode, server.requests.length], ['', 0, 1000])
    const {instances} = JSON.parse(stdout) as {instances: readonly {id: string}[]}
    assert.deepEqual([instances.length, instances.at(-1)?.id], [100_000, 'i99999'])
  })

  describe('with a hostile link to the next page', () => {
    let other: LocalServer
    before(function () {
      // Only there is all of 127.0.0.0/8 this machine without further ado.
      if (process.platform !== 'linux') this.skip()
    })
    beforeEach(async () => {
      other = await startLocalServer([answer({users: []})], '127.0.0.2')
    })
    afterEach(async () => {
      await other.close()
    })

    it('sends nothing to anybody, and fails', async () => {
      const elsewhere = `127.0.0.2:${other.port}`
      const links = (host: string): readonly string[] => [
        `http://${elsewhere}/v3/users`,
        `https://${host}/v3/users`,
        `HTTP://${elsewhere}/v3/users`,
        `http://${host}@${elsewhere}/v3/users`,
        `http://${elsewhere}#@${host}/v3/users`,
        `http://${host}#@${elsewhere}/`,
        `http://me:secret@${host}/v3/users`,
        `http://${host}.${elsewhere}/v3/users`,
        `http://${host}\\@${elsewhere}/v3/users`,
        `http:\\\\${elsewhere}\\v3\\users`,
        `http:${elsewhere}/v3/users`,
        `http:///${elsewhere}/v3/users`,
        `http:////${elsewhere}/v3/users`,
        `//${elsewhere}/v3/users`,
        `//${host}/v3/users`,
        `/\\${elsewhere}/v3/users`,
        `\\\\${elsewhere}\\v3\\users`,
        `/\t/${elsewhere}/v3/users`,
        `@${elsewhere}/v3/users`,
        `:80@${elsewhere}/v3/users`,
        `${elsewhere}/v3/users`,
        'javascript:alert(1)',
        'file:///etc/passwd',
        '/v3/../users',
        '/v3/%2e%2e/users',
        '/v3/.%2E/users',
        '/v3/users/..',
        '/v3/users/.',
        '/v3/users#x',
        '/v3/users?a=1#x',
        '/v3/users\r\nHost: elsewhere',
        '/v3/users?a=1\r\nX-Injected: yes',
        '/v3/users?a=1\n',
        '/v3/users\0',
        '/v3/users\u007f',
        '/v3/us ers',
        '/v3/usérs',
        '/v3/users?a=%zz',
        'v3/users',
        ' /v3/users',
        '#',
      ]
      let link = ''
      await start((_, index) => answer({users: named(index), links: {next: link}}))
      const host = new URL(server.url).host
      const passed: unknown[] = []
      for (link of links(host)) {
        const asked = server.requests.length
        const {stderr, exitCode, stdout} = await run(['iam', 'keystone-list-users'])
        const isRefused =
          exitCode === 6 &&
          /^hwc: The link to the next page [^\n]*: it is not followed\n/.test(stderr) &&
          stdout.includes('"i') &&
          server.requests.length === asked + 1
        if (!isRefused) passed.push({link, stderr, exitCode, asked: server.requests.slice(asked)})
      }
      assert.deepEqual(passed, [])
      assert.deepEqual(other.requests, [])
    })

    it('sends what is only odd where it was signed for', async () => {
      const queries = [
        `u=http://127.0.0.2:${other.port}/`,
        `a=//127.0.0.2:${other.port}&b=@127.0.0.2`,
        'a=%0d%0aHost:%20elsewhere',
        'a=..%2f..%2fb&c=/../d',
        'a=b c'.replace(' ', '+'),
        'z=1&a=2&z=0',
        'a=%E4%BD%A0&b=é',
      ]
      let query = ''
      await start((_, index) =>
        answer({users: named(index), links: {next: index % 2 === 0 ? `${server.url}/v3/users?${query}` : null}}),
      )
      for (query of queries) {
        const {stderr, exitCode} = await run(['iam', 'keystone-list-users'])
        assert.deepEqual([query, stderr, exitCode], [query, '', 0])
      }
      assert.equal(server.requests.length, 2 * queries.length)
      assert.deepEqual(
        server.requests.map(refusalOf),
        server.requests.map(() => undefined),
      )
      assert.deepEqual(
        server.requests.map(({headers}) => headers.host),
        server.requests.map(() => new URL(server.url).host),
      )
      assert.deepEqual(other.requests, [])
    })
  })
})
