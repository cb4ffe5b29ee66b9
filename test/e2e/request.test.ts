import assert from 'node:assert/strict'
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {batchEnvironment} from '../support/batch-lines.js'
import {type AnswerScript, type LocalServer, startLocalServer} from '../support/local-server.js'
import {type CommandOptions, type CommandRun, runCommand} from '../support/run-command.js'

const json = {'content-type': 'application/json', 'x-request-id': 'r-1'}

describe('hwc request', () => {
  let server: LocalServer
  let home: string
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'hwc-request-'))
  })
  afterEach(async () => {
    await server.close()
    await rm(home, {recursive: true})
  })

  const serve = async (
    script: AnswerScript = [{headers: json, body: '{"id":12345678901234567890}'}],
  ): Promise<void> => {
    server = await startLocalServer(script)
  }
  const request = async (words: readonly string[], options: CommandOptions = {}): Promise<CommandRun> =>
    runCommand(['request', ...words], {
      home,
      ...options,
      env: {...batchEnvironment, HWC_ENDPOINT: server.url, ...options.env},
    })

  it('signs a call to any path and shows the answer as that of an operation', async () => {
    await serve()
    const {stdout, stderr, exitCode} = await request([
      'get',
      '/v9/{project_id}/things?b=2%2F&a=x',
      '--service',
      'vpc',
      '--param',
      'limit=1',
      '--param',
      'a=y z',
      '--header',
      'X-Language: en-us',
      '-o',
      'yaml',
    ])
    assert.deepEqual({stdout, stderr, exitCode}, {stdout: 'id: 12345678901234567890\n', stderr: '', exitCode: 0})
    const [sent] = server.requests
    assert.ok(sent)
    const {method, target, headers} = sent
    assert.deepEqual(
      [method, target, headers['x-language'], headers['x-project-id'], headers['content-type']],
      [
        'GET',
        '/v9/0123456789abcdef0123456789abcdef/things?a=x&a=y%20z&b=2%2F&limit=1',
        'en-us',
        '0123456789abcdef0123456789abcdef',
        'application/json',
      ],
    )
    assert.match(headers.authorization ?? '', /^SDK-HMAC-SHA256 Access=BATCHACCESSKEY, SignedHeaders=.*x-language/)
  })

  it('sends a body from the command line, a file or stdin, byte for byte', async () => {
    await serve()
    await writeFile(join(home, 'body.json'), '{ "n": 1.10 }\n')
    await writeFile(join(home, 'body.bin'), Buffer.from([0, 255, 1]))
    const words = ['POST', '/v1/things', '--service', 'vpc', '--body']
    await request([...words, '{"a" : 1}'])
    await request([...words, `file://${join(home, 'body.json')}`])
    await request([...words, '-'], {stdin: '{"stdin":true}'})
    await request([...words, `file://${join(home, 'body.bin')}`, '--header', 'Content-Type: application/octet-stream'])
    assert.deepEqual(
      server.requests.map(({body}) => body),
      [
        Buffer.from('{"a" : 1}'),
        Buffer.from('{ "n": 1.10 }\n'),
        Buffer.from('{"stdin":true}'),
        Buffer.from([0, 255, 1]),
      ],
    )
    assert.equal(server.requests[3]?.headers['x-sdk-content-sha256'], 'UNSIGNED-PAYLOAD')
  })

  it('tells of an error as an operation does', async () => {
    await serve([{status: 404, headers: json, body: '{"error_code":"X.1","error_msg":"not here"}'}])
    const {stdout, stderr, exitCode} = await request(['DELETE', '/v1/things/1', '--service', 'vpc'])
    assert.deepEqual([stdout, exitCode], ['', 10])
    assert.equal(stderr, 'hwc: not here\n  (request DELETE, region cn-north-4, status 404, code X.1, request id r-1)\n')
  })

  it('saves an answer as it comes, and shows its head', async () => {
    await serve([{headers: {'content-type': 'image/png'}, body: Buffer.from([137, 80, 255])}])
    const words = ['GET', '/v1/picture', '--service', 'vpc', '--output-file', 'picture.png']
    assert.equal((await request(words)).exitCode, 0)
    assert.deepEqual(await readFile(join(home, 'picture.png')), Buffer.from([137, 80, 255]))
    const {stdoutBytes} = await request(['GET', '/v1/picture', '--service', 'vpc', '--output-file', '-'])
    assert.deepEqual(stdoutBytes, Buffer.from([137, 80, 255]))
  })

  it('goes to any host that --endpoint names, without a service', async () => {
    await serve()
    const {exitCode} = await request(['GET', '/x', '--endpoint', server.url], {env: {HWC_ENDPOINT: ''}})
    assert.deepEqual([exitCode, server.requests[0]?.target], [0, '/x'])
  })

  it('brings a signature of its own, and needs no keys then', async () => {
    await serve()
    await request(['GET', '/x', '--service', 'vpc', '--endpoint', server.url, '--header', 'Authorization: Mine'], {
      env: {HUAWEICLOUD_SDK_AK: '', HUAWEICLOUD_SDK_SK: ''},
    })
    assert.equal(server.requests[0]?.headers.authorization, 'Mine')
  })

  it('shows the request with --preview, secrets masked, and sends nothing', async () => {
    await serve()
    const {stdout, exitCode} = await request([
      'POST',
      '/v1/x?token=hidden',
      '--service',
      'vpc',
      '--body',
      '{"password":"hidden","name":"x"}',
      '--header',
      'X-Auth-Token: hidden',
      '--preview',
    ])
    assert.equal(exitCode, 0)
    assert.ok(!stdout.includes('hidden'), stdout)
    assert.match(stdout, /^POST http:\/\/127\.0\.0\.1:\d+\/v1\/x\?token=\*\*\*\n[^]*"name": "x"/)
    assert.equal(server.requests.length, 0)
  })

  it('shows it as a command of curl with --preview=curl, wherever that stands', async () => {
    const words = ['request', 'GET', '/v1/x', '--endpoint', 'https://things.example.com', '--project-id', 'p']
    const after = await runCommand([...words, '--preview=curl'], {home})
    assert.deepEqual([after.exitCode, after.stderr], [0, ''])
    assert.ok(after.stdout.startsWith('curl --request GET https://things.example.com/v1/x \\\n'), after.stdout)
    assert.deepEqual(await runCommand(['--preview=curl', ...words], {home}), after)
    const plain = await runCommand(['--preview', ...words], {home})
    assert.ok(plain.stdout.startsWith('GET https://things.example.com/v1/x\n'), plain.stdout)
    const wrong = await runCommand([...words, '--preview=crul'], {home})
    assert.deepEqual([wrong.exitCode, wrong.stderr], [2, 'hwc: --preview: "crul" is not curl; did you mean curl?\n'])
  })

  it('works against the sandbox', async () => {
    await serve()
    const {stdout, exitCode} = await runCommand(
      ['request', 'GET', '/v1/{project_id}/vpcs', '--service', 'vpc', '--profile', 'sandbox'],
      {home},
    )
    assert.equal(exitCode, 0)
    assert.ok(Array.isArray((JSON.parse(stdout) as {vpcs: unknown}).vpcs))
  })

  for (const [path, message] of [
    ['v1/x', 'PATH does not start with a slash'],
    ['//other.host/x', 'PATH starts with two slashes'],
    ['/v1/../x', 'PATH holds a segment of dots (. or ..)'],
    ['/v1/%2e%2E/x', 'PATH holds a segment of dots (. or ..)'],
    ['/v1\\x', 'PATH holds a backslash, a blank or a control character'],
    ['/v1/a b', 'PATH holds a backslash, a blank or a control character'],
    ['/v1/a\tb', 'PATH holds a backslash, a blank or a control character'],
    ['/v1/x#y', 'PATH holds a fragment (#)'],
    ['/v1/ä', 'PATH holds characters that must be percent-encoded'],
    ['/v1/{vpc_id}', 'PATH: only {project_id} and {domain_id} are filled in'],
    ['/v1/x?a=%zz', 'PATH: its query holds a % that begins no escape'],
    ['https://other.host/x', 'PATH is a whole URL: give its scheme and host by --endpoint'],
    ['@other.host/x', 'PATH does not start with a slash'],
  ] as const) {
    it(`refuses the path ${JSON.stringify(path)} before anything is sent`, async () => {
      await serve()
      const {stderr, exitCode} = await request(['GET', path, '--service', 'vpc'])
      assert.deepEqual([exitCode, stderr.split('\n')[0], server.requests.length], [2, `hwc: ${message}`, 0])
    })
  }

  it('sends an at sign and a colon to the host that it signs for', async () => {
    await serve()
    await request(['GET', '/@other.host:1/x', '--service', 'vpc'])
    assert.deepEqual(
      server.requests.map(({target, headers}) => [target, headers.host]),
      [['/@other.host:1/x', server.url.slice('http://'.length)]],
    )
  })

  for (const [what, words, message] of [
    ['a method', ['FETCH', '/x'], 'hwc: METHOD: expected GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE'],
    ['a parameter without a value', ['GET', '/x', '--param', 'secret'], 'hwc: --param: expected NAME=VALUE'],
    ['a header without a value', ['GET', '/x', '--header', 'secret'], 'hwc: --header: expected NAME: VALUE'],
    ['a name of a header', ['GET', '/x', '--header', 'a b: c'], 'hwc: --header: this is no name of a header'],
    ['a header of two lines', ['GET', '/x', '--header', 'a: b\r\nc: d'], 'hwc: The header a holds a control character'],
    [
      'a service',
      ['GET', '/x', '--service', 'vcp'],
      'hwc: There is no service vcp; did you mean one of hwc vcm, hwc vpc?',
    ],
    ['a version', ['GET', '/x', '--api-version', 'v9'], 'hwc: vpc has no version v9, only v2, v3'],
    ['a file', ['GET', '/x', '--body', 'file:///nothing'], undefined],
  ] as const) {
    it(`refuses ${what} that is none`, async () => {
      await serve()
      const service = words.includes('--service' as never) ? [] : ['--service', 'vpc']
      const {stderr, exitCode} = await request([...words, ...service])
      assert.deepEqual([exitCode, server.requests.length], [message === undefined ? 13 : 2, 0])
      if (message !== undefined) assert.equal(stderr.split('\n')[0], message)
    })
  }

  it('asks where the request goes', async () => {
    await serve()
    const {stderr, exitCode} = await request(['GET', '/x'], {env: {HWC_ENDPOINT: ''}})
    assert.equal(exitCode, 2)
    assert.equal(
      stderr,
      'hwc: --service is missing: where does the request go?\n  Name the service with --service, or the host with --endpoint.\n',
    )
  })
})
