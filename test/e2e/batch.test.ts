import assert from 'node:assert/strict'
import {mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {batchEnvironment, inputLines, outputLines} from '../support/batch-lines.js'
import {type AnswerScript, type LocalServer, startLocalServer} from '../support/local-server.js'
import {type CommandOptions, type CommandRun, runCommand} from '../support/run-command.js'

const listVpcs = (limit: number, more: object = {}) => ({
  service: 'vpc',
  operation: 'list-vpcs',
  params: {limit},
  ...more,
})

const json = {'content-type': 'application/json', 'x-request-id': 'r-1'}
const limitOf = (target: string): number => Number(/limit=(\d+)/.exec(target)?.[1] ?? 0)

describe('hwc batch', () => {
  let server: LocalServer
  let home: string
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'hwc-batch-'))
  })
  afterEach(async () => {
    await server.close()
    await rm(home, {recursive: true})
  })

  const serve = async (script: AnswerScript): Promise<void> => {
    server = await startLocalServer(script)
  }
  const batch = async (
    lines: readonly object[] | string,
    flags: readonly string[] = [],
    options: CommandOptions = {},
  ): Promise<CommandRun> =>
    runCommand(['batch', '-', ...flags], {
      home,
      stdin: typeof lines === 'string' ? lines : inputLines(lines),
      ...options,
      env: {...batchEnvironment, HWC_ENDPOINT: server.url, ...options.env},
    })

  it('answers each line by a line, in the order of the input, whatever comes first', async () => {
    await serve(({target}) => ({
      headers: json,
      body: `{"limit":${target}}`.replace(/\{"limit":.*limit=(\d+)\}/, '{"limit":$1}'),
      delay: 50 - limitOf(target) * 10,
    }))
    const {stdout, stderr, exitCode} = await batch(
      [1, 2, 3, 4].map((limit) => listVpcs(limit, {id: `n${String(limit)}`})),
    )
    assert.deepEqual({stderr, exitCode}, {stderr: '', exitCode: 0})
    const lines = outputLines(stdout)
    assert.deepEqual(
      lines.map(({hash, ...line}) => ({...line, hash: hash.length})),
      [1, 2, 3, 4].map((limit) => ({
        id: `n${String(limit)}`,
        line: limit,
        hash: 16,
        ok: true,
        status: 200,
        requestId: 'r-1',
        response: {limit},
      })),
    )
  })

  it('answers lines as they finish where nobody wants an order', async () => {
    await serve(({target}) => ({body: '{}', delay: 100 - limitOf(target) * 20}))
    const {stdout} = await batch(
      [1, 2, 3, 4].map((limit) => listVpcs(limit)),
      ['--unordered'],
    )
    assert.deepEqual(
      outputLines(stdout).map(({line}) => line),
      [4, 3, 2, 1],
    )
  })

  it('tells of bad lines in lines, goes on with the rest, and answers 9', async () => {
    await serve(({target}) =>
      limitOf(target) === 5
        ? {status: 403, headers: json, body: '{"error_code":"VPC.0001","error_msg":"no"}'}
        : {headers: json, body: '{}'},
    )
    const input =
      inputLines([listVpcs(1), listVpcs(5), {service: 'vpc', operation: 'list-vpcs', params: {limt: 1}}]) +
      'nonsense\n\n' +
      inputLines([{service: 'vpc', operation: 'lst-vpcs'}, listVpcs(1, {profile: 'other'}), listVpcs(2)])
    const {stdout, stderr, exitCode} = await batch(input)
    assert.deepEqual(
      outputLines(stdout).map(({line, ok, status, requestId, error}) => [
        line,
        ok,
        status,
        requestId,
        error?.kind,
        error?.message,
      ]),
      [
        [1, true, 200, 'r-1', undefined, undefined],
        [2, false, 403, 'r-1', 'service', 'no'],
        [3, false, null, null, 'usage', 'limt is no parameter; did you mean limit?'],
        [4, false, null, null, 'usage', 'The line is no JSON: Unexpected character at character 1'],
        [6, false, null, null, 'usage', 'vpc has no operation lst-vpcs; did you mean hwc vpc list-vpcs?'],
        [7, false, null, null, 'usage', 'profile: other is none of those that --profile names'],
        [8, true, 200, 'r-1', undefined, undefined],
      ],
    )
    assert.equal(exitCode, 9)
    assert.match(stderr, /^hwc: 5 of 7 lines failed\.\n {2}Their answers say why\. .*hwc batch - --resume OUT/)
    assert.equal(server.requests.length, 3)
  })

  it('keeps every digit, in both directions', async () => {
    const answer = '{"id":12345678901234567890,"price":1.10,"list":[1e2]}'
    await serve([{headers: json, body: answer}])
    const line =
      '{"service":"vpc","operation":"create-vpc","body":{"vpc":{"name":"x","big":12345678901234567890,"f":1.10}}}\n'
    const {stdout} = await batch(line)
    assert.ok(stdout.includes(`"response":${answer}}`), stdout)
    assert.equal(server.requests[0]?.body.toString(), '{"vpc": {"name": "x", "big": 12345678901234567890, "f": 1.10}}')
  })

  it('puts an answer that is laid out over lines into one', async () => {
    await serve([{headers: json, body: '{\n  "a": 1.10\n}\n'}])
    assert.match((await batch([listVpcs(1)])).stdout, /"response":\{"a":1\.10\}\}\n$/)
  })

  it('takes parameters in any spelling, and a body beside them', async () => {
    await serve([{body: '{}'}])
    await batch(
      [
        {service: 'VPC', operation: 'ListVpcs', params: {Limit: 1, 'query.enterprise-project-id': 'e'}},
        {service: 'vpc', operation: 'list_vpcs', params: {enterpriseProjectId: 'e', limit: 1}},
        {service: 'vpc', operation: 'update-vpc', apiVersion: 'v2', params: {vpc_id: 'v', body: {vpc: {name: 'a'}}}},
        {service: 'vpc', operation: 'update-vpc', apiVersion: 'v2', params: {'vpc-id': 'v', vpc: {name: 'a'}}},
        {
          service: 'vpc',
          operation: 'update-vpc',
          apiVersion: 'v2',
          params: {'path.vpc_id': 'v'},
          body: {vpc: {name: 'a'}},
        },
      ],
      ['--concurrency', '1'],
    )
    const list = '/v1/0123456789abcdef0123456789abcdef/vpcs?enterprise_project_id=e&limit=1'
    const update = '/v1/0123456789abcdef0123456789abcdef/vpcs/v'
    assert.deepEqual(
      server.requests.map(({target, body}) => [target, body.toString()]),
      [
        [list, ''],
        [list, ''],
        [update, '{"vpc": {"name": "a"}}'],
        [update, '{"vpc": {"name": "a"}}'],
        [update, '{"vpc": {"name": "a"}}'],
      ],
    )
  })

  it('sends files of a form below --files, its fields in params or in the body', async () => {
    await serve([{body: 'picture'}])
    await writeFile(join(home, 'demo.jpg'), 'JPEG')
    await writeFile(join(home, 'secret'), 'S')
    const form = {service: 'dsc', operation: 'create-image-watermark'}
    const {stdout} = await batch(
      [
        {...form, params: {file: 'demo.jpg', blind_watermark: 'me'}},
        {...form, body: {file: 'demo.jpg', blind_watermark: 'me'}},
        {...form, params: {file: '../secret', blind_watermark: 'me'}},
        {...form, params: {file: '/etc/hostname', blind_watermark: 'me'}},
        {...form, params: {file: 'file://demo.jpg', blind_watermark: 'me'}},
      ],
      ['--concurrency', '1'],
      {},
    )
    assert.deepEqual(
      outputLines(stdout).map(({ok, response, error}) => [ok, response, error?.kind]),
      [
        [true, {base64: Buffer.from('picture').toString('base64')}, undefined],
        [true, {base64: Buffer.from('picture').toString('base64')}, undefined],
        [false, undefined, 'file'],
        [false, undefined, 'file'],
        [false, undefined, 'file'],
      ],
    )
    assert.equal(server.requests.length, 2)
    for (const {body} of server.requests) {
      assert.match(body.toString(), /name="file"; filename="demo\.jpg"[^]*JPEG/)
      assert.match(body.toString(), /name="blind_watermark"\r\n\r\nme/)
    }
  })

  it('saves streamed answers below --files, and nothing elsewhere', async () => {
    await serve([{body: 'bytes'}])
    const download = {service: 'cce', operation: 'download-chart', params: {chart_id: 'c'}}
    await symlink('/', join(home, 'way'))
    const {stdout} = await batch([
      {...download, outputFile: 'chart.tgz'},
      {...download, outputFile: '../chart.tgz'},
      {...download, outputFile: 'way/tmp/chart.tgz'},
      listVpcs(1, {outputFile: 'vpcs.json'}),
    ])
    assert.deepEqual(
      outputLines(stdout).map(({ok, response, error}) => [ok, response, error?.kind]),
      [
        [true, {outputFile: 'chart.tgz', bytes: 5}, undefined],
        [false, undefined, 'file'],
        [false, undefined, 'file'],
        [false, undefined, 'usage'],
      ],
    )
    assert.equal(await readFile(join(home, 'chart.tgz'), 'utf8'), 'bytes')
    assert.equal(server.requests.length, 1)
  })

  it('checks a line only when the one before it is done where one is called after the other', async () => {
    await serve([{body: 'bytes'}])
    const {stdout, exitCode} = await batch(
      [
        {service: 'cce', operation: 'download-chart', params: {chart_id: 'c'}, outputFile: 'saved.jpg'},
        {service: 'dsc', operation: 'create-image-watermark', params: {file: 'saved.jpg', blind_watermark: 'me'}},
      ],
      ['--concurrency', '1'],
    )
    assert.deepEqual(
      outputLines(stdout).map(({ok}) => ok),
      [true, true],
    )
    assert.equal(exitCode, 0)
    assert.match(server.requests[1]?.body.toString() ?? '', /filename="saved\.jpg"[^]*bytes/)
  })

  it('takes a streamed answer without a file up to 8 MiB', async () => {
    const most = 8 * 1024 * 1024
    await serve(({target}) => ({body: Buffer.alloc(target.includes('big') ? most + 1 : most)}))
    const download = (chart: string) => ({service: 'cce', operation: 'download-chart', params: {chart_id: chart}})
    const {stdout} = await batch([download('small'), download('big')])
    const [small, big] = outputLines(stdout)
    assert.equal(Buffer.from((small?.response as {base64: string}).base64, 'base64').length, most)
    assert.deepEqual([big?.ok, big?.status, big?.error?.message], [false, 200, 'The answer is longer than 8 MiB'])
  })

  it('asks for the id of a project once for each region, and shares connections', async () => {
    await serve(({target}) =>
      target.startsWith('/v3/projects')
        ? {headers: json, body: `{"projects":[{"id":"p-${target.slice(-1)}"}]}`, delay: 20}
        : {headers: json, body: '{}'},
    )
    const lines = Array.from({length: 40}, (_, index) => listVpcs(1, {region: index % 2 ? 'cn-north-4' : 'cn-east-3'}))
    const {exitCode} = await batch(lines, [], {
      env: {HUAWEICLOUD_SDK_PROJECT_ID: '', HUAWEICLOUD_SDK_IAM_ENDPOINT: server.url},
    })
    assert.equal(exitCode, 0)
    const targets = server.requests.map(({target}) => target)
    assert.deepEqual(targets.filter((target) => target.startsWith('/v3/')).sort(), [
      '/v3/projects?name=cn-east-3',
      '/v3/projects?name=cn-north-4',
    ])
    assert.equal(targets.filter((target) => target === '/v1/p-3/vpcs?limit=1').length, 20)
    assert.equal(targets.filter((target) => target === '/v1/p-4/vpcs?limit=1').length, 20)
  })

  it('uses the profiles that --profile names, the first where a line names none', async () => {
    await serve([{body: '{}'}])
    for (const name of ['one', 'two'])
      await writeFile(
        join(home, `${name}.ini`),
        `[basic]\nak = ACCESSKEY${name}\nsk = secret\nproject_id = p-${name}\n[hwc]\nendpoint = ${server.url}\n`,
        {mode: 0o600},
      )
    const [one, two] = [join(home, 'one.ini'), join(home, 'two.ini')]
    const {stdout, exitCode} = await batch(
      [listVpcs(1), listVpcs(2, {profile: two}), listVpcs(3, {profile: one}), listVpcs(4, {profile: 'sandbox'})],
      ['--profile', `${one},${two}`, '--concurrency', '1'],
    )
    assert.equal(exitCode, 9)
    assert.deepEqual(
      outputLines(stdout).map(({ok}) => ok),
      [true, true, true, false],
    )
    assert.deepEqual(
      server.requests.map(({target, headers}) => [target, /Access=(\w+)/.exec(headers.authorization ?? '')?.[1]]),
      [
        ['/v1/p-one/vpcs?limit=1', 'ACCESSKEYone'],
        ['/v1/p-two/vpcs?limit=2', 'ACCESSKEYtwo'],
        ['/v1/p-one/vpcs?limit=3', 'ACCESSKEYone'],
      ],
    )
  })

  it('tries a line again as any call', async () => {
    await serve((_, index) => (index === 0 ? {status: 503} : {body: '{"a":1}'}))
    const {stdout, exitCode} = await batch([listVpcs(1)])
    assert.deepEqual([exitCode, server.requests.length, outputLines(stdout)[0]?.response], [0, 2, {a: 1}])
  })

  it('gives up on a line that is never answered, and only on that', async () => {
    await serve(({target}) => ({body: '{}', delay: limitOf(target) === 3 ? 10_000 : 0}))
    const lines = Array.from({length: 50}, (_, index) => listVpcs(index + 1))
    const {stdout, exitCode} = await batch(lines, ['--read-timeout', '0.3', '--retries', '0'])
    assert.equal(exitCode, 9)
    const answers = outputLines(stdout)
    assert.deepEqual(
      answers.map(({line}) => line),
      lines.map((_, index) => index + 1),
    )
    assert.deepEqual(
      answers.filter(({ok}) => !ok).map(({line, error}) => [line, error?.kind]),
      [[3, 'network']],
    )
  })

  it('ends when --total-timeout does, and says how to go on', async () => {
    await serve([{body: '{}', delay: 200}])
    const lines = Array.from({length: 100}, (_, index) => listVpcs(index + 1))
    const {stdout, stderr, exitCode} = await batch(lines, ['--total-timeout', '0.5', '--concurrency', '2'])
    const answers = outputLines(stdout)
    assert.ok(answers.length < 12, `${String(answers.length)} answers`)
    assert.equal(exitCode, 9)
    assert.match(stderr, /^hwc: The time was up after \d+ lines were answered\.\n {2}.*--resume OUT/)
  })

  it('shows the requests with --preview, and asks nobody', async () => {
    await serve([{}])
    const {stdout, exitCode} = await batch(
      [
        listVpcs(1),
        {service: 'iam', operation: 'create-user', body: {user: {name: 'x', password: 'hidden', domain_id: 'd'}}},
        {service: 'vpc', operation: 'nothing'},
      ],
      ['--preview'],
    )
    const [first, second, third] = outputLines(stdout) as unknown as readonly Record<string, unknown>[]
    assert.deepEqual(
      [first?.['method'], first?.['url'], first?.['line']],
      ['GET', `${server.url}/v1/0123456789abcdef0123456789abcdef/vpcs?limit=1`, 1],
    )
    assert.deepEqual((second?.['body'] as {user: object}).user, {name: 'x', password: '***', domain_id: 'd'})
    assert.equal(third?.['ok'], false)
    assert.deepEqual([exitCode, server.requests.length], [9, 0])
  })

  it('goes on with an output: what is missing and what failed', async () => {
    let isBroken = true
    await serve(({target}) => (isBroken && limitOf(target) % 2 === 0 ? {status: 400} : {body: '{}'}))
    const lines = [1, 2, 3, 4].map((limit) => listVpcs(limit))
    await writeFile(join(home, 'in'), inputLines(lines))
    const run = async (): Promise<CommandRun> =>
      runCommand(['batch', 'in', '--resume', 'out'], {home, env: {...batchEnvironment, HWC_ENDPOINT: server.url}})
    const first = await run()
    assert.deepEqual([first.stdout, first.exitCode], ['', 9])
    assert.match(first.stderr, /The same command again calls the lines without an answer and those that failed\./)
    const whole = await readFile(join(home, 'out'), 'utf8')
    const cut = whole.slice(0, whole.indexOf('\n', whole.indexOf('"line":3')) - 5)
    await writeFile(join(home, 'out'), cut)
    isBroken = false
    const second = await run()
    assert.deepEqual([second.stdout, second.stderr, second.exitCode], ['', '', 0])
    assert.deepEqual(
      outputLines(await readFile(join(home, 'out'), 'utf8')).map(({line, ok}) => [line, ok]),
      [
        [1, true],
        [2, false],
        [2, true],
        [3, true],
        [4, true],
      ],
    )
    assert.deepEqual(server.requests.map(({target}) => limitOf(target)).sort(), [1, 2, 2, 3, 3, 4, 4])
    const third = await run()
    assert.deepEqual([third.exitCode, server.requests.length], [0, 7])
  })

  it('does not go on with another input, and sends nothing', async () => {
    await serve([{body: '{}'}])
    const run = async (lines: readonly object[], file: string): Promise<CommandRun> => {
      await writeFile(join(home, 'in'), inputLines(lines))
      return runCommand(['batch', file, '--resume', 'out'], {
        home,
        stdin: inputLines(lines),
        env: {...batchEnvironment, HWC_ENDPOINT: server.url},
      })
    }
    await run([listVpcs(1), listVpcs(2)], 'in')
    const {stderr, exitCode} = await run([listVpcs(3), listVpcs(1), listVpcs(9)], 'in')
    assert.equal(exitCode, 2)
    assert.match(stderr, /^hwc: Line 1 of the input is not the one that out tells of: the input has changed\n/)
    assert.equal((await run([listVpcs(3), listVpcs(2)], '-')).exitCode, 2)
    assert.equal((await run([listVpcs(1)], 'in')).exitCode, 2)
    assert.equal(server.requests.length, 2)
  })

  it('gives every line to exactly one shard', async () => {
    await serve([{body: '{}'}])
    const lines = Array.from({length: 10}, (_, index) => listVpcs(index + 1))
    const shards = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => batch(lines, ['--shard', shard])))
    assert.deepEqual(
      shards.map(({stdout}) => outputLines(stdout).map(({line}) => line)),
      [
        [1, 4, 7, 10],
        [2, 5, 8],
        [3, 6, 9],
      ],
    )
  })

  it('calls no more often than --rate says, tries included', async () => {
    let index = 0
    await serve(() => ((index += 1) === 1 ? {status: 503} : {body: '{}'}))
    const start = performance.now()
    const {exitCode} = await batch(
      Array.from({length: 9}, () => listVpcs(1)),
      ['--rate', '20'],
      {
        sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      },
    )
    const seconds = (performance.now() - start) / 1000
    assert.deepEqual([exitCode, server.requests.length], [0, 10])
    assert.ok(seconds >= 0.44, `10 tries at 20 a second took ${seconds.toFixed(2)} s`)
  })

  for (const [what, flags, code, message] of [
    ['a profile that is not there', ['--profile', 'nothing'], 2, /no profile nothing/],
    ['a folder that is not there', ['--files', 'nothing'], 13, /there is no such file/],
    ['a wrong share', ['--shard', '3/2'], 2, /--shard: expected I\/N/],
    ['a wrong setting', ['--retries', 'x'], 2, /--retries: expected a whole number/],
    ['no side by side', ['--concurrency', '0'], 2, /concurrency/],
    ['a flag that it does not have', ['--wait'], 2, /--wait/],
    ['an output beside a preview', ['--resume', 'out', '--preview'], 2, /--preview has none/],
  ] as const) {
    it(`refuses ${what} before anything is sent`, async () => {
      await serve([{body: '{}'}])
      const {stdout, stderr, exitCode} = await batch([listVpcs(1)], flags)
      assert.deepEqual([stdout, exitCode, server.requests.length], ['', code, 0])
      assert.match(stderr, message)
    })
  }

  it('refuses an input that it cannot read', async () => {
    await serve([{}])
    const options = {home, env: batchEnvironment}
    assert.deepEqual(
      [
        (await runCommand(['batch', 'nothing'], options)).exitCode,
        (await runCommand(['batch', '.'], options)).exitCode,
      ],
      [13, 13],
    )
    const terminal = await runCommand(['batch', '-'], {...options, terminal: 80})
    assert.equal(terminal.exitCode, 2)
    assert.match(terminal.stderr, /stdin is a terminal/)
  })
})
