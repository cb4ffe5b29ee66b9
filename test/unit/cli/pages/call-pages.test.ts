import assert from 'node:assert/strict'
import {type AnswerScript, type LocalServer, startLocalServer} from '../../../support/local-server.js'
import {type CommandOptions, type CommandRun, runCommand} from '../../../support/run-command.js'

const json = {'content-type': 'application/json'}

const vpcs = (...ids: readonly string[]): {headers: typeof json; body: string} => ({
  headers: json,
  body: JSON.stringify({vpcs: ids.map((id) => ({id, price: '1.10'}))}).replaceAll('"1.10"', '1.10'),
})

describe('hwc … --all-pages', () => {
  let server: LocalServer

  const start = async (script: AnswerScript): Promise<void> => {
    server = await startLocalServer(script)
  }
  const run = async (words: readonly string[], options: CommandOptions = {}): Promise<CommandRun> =>
    runCommand(words, {
      ...options,
      env: {
        HUAWEICLOUD_SDK_AK: 'TESTACCESSKEY',
        HUAWEICLOUD_SDK_SK: 'test-secret-key',
        HUAWEICLOUD_SDK_PROJECT_ID: 'p1',
        HWC_REGION: 'cn-north-4',
        HWC_ENDPOINT: server.url,
        HWC_RETRIES: '0',
        ...options.env,
      },
    })
  const asked = (): readonly string[] => server.requests.map(({target}) => target)

  afterEach(async () => {
    await server.close()
  })

  const list = ['vpc', 'list-vpcs', '--all-pages'] as const

  it('shows the items of all pages as one document, digits kept', async () => {
    await start([vpcs('a', 'b'), vpcs('c'), vpcs()])
    const {stdout, stderr, exitCode} = await run([...list, '--limit', '2'])
    assert.deepEqual({stderr, exitCode}, {stderr: '', exitCode: 0})
    const item = (id: string): string => `    {\n      "id": "${id}",\n      "price": 1.10\n    }`
    assert.equal(stdout, `{\n  "vpcs": [\n${['a', 'b', 'c'].map(item).join(',\n')}\n  ]\n}\n`)
    assert.deepEqual(asked(), ['/v1/p1/vpcs?limit=2', '/v1/p1/vpcs?limit=2&marker=b', '/v1/p1/vpcs?limit=2&marker=c'])
  })

  it('shows them as yaml and as a table', async () => {
    await start((_, index) => [vpcs('a'), vpcs('b'), vpcs()][index % 3] ?? {})
    assert.equal(
      (await run([...list, '-o', 'yaml'])).stdout,
      'vpcs:\n  - id: a\n    price: 1.10\n  - id: b\n    price: 1.10\n',
    )
    const {stdout} = await run([...list, '-o', 'table'])
    assert.match(stdout, /│ a  │ 1\.10  │\n│ b  │ 1\.10  │/)
  })

  it('shows an empty list, and says so of an empty table on a terminal', async () => {
    await start([{headers: json, body: '{}'}])
    assert.equal((await run(list)).stdout, '{\n  "vpcs": []\n}\n')
    const table = await run([...list, '-o', 'table'], {terminal: 80})
    assert.deepEqual([table.stdout, table.stderr], ['', 'hwc: the answer has no entries\n'])
  })

  it('ends after --max-items', async () => {
    await start([vpcs('a', 'b'), vpcs('c', 'd')])
    const {stdout} = await run([...list, '--max-items', '3', '-o', 'yaml'])
    assert.deepEqual(stdout.match(/id: \w/g), ['id: a', 'id: b', 'id: c'])
    assert.equal(server.requests.length, 2)
  })

  it('sets the fields of a body', async () => {
    const instances = (...ids: readonly string[]): object => ({
      headers: json,
      body: JSON.stringify({resources: ids.map((id) => ({resource_id: id})), total_count: 3}),
    })
    const tags = [{key: 'a', values: ['b']}]
    await start([instances('a', 'b'), instances('c')])
    const words = [
      'evs',
      'list-volumes-by-tags',
      '--action',
      'filter',
      '--tags',
      '{key: a, values: [b]}',
      '--all-pages',
    ]
    const {stdout, stderr} = await run([...words, '-o', 'yaml'])
    assert.equal(stderr, '')
    assert.deepEqual(stdout.match(/resource_id: \w/g), ['resource_id: a', 'resource_id: b', 'resource_id: c'])
    assert.deepEqual(
      server.requests.map(({body}) => JSON.parse(body.toString()) as unknown),
      [
        {action: 'filter', tags},
        {action: 'filter', offset: 2, tags},
      ],
    )
  })

  it('previews the first request', async () => {
    await start([])
    const {stdout, exitCode} = await run([...list, '--limit', '2', '--preview'])
    assert.equal(exitCode, 0)
    assert.match(stdout, /^GET .*\/v1\/p1\/vpcs\?limit=2/)
    assert.deepEqual(asked(), [])
  })

  describe('where a page fails', () => {
    const failure = {status: 403, headers: json, body: '{"code": "VPC.0011", "message": "not allowed"}'}

    it('keeps what came, as nothing that looks whole, and says how to go on', async () => {
      await start([vpcs('a', "b'c"), failure])
      const {stdout, stderr, exitCode} = await run(list)
      assert.equal(exitCode, 12)
      assert.match(stdout, /"id": "b'c",\n {6}"price": 1\.10\n {4}\}\n$/)
      assert.throws(() => JSON.parse(stdout) as unknown)
      assert.equal(
        stderr,
        'hwc: not allowed\n' +
          '  (vpc list-vpcs, region cn-north-4, status 403, code VPC.0011)\n' +
          '  The credentials came from the environment.\n' +
          `  2 items of 1 page came before that; go on with --marker 'b'\\''c'.\n`,
      )
    })

    it('shows the table of what came', async () => {
      await start([vpcs('a'), vpcs('b'), failure])
      const {stdout, exitCode} = await run([...list, '-o', 'table'])
      assert.equal(exitCode, 12)
      assert.match(stdout, /│ a  │ 1\.10  │\n│ b  │ 1\.10  │/)
    })

    it('says the same in an error that is data', async () => {
      await start([vpcs('a'), failure])
      const {stderr} = await run([...list, '-o', 'json'])
      const {error} = JSON.parse(stderr) as {error: {kind: string; hint: string; exitCode: number}}
      assert.deepEqual(
        {kind: error.kind, exitCode: error.exitCode, last: error.hint.split('\n').at(-1)},
        {kind: 'service', exitCode: 12, last: '1 item of 1 page came before that; go on with --marker a.'},
      )
    })

    it('says nothing more of the first page', async () => {
      await start([failure])
      const {stdout, stderr} = await run(list)
      assert.equal(stdout, '')
      assert.doesNotMatch(stderr, /before that/)
    })

    it('ends with the time of the whole command', async () => {
      await start([vpcs('a'), {...vpcs('b'), delay: 5000}])
      const {stdout, stderr, exitCode} = await run([...list, '--total-timeout', '0.5'])
      assert.equal(exitCode, 7)
      assert.match(stdout, /"id": "a"/)
      assert.match(stderr, /not done within 0\.5 s[^]*go on with --marker a/)
    })

    it('tries a page again', async () => {
      await start([vpcs('a'), {status: 503}, vpcs('b'), vpcs()])
      const {stdout, exitCode} = await run([...list, '--retries', '1', '-o', 'yaml', '--quiet'])
      assert.equal(exitCode, 0)
      assert.deepEqual(stdout.match(/id: \w/g), ['id: a', 'id: b'])
    })
  })

  it('tells a service that does not heed the parameter, after the first page', async () => {
    await start([{headers: json, body: '{"instances": [{"id": "a"}]}'}])
    const {stdout, stderr, exitCode} = await run(['rds', 'list-instances', '--all-pages', '-o', 'yaml'])
    assert.equal(exitCode, 6)
    assert.equal(stdout, 'instances:\n  - id: a\n')
    assert.equal(
      stderr,
      'hwc: The service answered with the same page again: it does not heed the parameter offset\n' +
        '  (rds list-instances, region cn-north-4)\n' +
        '  What came may not be the whole list.\n' +
        '  1 item of 1 page came before that.\n',
    )
  })

  it('takes no redirection and no text for a page', async () => {
    await start([vpcs('a'), {status: 302, headers: {location: '/elsewhere'}}])
    const redirected = await run(list)
    assert.equal(redirected.exitCode, 6)
    assert.match(redirected.stderr, /^hwc: The service answered with 302 in place of a page\n/)
    await server.close()
    await start([vpcs('a'), {headers: {'content-type': 'text/html'}, body: '<p>Sign in</p>'}])
    const text = await run(list)
    assert.equal(text.exitCode, 6)
    assert.match(text.stderr, /^hwc: The answer holds no vpcs: its pages cannot be followed\n/)
  })

  it('warns where the service counts more than came, and warns once of what each answer warns of', async () => {
    const page = (ids: string): object => ({
      status: 200,
      headers: json,
      body: `{"instances": ${ids}, "total_count": 9}`,
    })
    await start([page('[{"id": "a"}]'), page('[{"id": "b"}]'), page('[]')])
    const {stderr, exitCode} = await run(['rds', 'list-instances', '--all-pages'])
    assert.deepEqual([stderr, exitCode], ['hwc: warning: the service counts 9 items, and 2 came\n', 0])
  })

  it('follows links of the same host, signed, and refuses those to another before anything is sent', async () => {
    const users = (next: string | null): object => ({
      headers: json,
      body: JSON.stringify({links: {next}, users: [{id: String(next)}]}),
    })
    await start((_, index) => users(index === 0 ? `${server.url}/v3/users?page=2` : index === 1 ? '?page=3' : null))
    const words = ['iam', 'keystone-list-users', '--all-pages', '--quiet'] as const
    const env = {HUAWEICLOUD_SDK_DOMAIN_ID: 'd1'}
    assert.equal((await run(words, {env})).exitCode, 0)
    assert.deepEqual(asked(), ['/v3/users', '/v3/users?page=2', '/v3/users?page=3'])
    await server.close()
    await start([users('https://elsewhere.example/v3/users?page=2')])
    const {stderr, exitCode} = await run(words, {env})
    assert.equal(exitCode, 6)
    assert.match(
      stderr,
      /^hwc: The link to the next page leads to another host: it is not followed\n.*\n {2}1 item of 1 page came before that\.\n$/,
    )
    assert.equal(server.requests.length, 1)
  })

  it('pages in the sandbox', async () => {
    await start([])
    const {stdout, stderr, exitCode} = await run([...list, '--limit', '2', '--profile', 'sandbox', '-o', 'yaml'])
    assert.equal(exitCode, 0)
    assert.equal(stdout.match(/^ {2}- id: /gm)?.length, 5)
    assert.equal(stderr, 'hwc: sandbox: answered by an emulator on this machine, not by Huawei Cloud\n')
  })

  describe('is refused, and nothing is sent,', () => {
    const refused: readonly (readonly [title: string, words: readonly string[], faults: readonly string[]])[] = [
      [
        'of what has no pages',
        ['vpc', 'show-vpc', '--vpc-id', 'v', '--all-pages'],
        ['--all-pages is for lists that come in pages, and this operation has none'],
      ],
      [
        'of what has paging parameters that nobody can follow, which it names',
        ['dataartsstudio', 'list-apps', '--all-pages', '--workspace', 'w'],
        [
          '--all-pages does not know how the pages of this operation follow each other; page by hand with --limit and --offset',
        ],
      ],
      [
        'of a download',
        ['dsc', 'create-image-watermark', '--file', 'x', '--blind-watermark', 'b', '--all-pages'],
        ['--all-pages is for lists, and the answer of this operation is a file'],
      ],
      [
        'with --include',
        [...list, '--include'],
        ['--all-pages shows the items of many answers, and --include the status and the headers of one'],
      ],
      [
        'where it is turned round',
        ['elb', 'list-load-balancers', '--all-pages', '--page-reverse'],
        ['--all-pages goes forward, and --page-reverse backward'],
      ],
      ['with 0 items', [...list, '--max-items', '0'], ['--max-items: expected a whole number from 1']],
      ['with less than none', [...list, '--max-items', '-1'], ['--max-items: expected a whole number from 1']],
      ['with words for items', [...list, '--max-items', 'abc'], ['--max-items: expected a whole number from 1']],
      ['with half an item', [...list, '--max-items', '1.5'], ['--max-items: expected a whole number from 1']],
      [
        'as --max-items alone',
        ['vpc', 'list-vpcs', '--max-items', '5'],
        ['--max-items counts what --all-pages brings: type that too'],
      ],
      [
        'from a place that is no number',
        ['rds', 'list-instances', '--all-pages', '--offset', '-5'],
        ['--all-pages begins at a whole number, and offset is none'],
      ],
    ]
    for (const [title, words, faults] of refused) {
      it(title, async () => {
        await start([])
        const {stdout, stderr, exitCode} = await run(words)
        assert.deepEqual([stdout, exitCode], ['', 2])
        assert.deepEqual(
          stderr.split('\n').filter((line) => line.startsWith('hwc: --')),
          faults.map((fault) => `hwc: ${fault}`),
        )
        assert.deepEqual(asked(), [])
      })
    }

    it('by hwc request and hwc batch, which have no such flag', async () => {
      await start([])
      for (const words of [
        ['request', 'GET', '/v1/things', '--service', 'vpc'],
        ['batch', '-'],
      ]) {
        const {stderr, exitCode} = await run([...words, '--all-pages'])
        assert.equal(exitCode, 2)
        assert.match(stderr, new RegExp(`^hwc: --all-pages is no flag of hwc ${words[0] ?? ''}\n`))
      }
      const stdin = '{"service": "vpc", "operation": "list-vpcs", "allPages": true}\n'
      const {stdout, exitCode} = await run(['batch', '-'], {stdin})
      assert.equal(exitCode, 9)
      assert.match(stdout, /allPages is no key of a line/)
    })
  })

  it('is as if it had not been typed with =false', async () => {
    await start([vpcs('a')])
    const {stdout} = await run(['vpc', 'list-vpcs', '--all-pages=false', '--include', '-o', 'yaml'])
    assert.match(stdout, /^status: 200\n/)
  })
})
