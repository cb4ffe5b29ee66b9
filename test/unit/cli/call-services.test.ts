import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type ReplyHeaders} from 'nock'
import {cloudAt, interceptRequests} from '../../support/intercept.js'
import {closedPort, type LocalServer, startServer} from '../../support/recording-server.js'
import {type CommandOptions, type CommandRun, runCommand} from '../../support/run-command.js'

const vpc = 'https://vpc.cn-north-4.myhuaweicloud.com'
const iam = 'https://iam.cn-north-4.myhuaweicloud.com'
const now = (): Date => new Date('2026-03-04T05:06:07Z')

const keys = {HUAWEICLOUD_SDK_AK: 'TESTACCESSKEY', HUAWEICLOUD_SDK_SK: 'test-secret-key'}
const account = {...keys, HUAWEICLOUD_SDK_PROJECT_ID: 'p0', HWC_REGION: 'cn-north-4'}

const listVpcs = ['vpc', 'list-vpcs', '--limit', '1']

/** A refusal as services write it. */
const refusal = (code: string, message: string) => ({error_code: code, error_msg: message})

const notResolved = Object.assign(new Error('getaddrinfo'), {code: 'ENOTFOUND'})

describe('A call from this process to the cloud', () => {
  interceptRequests()

  let breaking: LocalServer
  before(async () => {
    breaking = await startServer((response) => {
      response.writeHead(200, {'Content-Type': 'image/png', 'Content-Length': '10'})
      response.write('half')
      setTimeout(() => response.destroy(), 30)
    })
  })
  after(async () => {
    await breaking.close()
  })

  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'hwc-home-'))
  })
  afterEach(() => {
    rmSync(home, {recursive: true, force: true})
  })

  const run = async (words: readonly string[], {env = account, ...more}: CommandOptions = {}) => {
    const {stdout, stderr, exitCode}: CommandRun = await runCommand(words, {env, home, now, ...more})
    return {stdout, stderr, exitCode}
  }

  it('goes signed to the endpoint of the region, and shows the answer', async () => {
    cloudAt(vpc, {
      reqheaders: {
        host: 'vpc.cn-north-4.myhuaweicloud.com',
        'x-project-id': 'p0',
        'x-sdk-date': '20260304T050607Z',
        authorization:
          /^SDK-HMAC-SHA256 Access=TESTACCESSKEY, SignedHeaders=[a-z;-]*host[a-z;-]*, Signature=[\da-f]{64}$/,
      },
    })
      .get('/v1/p0/vpcs?limit=1')
      .reply(200, '{"vpcs": [{"id": "v1", "size": 12345678901234567890}]}', {'Content-Type': 'application/json'})
    assert.deepEqual(await run(listVpcs), {
      stdout: '{\n  "vpcs": [\n    {\n      "id": "v1",\n      "size": 12345678901234567890\n    }\n  ]\n}\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('sends a body and gives the status its exit code', async () => {
    cloudAt(vpc, {reqheaders: {'content-type': 'application/json;charset=utf-8'}})
      .post('/v1/p0/vpcs', {vpc: {name: 'demo', cidr: '10.0.0.0/16'}})
      .reply(409, refusal('VPC.0101', 'Router already exists'), {'X-Request-Id': 'r1'})
    assert.deepEqual(await run(['vpc', 'create-vpc', '--vpc.name', 'demo', '--vpc.cidr', '10.0.0.0/16']), {
      stdout: '',
      stderr:
        'hwc: Router already exists\n' +
        '  (vpc create-vpc, region cn-north-4, status 409, code VPC.0101, request id r1)\n',
      exitCode: 5,
    })
  })

  it('asks IAM once for the project, and knows it in the next run', async () => {
    const env = {...keys, HWC_REGION: 'cn-north-4'}
    cloudAt(iam, {badheaders: ['x-project-id']})
      .get('/v3/projects?name=cn-north-4')
      .once()
      .reply(200, {projects: [{id: 'looked-up', name: 'cn-north-4'}]})
    cloudAt(vpc, {reqheaders: {'x-project-id': 'looked-up'}})
      .get('/v1/looked-up/vpcs?limit=1')
      .twice()
      .reply(200, {vpcs: []})
    const expected = {stdout: '{\n  "vpcs": []\n}\n', stderr: '', exitCode: 0}
    assert.deepEqual([await run(listVpcs, {env}), await run(listVpcs, {env})], [expected, expected])
  })

  it('tells what IAM says of the project that it looked for', async () => {
    cloudAt(iam)
      .get('/v3/projects?name=cn-north-4')
      .reply(403, {error: {code: 'IAM.0011', message: 'Not allowed'}}, {Date: 'Wed, 04 Mar 2026 05:06:07 GMT'})
    const {exitCode, stderr} = await run(listVpcs, {env: {...keys, HWC_REGION: 'cn-north-4'}})
    assert.equal(exitCode, 12)
    assert.match(stderr, /^hwc: Cannot look up the project of cn-north-4: Not allowed\n/)
    assert.match(stderr, /status 403, code IAM\.0011/)
    assert.match(stderr, /\n {2}Give the project with --project-id, or in the source of the keys\.\n/)
  })

  it('tells why IAM was asked where it cannot be', async () => {
    const away = `http://127.0.0.1:${await closedPort()}`
    const env = {...keys, HWC_REGION: 'cn-north-4', HUAWEICLOUD_SDK_IAM_ENDPOINT: away, HWC_RETRIES: '0'}
    for (const [words, what, flag] of [
      [listVpcs, 'the project of cn-north-4', '--project-id'],
      [['iam', 'keystone-list-users'], 'the account', '--account-domain-id'],
    ] as const) {
      const {exitCode, stderr} = await run(words, {env})
      assert.equal(exitCode, 7)
      assert.ok(stderr.startsWith(`hwc: Cannot look up ${what}: Connection to ${away.slice(7)} refused.\n`), stderr)
      assert.ok(stderr.includes(`  Give the ${what.split(' ')[1] ?? ''} with ${flag}`), stderr)
    }
  })

  it('goes to the second endpoint of a region where the first does not resolve', async () => {
    const target = '/v3/p0/trackers'
    cloudAt('https://cts.cn-north-4.myhuaweicloud.com').get(target).replyWithError(notResolved)
    cloudAt('https://cts.cn-north-4.myhuaweicloud.cn', {reqheaders: {host: 'cts.cn-north-4.myhuaweicloud.cn'}})
      .get(target)
      .reply(200, {trackers: []})
    assert.deepEqual(await run(['cts', 'list-trackers']), {
      stdout: '{\n  "trackers": []\n}\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('names every endpoint of a region where none resolves', async () => {
    const target = '/v3/p0/trackers'
    cloudAt('https://cts.cn-north-4.myhuaweicloud.com').get(target).replyWithError(notResolved)
    cloudAt('https://cts.cn-north-4.myhuaweicloud.cn').get(target).replyWithError(notResolved)
    assert.deepEqual(await run(['cts', 'list-trackers']), {
      stdout: '',
      stderr:
        'hwc: Could not resolve host cts.cn-north-4.myhuaweicloud.com; ' +
        'Could not resolve host cts.cn-north-4.myhuaweicloud.cn.\n' +
        '  (cts list-trackers, region cn-north-4)\n' +
        '  Check the region and the endpoint, and the network of this machine.\n',
      exitCode: 7,
    })
  })

  const retried: readonly {status: number; headers?: ReplyHeaders; pause: number; exitCode: number}[] = [
    {status: 500, pause: 250, exitCode: 6},
    {status: 503, headers: {'Retry-After': '7'}, pause: 7000, exitCode: 6},
    {status: 429, headers: {'Retry-After': '2'}, pause: 2000, exitCode: 11},
  ]
  for (const {status, headers = {}, pause, exitCode} of retried) {
    it(`tries a ${status} again, and takes the answer that comes then`, async () => {
      const pauses: number[] = []
      cloudAt(vpc).get('/v1/p0/vpcs?limit=1').reply(status, refusal('X.1', 'Busy'), headers)
      cloudAt(vpc).get('/v1/p0/vpcs?limit=1').reply(200, {vpcs: []})
      const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void pauses.push(milliseconds))
      const {stdout, exitCode: code} = await run(listVpcs, {sleep})
      assert.deepEqual([stdout, code, pauses], ['{\n  "vpcs": []\n}\n', 0, [pause]])
    })

    it(`ends with ${exitCode} where every try is answered ${status}`, async () => {
      cloudAt(vpc).get('/v1/p0/vpcs?limit=1').twice().reply(status, refusal('X.1', 'Busy'), headers)
      const {stdout, stderr, exitCode: code} = await run([...listVpcs, '--retries', '1'])
      assert.deepEqual([stdout, code], ['', exitCode])
      assert.equal(
        stderr.split('\n').slice(-4).join('\n'),
        `hwc: Busy\n  (vpc list-vpcs, region cn-north-4, status ${status}, code X.1)\n  It was tried 2 times.\n`,
      )
    })
  }

  it('tries a 404 once, and ends with 10', async () => {
    cloudAt(vpc).get('/v1/p0/vpcs/gone').reply(404, refusal('VPC.0202', 'Query resource by id fail.'))
    assert.deepEqual(await run(['vpc', 'show-vpc', '--vpc-id', 'gone']), {
      stdout: '',
      stderr: 'hwc: Query resource by id fail.\n' + '  (vpc show-vpc, region cn-north-4, status 404, code VPC.0202)\n',
      exitCode: 10,
    })
  })

  it('goes nowhere without a region, and lists those of the service', async () => {
    const {stdout, stderr, exitCode} = await run(listVpcs, {env: {...keys, HUAWEICLOUD_SDK_PROJECT_ID: 'p0'}})
    assert.deepEqual([stdout, exitCode], ['', 3])
    assert.match(stderr, /^hwc: No region is set; vpc has (?:[a-z]+-[a-z]+-\d+, )*cn-north-4(?:, [\w-]+)*\.?\n/)
    assert.match(
      stderr,
      /\n {2}Give --region, set HWC_REGION, or write region to the \[hwc\] section of the profile\.\n$/,
    )
  })

  it('says on a terminal that a table would be empty, and is silent elsewhere', async () => {
    const empty = {stdout: '', exitCode: 0}
    const words = [...listVpcs, '--output', 'table']
    const note = 'hwc: the answer has no entries\n'
    const cases: readonly (readonly [string, CommandOptions, readonly string[]])[] = [
      [note, {terminal: 80}, words],
      ['', {terminal: 80}, [...words, '--quiet']],
      ['', {}, words],
    ]
    for (const [stderr, options, typed] of cases) {
      cloudAt(vpc).get('/v1/p0/vpcs?limit=1').reply(200, '{"vpcs": []}', {'Content-Type': 'application/json'})
      assert.deepEqual(await run(typed, options), {...empty, stderr})
    }
  })

  it('says of an error that is mere data that it is one', async () => {
    cloudAt(vpc).get('/v1/p0/vpcs?limit=1').reply(409, '{}')
    assert.deepEqual(await run(listVpcs), {
      stdout: '',
      stderr: 'hwc: The service answered 409: {}\n  (vpc list-vpcs, region cn-north-4, status 409)\n',
      exitCode: 5,
    })
    cloudAt(vpc).get('/v1/p0/vpcs?limit=1').reply(409, '<html><h1>Conflict</h1></html>', {'Content-Type': 'text/html'})
    const {stderr} = await run(listVpcs)
    assert.match(stderr, /^hwc: The service answered 409: <html><h1>Conflict<\/h1><\/html>\n/)
  })

  it('says of refused credentials where they came from', async () => {
    cloudAt(vpc)
      .get('/v1/p0/vpcs?limit=1')
      .reply(403, refusal('VPC.0002', 'Not allowed'), {Date: 'Wed, 04 Mar 2026 05:06:07 GMT'})
    assert.deepEqual(await run(listVpcs), {
      stdout: '',
      stderr:
        'hwc: Not allowed\n' +
        '  (vpc list-vpcs, region cn-north-4, status 403, code VPC.0002)\n' +
        '  The credentials came from the environment.\n',
      exitCode: 12,
    })
  })

  it('fails at once where a Retry-After is longer than what is left of the total time', async () => {
    cloudAt(vpc).get('/v1/p0/vpcs?limit=1').reply(429, refusal('X.1', 'Busy'), {'Retry-After': '30'})
    const {stderr, exitCode} = await run([...listVpcs, '--total-timeout', '20'])
    assert.deepEqual(
      [stderr, exitCode],
      [
        'hwc: Busy\n' +
          '  (vpc list-vpcs, region cn-north-4, status 429, code X.1)\n' +
          '  --total-timeout leaves no time for another try.\n',
        11,
      ],
    )
  })

  it('goes nowhere over plain http beyond this machine, whoever says so', async () => {
    const endpoint = 'http://vpc.cn-north-4.myhuaweicloud.com'
    const told = (source: string): string =>
      `hwc: ${source}: ${endpoint} would show the request to everyone on the way.\n`
    const typed = await run([...listVpcs, '--endpoint', endpoint])
    const set = await run(listVpcs, {env: {...account, HWC_ENDPOINT: endpoint}})
    assert.deepEqual([typed.exitCode, set.exitCode], [2, 3])
    assert.ok(typed.stderr.startsWith(told('--endpoint')), typed.stderr)
    assert.ok(set.stderr.startsWith(told('HWC_ENDPOINT')), set.stderr)
  })

  it('goes nowhere where its answer could not be saved', async () => {
    const words = ['dsc', 'create-image-watermark', '--file', join(home, 'in.png'), '--blind-watermark', 'me']
    writeFileSync(join(home, 'in.png'), 'x')
    mkdirSync(join(home, 'folder'))
    const targets = {
      [home]: 'it is a folder',
      [join(home, 'none/out.png')]: 'there is no such folder',
      [join(home, 'in.png/out.png')]: 'a part of the path is no folder',
    }
    for (const [path, reason] of Object.entries(targets)) {
      assert.deepEqual(await run([...words, '--output-file', path]), {
        stdout: '',
        stderr: `hwc: Cannot write ${path}: ${reason}\n  (dsc create-image-watermark)\n`,
        exitCode: 13,
      })
    }
  })

  it('says of a streamed POST that breaks off that it may have been carried out', async () => {
    writeFileSync(join(home, 'in.png'), 'x')
    const {exitCode, stderr} = await run([
      ...['dsc', 'create-image-watermark', '--file', join(home, 'in.png'), '--blind-watermark', 'me'],
      ...['--output-file', join(home, 'out.png'), '--endpoint', `http://${breaking.host}`],
    ])
    assert.equal(exitCode, 7)
    assert.match(stderr, /^hwc: The connection to 127\.0\.0\.1 broke before the whole answer had come\.\n/)
    assert.match(stderr, /\n {2}The call may have been carried out: look before you repeat it\.\n$/)
  })

  it('goes nowhere with a CA bundle that holds no certificate', async () => {
    const path = join(home, 'ca.pem')
    writeFileSync(path, 'nothing')
    const typed = await run([...listVpcs, '--ca-bundle', path])
    const set = await run(listVpcs, {env: {...account, HWC_CA_BUNDLE: path}})
    assert.deepEqual([typed.exitCode, set.exitCode], [2, 3])
    assert.ok(typed.stderr.startsWith(`hwc: --ca-bundle: ${path} holds no certificate\n`), typed.stderr)
    assert.ok(set.stderr.startsWith(`hwc: HWC_CA_BUNDLE: ${path} holds no certificate\n`), set.stderr)
  })

  it('goes nowhere where an argument is wrong, and needs no account to say so', async () => {
    const {stdout, stderr, exitCode} = await run(['vpc', 'list-vpcs', '--limit', 'many'], {env: {}})
    assert.deepEqual([stdout, exitCode], ['', 2])
    assert.match(stderr, /^hwc: --limit: .*many/)
  })
})
