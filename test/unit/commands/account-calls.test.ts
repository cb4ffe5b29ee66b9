import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {
  type LocalServer,
  type RecordedRequest,
  type ScriptedAnswer,
  startLocalServer,
} from '../../support/local-server.js'
import {closedPort, startServer} from '../../support/recording-server.js'
import {type CommandOptions, type CommandRun, runCommand} from '../../support/run-command.js'

/** An hour from now, as IAM writes it. */
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString().replace('Z', '000Z')

const keysFor = (name: string, expires = inAnHour()): string =>
  JSON.stringify({
    credential: {access: `${name}AK`, secret: `${name}-sk`, securitytoken: `${name}-token`, expires_at: expires},
  })

const accessKeyOf = ({headers}: RecordedRequest): string | undefined =>
  /(?:Access=|Credential=)([^,/]+)/.exec(headers.authorization ?? '')?.[1]

/** What a service, IAM, the metadata service and a pod's answer, all on one port. */
const answerFor = ({method, target, headers}: RecordedRequest): ScriptedAnswer => {
  if (method === 'PUT') return {body: 'metadata-session'}
  if (target === '/openstack/latest/securitykey')
    return headers['x-metadata-token'] === 'metadata-session' ? {body: keysFor('META')} : {status: 401}
  if (target === '/pod')
    return headers.authorization === 'pod-secret-token' ? {body: keysFor('POD')} : {status: 403, body: '{}'}
  if (target.startsWith('/v3/projects'))
    return {body: '{"projects": [{"id": "looked-up-project", "name": "cn-north-4"}]}'}
  return {body: '{"vpcs": []}'}
}

const call = ['vpc', 'list-vpcs', '--limit', '1']

describe('A call', () => {
  let server: LocalServer
  let home: string
  beforeEach(async () => {
    server = await startLocalServer(answerFor)
    home = mkdtempSync(join(tmpdir(), 'hwc-home-'))
  })
  afterEach(async () => {
    await server.close()
    rmSync(home, {recursive: true, force: true})
  })

  const host = (): string => server.url.replace('http://', '')
  const targets = (): readonly string[] => server.requests.map(({method, target}) => `${method} ${target}`)
  const run = async (words: readonly string[], {env = {}, ...more}: CommandOptions = {}): Promise<CommandRun> =>
    runCommand(words, {
      home,
      metadataHost: host(),
      env: {HWC_ENDPOINT: server.url, HWC_REGION: 'cn-north-4', HUAWEICLOUD_SDK_IAM_ENDPOINT: server.url, ...env},
      ...more,
    })
  const write = (path: string, text: string): void => {
    mkdirSync(join(home, path, '..'), {recursive: true, mode: 0o700})
    writeFileSync(join(home, path), text, {mode: 0o600})
  }

  it('takes the keys of the instance where nothing else has any, with the ids of the environment', async () => {
    const {exitCode, stderr} = await run(call, {env: {HUAWEICLOUD_SDK_PROJECT_ID: 'env-project'}})
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.deepEqual(targets(), [
      'PUT /meta-data/latest/api/token',
      'GET /openstack/latest/securitykey',
      'GET /v1/env-project/vpcs?limit=1',
    ])
    const [token, , request] = server.requests
    assert.equal(token?.headers['x-metadata-token-ttl-seconds'], '21600')
    assert.equal(request && accessKeyOf(request), 'METAAK')
    assert.equal(request?.headers['x-security-token'], 'META-token')
  })

  it('keeps the keys of the instance for the next one, and looks the project up with them', async () => {
    await run(call)
    await run(call)
    assert.deepEqual(targets(), [
      'PUT /meta-data/latest/api/token',
      'GET /openstack/latest/securitykey',
      'GET /v3/projects?name=cn-north-4',
      'GET /v1/looked-up-project/vpcs?limit=1',
      'GET /v1/looked-up-project/vpcs?limit=1',
    ])
  })

  it('goes to the metadata service past any proxy', async () => {
    const closed = await closedPort()
    const {exitCode} = await run(call, {
      env: {HTTP_PROXY: `http://127.0.0.1:${closed}`, HWC_PROXY: `http://127.0.0.1:${closed}`},
    })
    assert.equal(exitCode, 0)
  })

  it('never asks the metadata service for a preview', async () => {
    const {exitCode} = await run([...call, '--preview'])
    assert.deepEqual([exitCode, targets()], [0, []])
  })

  it('goes on to the pod where the machine is no instance, and remembers that for five minutes', async () => {
    write('pod-token', ' pod-secret-token\n')
    const env = {
      HC_CONTAINER_CREDENTIALS_FULL_URI: `${server.url}/pod`,
      HC_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(home, 'pod-token'),
      HUAWEICLOUD_SDK_PROJECT_ID: 'p',
    }
    const nobody = `127.0.0.1:${await closedPort()}`
    const {exitCode, stderr} = await run(call, {env, metadataHost: nobody})
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.deepEqual(targets(), ['POST /pod', 'GET /v1/p/vpcs?limit=1'])
    assert.equal(server.requests[0]?.body.toString(), '{}')
    await run(call, {env})
    assert.deepEqual(targets().slice(2), ['GET /v1/p/vpcs?limit=1'], 'a metadata service that answers now is not asked')
  })

  it('says of every source why it had nothing', async () => {
    const {exitCode, stderr} = await run(call, {metadataHost: `127.0.0.1:${await closedPort()}`})
    assert.equal(exitCode, 4)
    assert.match(stderr, /instance metadata: nobody answers: this is no instance of the cloud\n/)
    assert.match(stderr, /pod identity: HC_CONTAINER_CREDENTIALS_FULL_URI and .* are not set\n/)
    const disabled = await run(call, {env: {HWC_DISABLE_METADATA: '1'}})
    assert.match(disabled.stderr, /instance metadata: HWC_DISABLE_METADATA is set\n/)
    assert.deepEqual(targets(), [])
  })

  it('says what an instance without an agency lacks', async () => {
    const bare = await startLocalServer(({method}) =>
      method === 'PUT' ? {status: 404} : {status: 404, body: 'Please configure Cloud Service Agency first'},
    )
    const {exitCode, stderr} = await run(call, {metadataHost: bare.url.replace('http://', '')})
    await bare.close()
    assert.equal(exitCode, 4)
    assert.match(stderr, /instance metadata: the instance has no agency: give it one in the ECS console\n/)
  })

  const keys = {HUAWEICLOUD_SDK_AK: 'OWNAK', HUAWEICLOUD_SDK_SK: 'own-sk'}
  const own = {...keys, HUAWEICLOUD_SDK_PROJECT_ID: 'p'}

  it('passes a trace on, outside of the signature, to IAM too', async () => {
    const HWC_TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    assert.equal((await run(call, {env: {...keys, HWC_TRACE}})).exitCode, 0)
    assert.equal(server.requests.length, 2)
    for (const {headers} of server.requests) {
      assert.equal(headers['traceparent'], HWC_TRACE)
      assert.ok(!String(headers.authorization).includes('traceparent'))
    }
    const preview = await run([...call, '--preview'], {env: {HWC_TRACE}})
    assert.match(preview.stdout, new RegExp(`^traceparent: ${HWC_TRACE}$`, 'm'))
  })

  it('tells its user agent to services with the product in front, to IAM without', async () => {
    await run(call, {env: keys})
    const [lookUp, request] = server.requests.map(({headers}) => headers['user-agent'])
    const id = readFileSync(join(home, '.huaweicloud/application_id'), 'utf8')
    const machine = `os/${process.platform}#test#${process.arch} node/${process.versions.node}; app/${id}`
    assert.deepEqual([lookUp, request], [machine, `hwc/0.0.0; ${machine}`])
  })

  it('goes to the next endpoint at once where a connection is refused', async () => {
    const nobody = `http://127.0.0.1:${await closedPort()}`
    const waits: number[] = []
    const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void waits.push(milliseconds))
    const {exitCode, stderr} = await run([...call, '--endpoint', `${nobody},${server.url}`], {env: own, sleep})
    assert.deepEqual([exitCode, stderr, waits], [0, '', []])
    const all = await run([...call, '--endpoint', `${nobody},${nobody}`, '--retries', '1'], {env: own, sleep})
    assert.equal(all.exitCode, 7)
    assert.match(all.stderr, /^hwc: .*trying again/)
    assert.equal(waits.length, 1)
  })

  it('remembers the endpoint that works for the rest of the process', async () => {
    const plain = await startServer((response) => response.end())
    const line = '{"service": "vpc", "operation": "list-vpcs"}\n'
    const words = ['batch', '-', '--concurrency', '1', '--endpoint', `https://${plain.host},${server.url}`]
    const {exitCode} = await run(words, {env: own, stdin: line.repeat(3)})
    await plain.close()
    assert.deepEqual([exitCode, server.requests.length, plain.connections()], [0, 3, 1])
  })

  const dangers: Readonly<Record<string, (marker: string) => string>> = {
    credential_process: (marker) => `[hwc]\ncredential_process = touch ${marker}\n`,
    source_profile: () => '[hwc]\nagency_name = x\nsource_profile = default\n',
    id_token_file: (marker) => `[basic]\nidp_id = x\nid_token_file = ${marker}\n`,
    log_file: (marker) => `[hwc]\nlog_file = ${marker}\n[basic]\nak = a\nsk = b\n`,
    proxy: () => '[hwc]\nproxy = http://127.0.0.1:9\n[basic]\nak = a\nsk = b\n',
  }
  for (const [key, text] of Object.entries(dangers)) {
    it(`with a profile given as a path that names ${key} is refused, and nothing is started, read or written`, async () => {
      const marker = join(home, 'marker')
      write('ci.ini', text(marker))
      const before = readdirSync(home)
      for (const env of [{}, {HUAWEICLOUD_SDK_CREDENTIALS_FILE: join(home, 'ci.ini')}]) {
        const named = Object.keys(env).length === 0 ? ['--profile', './ci.ini'] : ['--profile', 'default']
        const words = named.map((word) => (word === './ci.ini' ? join(home, 'ci.ini') : word))
        const {exitCode, stderr} = await run([...call, ...words], {env})
        assert.equal(exitCode, 3, stderr)
        assert.match(stderr, new RegExp(`ci\\.ini: .*${key}.* may not come from a file given by its path`))
      }
      assert.deepEqual(server.requests, [])
      assert.deepEqual(readdirSync(home), before)
    })
  }

  const damages: Readonly<Record<string, (path: string) => void>> = {
    empty: (path) => {
      writeFileSync(path, '')
    },
    truncated: (path) => {
      writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40))
    },
    'of another version': (path) => {
      writeFileSync(path, readFileSync(path, 'utf8').replace('"1"', '"99"'))
    },
    'not ours to read': (path) => {
      rmSync(path)
      mkdirSync(path)
    },
    'open to others': (path) => {
      chmodSync(path, 0o666)
    },
    'a link': (path) => {
      renameSync(path, join(home, 'elsewhere'))
      symlinkSync(join(home, 'elsewhere'), path)
    },
  }
  for (const [name, damage] of Object.entries(damages)) {
    it(`works with a file of keys that is ${name}, and fetches them again`, async () => {
      const env = {HUAWEICLOUD_SDK_PROJECT_ID: 'p'}
      await run(call, {env})
      const folder = join(home, '.cache/hwc/keys')
      const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
      assert.equal(files.length, 1)
      damage(join(folder, files[0] ?? ''))
      const {exitCode, stderr} = await run(call, {env})
      assert.deepEqual([exitCode, stderr], [0, ''])
      assert.equal(targets().filter((target) => target === 'GET /openstack/latest/securitykey').length, 2)
      assert.equal(server.requests.map(accessKeyOf).at(-1), 'METAAK')
    })
  }

  it('keeps nothing in a folder of caches that others may write', async () => {
    mkdirSync(join(home, '.cache/hwc'), {recursive: true})
    chmodSync(join(home, '.cache/hwc'), 0o777)
    const {exitCode} = await run(call, {env: {HUAWEICLOUD_SDK_PROJECT_ID: 'p'}})
    assert.equal(exitCode, 0)
    assert.deepEqual(readdirSync(join(home, '.cache/hwc')), [])
    assert.ok(existsSync(join(home, '.huaweicloud/application_id')))
  })
})
