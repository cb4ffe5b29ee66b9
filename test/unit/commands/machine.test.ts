import assert from 'node:assert/strict'
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type AnswerScript, type LocalServer, startLocalServer} from '../../support/local-server.js'
import {closedPort} from '../../support/recording-server.js'
import {type CommandOptions, type CommandRun, runCommand} from '../../support/run-command.js'

type Facts = Readonly<Record<string, unknown>>

const dataOf = (run: CommandRun): Facts => JSON.parse(run.stdout) as Facts

const expires = new Date(Date.now() + 3_600_000).toISOString()
const assumed = JSON.stringify({
  credential: {access: 'TEMPAK', secret: 'MARKERTEMP', securitytoken: 'MARKERTOKEN', expires_at: expires},
})

const identity: AnswerScript = ({method, target}) => {
  if (target === '/v3/auth/domains') return {body: '{"domains": [{"id": "d1", "name": "acme"}]}'}
  if (target === '/v5/caller-identity')
    return {body: '{"account_id": "d1", "principal_id": "u1", "principal_urn": "iam::d1:user:alice"}'}
  if (target === '/v3/projects?name=cn-north-4') return {body: '{"projects": [{"id": "p1", "name": "cn-north-4"}]}'}
  if (target === '/v3/projects?name=none') return {body: '{"projects": []}'}
  if (method === 'POST') return {body: assumed}
  return {status: 404, body: '{"error": {"message": "no such thing", "code": 404}}'}
}

/** What `hwc whoami` shows of keys in the environment where nobody can be asked. */
const unasked: Facts = {
  profile: null,
  source: 'the environment',
  accessKeyId: 'AKID***',
  isTemporary: false,
  expires: null,
  accountId: null,
  accountName: null,
  userId: null,
  userName: null,
  principal: null,
  region: 'cn-north-4',
  projectId: 'p9',
}

describe('Commands about the account and the machine', () => {
  let server: LocalServer
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'hwc-home-'))
  })
  afterEach(async () => {
    await server.close()
    rmSync(home, {recursive: true, force: true})
  })

  const keys = {HUAWEICLOUD_SDK_AK: 'AKIDENV', HUAWEICLOUD_SDK_SK: 'MARKERSK'}
  const run = async (words: readonly string[], {env = {}, ...more}: CommandOptions = {}): Promise<CommandRun> => {
    const iam = {HUAWEICLOUD_SDK_IAM_ENDPOINT: server.url, HUAWEICLOUD_SDK_STS_ENDPOINT: server.url}
    const found = await runCommand(words, {home, env: {...iam, HWC_REGION: 'cn-north-4', ...env}, ...more})
    assert.ok(!(found.stdout + found.stderr).includes('MARKER'), 'a secret was shown')
    return found
  }
  const writeProfile = (name: string, text: string): void => {
    mkdirSync(join(home, '.huaweicloud/profiles'), {recursive: true})
    writeFileSync(join(home, '.huaweicloud/profiles', name), text, {mode: 0o600})
  }

  describe('hwc whoami', () => {
    beforeEach(async () => {
      server = await startLocalServer(identity)
    })

    it('tells the source, the account, the user, the region and the project', async () => {
      const found = await run(['whoami'], {env: keys})
      assert.deepEqual([found.exitCode, found.stderr], [0, ''])
      assert.deepEqual(dataOf(found), {
        profile: null,
        source: 'the environment',
        accessKeyId: 'AKID***',
        isTemporary: false,
        expires: null,
        accountId: 'd1',
        accountName: 'acme',
        userId: 'u1',
        userName: 'alice',
        principal: 'iam::d1:user:alice',
        region: 'cn-north-4',
        projectId: 'p1',
      })
    })

    it('tells when temporary keys end', async () => {
      writeProfile('work', '[hwc]\nagency_name = worker\nagency_domain = acme\n[basic]\nak = BASE\nsk = MARKERBASE\n')
      const {profile, accessKeyId, isTemporary, expires: end} = dataOf(await run(['whoami', '--profile', 'work']))
      const second = `${expires.slice(0, 19)}.000Z`
      assert.deepEqual([profile, accessKeyId, isTemporary, end], ['work', 'TEMP***', true, second])
    })

    it('takes the keys for global services where there are no others, and warns where there is no project', async () => {
      writeProfile('g', '[global]\nak = GLOBALAK\nsk = MARKER\n')
      const found = await run(['whoami', '--profile', 'g', '--region', 'none'])
      assert.equal(found.exitCode, 0)
      assert.match(found.stderr, /^hwc: warning: The account has no project in none/)
      const {accessKeyId, accountId, projectId} = dataOf(found)
      assert.deepEqual([accessKeyId, accountId, projectId], ['GLOB***', 'd1', null])
    })

    it('answers 4 without keys, 7 without IAM, 12 where it refuses', async () => {
      assert.equal((await run(['whoami'])).exitCode, 4)
      const nobody = `http://127.0.0.1:${await closedPort()}`
      const env = {...keys, HUAWEICLOUD_SDK_IAM_ENDPOINT: nobody, HUAWEICLOUD_SDK_STS_ENDPOINT: nobody}
      assert.equal((await run(['whoami', '--retries', '0'], {env})).exitCode, 7)
      const refusing = await startLocalServer([{status: 401, body: '{"error": {"message": "bad", "code": 401}}'}])
      const refused = await run(['whoami'], {env: {...keys, HUAWEICLOUD_SDK_IAM_ENDPOINT: refusing.url}})
      await refusing.close()
      assert.equal(refused.exitCode, 12)
      assert.match(refused.stderr, /^hwc: IAM does not take these keys: bad\n/)
    })

    it('shows what is known without asking where nobody tells whose the keys are', async () => {
      const nobody = `http://127.0.0.1:${await closedPort()}`
      const refusing = await startLocalServer([{status: 401, body: '{"error": {"message": "bad", "code": 401}}'}])
      for (const [endpoint, exitCode] of [[nobody, 7] as const, [refusing.url, 12] as const]) {
        const iam = {HUAWEICLOUD_SDK_IAM_ENDPOINT: endpoint, HUAWEICLOUD_SDK_STS_ENDPOINT: endpoint}
        const found = await run(['whoami', '--retries', '0'], {
          env: {...keys, ...iam, HUAWEICLOUD_SDK_PROJECT_ID: 'p9'},
        })
        assert.deepEqual([found.exitCode, dataOf(found)], [exitCode, unasked])
      }
      await refusing.close()
    })

    it('warns where STS or IAM alone cannot be asked, and shows a project that is known of an earlier call', async () => {
      const nobody = `http://127.0.0.1:${await closedPort()}`
      const words = ['whoami', '--retries', '0']
      const noSts = await run(words, {env: {...keys, HUAWEICLOUD_SDK_STS_ENDPOINT: nobody}})
      const {accountName, principal} = dataOf(noSts)
      assert.deepEqual([noSts.exitCode, accountName, principal], [0, 'acme', null])
      const warning = /^hwc: warning: STS could not be asked who calls: Connection to 127\.0\.0\.1:\d+ refused\.\n$/
      assert.match(noSts.stderr, warning)

      let isDown = false
      const down = {status: 503, body: '{"error": {"message": "down", "code": 503}}'}
      const iam = await startLocalServer((request, index) => (isDown ? down : identity(request, index)))
      const env = {...keys, HUAWEICLOUD_SDK_IAM_ENDPOINT: iam.url}
      await run(words, {env})
      isDown = true
      const noIam = await run(words, {env})
      await iam.close()
      const {accountId, userName, projectId} = dataOf(noIam)
      assert.deepEqual([noIam.exitCode, accountId, userName, projectId], [0, 'd1', 'alice', 'p1'])
      assert.equal(noIam.stderr, 'hwc: warning: IAM could not be asked for the account: IAM failed: down\n')
    })

    it('tells of the sandbox without asking anybody', async () => {
      const found = await run(['whoami', '--profile', 'sandbox'])
      const {source, region, accountName} = dataOf(found)
      assert.deepEqual([found.exitCode, source, region, accountName], [0, 'the sandbox', 'cn-north-4', null])
      assert.deepEqual(server.requests, [])
    })
  })

  describe('hwc doctor', () => {
    interface Check {
      readonly name: string
      readonly status: string
      readonly message: string
      readonly advice: string | null
    }
    const checksOf = (found: CommandRun): readonly Check[] => dataOf(found)['checks'] as readonly Check[]
    const problemsOf = (found: CommandRun): readonly string[] =>
      checksOf(found)
        .filter(({status}) => status === 'problem')
        .map(({name}) => name)
    const json = ['doctor', '--output', 'json', '--connect-timeout', '2']

    it('answers 0 where all is well, and says so of every step', async () => {
      server = await startLocalServer(identity)
      const found = await run(json, {env: keys})
      assert.deepEqual([found.exitCode, found.stderr, dataOf(found)['isWell']], [0, '', true])
      assert.deepEqual(
        checksOf(found).map(({name, status}) => `${name} ${status}`),
        [
          ...['program ok', 'settings ok', 'files skipped', 'files ok', 'credentials ok', 'metadata skipped'],
          ...['proxy skipped', 'dns ok', 'tls skipped', 'clock ok', 'signing ok'],
        ],
      )
      const said = dataOf(found)['settings'] as readonly {readonly name: string; readonly source: string}[]
      assert.ok(said.some(({name, source}) => name === 'region' && source === 'HWC_REGION'))
    })

    it('is text for people by default', async () => {
      server = await startLocalServer(identity)
      const {exitCode, stdout} = await run(['doctor'], {env: keys})
      assert.equal(exitCode, 0)
      const table = await run(['doctor', '--output', 'table'], {env: keys})
      assert.ok(table.stdout.startsWith('ok       program      hwc '), table.stdout)
      assert.match(stdout, /^ok {7}credentials {2}AKID\*\*\* from the environment$/m)
      assert.match(stdout, /^setting {2}region {7}cn-north-4 \(HWC_REGION\)$/m)
    })

    it('finds a clock that is wrong', async () => {
      const tenMinutesAgo = new Date(Date.now() - 600_000).toUTCString()
      server = await startLocalServer((request, index) => {
        const answer = typeof identity === 'function' ? identity(request, index) : {}
        return {...answer, headers: {Date: tenMinutesAgo}}
      })
      const found = await run(json, {env: keys})
      assert.deepEqual([found.exitCode, problemsOf(found)], [3, ['clock']])
      const clock = checksOf(found).find(({name}) => name === 'clock')
      assert.match(clock?.message ?? '', /^is 60\d s ahead of 127\.0\.0\.1/)
      assert.match(clock?.advice ?? '', /^Set the clock of this machine/)
    })

    it('finds keys that are missing, and keys that IAM does not take', async () => {
      server = await startLocalServer([{status: 401, body: '{"error": {"message": "bad", "code": 401}}'}])
      const without = await run(json)
      assert.deepEqual([without.exitCode, problemsOf(without)], [4, ['credentials']])
      const refused = await run(json, {env: keys})
      assert.deepEqual([refused.exitCode, problemsOf(refused)], [12, ['signing']])
      assert.match(refused.stderr, /1 of 11 checks found something wrong/)
      const signing = checksOf(refused).find(({name}) => name === 'signing')
      assert.match(signing?.advice ?? '', /^Check the access key and its secret: they are from the environment\.$/m)
    })

    it('finds an endpoint that nobody knows, one that is closed, and a proxy that is', async () => {
      server = await startLocalServer(identity)
      const closed = await closedPort()
      const unknown = await run([...json, '--endpoint', 'https://no-such-host.invalid'], {env: keys})
      assert.deepEqual([unknown.exitCode, problemsOf(unknown)], [7, ['dns']])
      const refused = await run([...json, '--endpoint', `http://127.0.0.1:${closed}`], {env: keys})
      assert.deepEqual([refused.exitCode, problemsOf(refused)], [7, ['connection']])
      const proxied = await run([...json, '--endpoint', 'https://no-such-host.invalid'], {
        env: {...keys, HTTPS_PROXY: `http://me:MARKERPROXY@127.0.0.1:${closed}`},
      })
      assert.deepEqual([proxied.exitCode, problemsOf(proxied)], [7, ['proxy']])
      const proxy = checksOf(proxied).find(({name, status}) => name === 'proxy' && status === 'problem')
      assert.deepEqual(
        [proxy?.message, proxy?.advice],
        [`Connection to the proxy 127.0.0.1:${closed} refused.`, 'The proxy comes from HTTPS_PROXY.'],
      )
    })

    it('finds a server that does not speak TLS, and TLS that is not looked at', async () => {
      server = await startLocalServer(identity)
      const found = await run([...json, '--endpoint', server.url.replace('http:', 'https:')], {env: keys})
      assert.deepEqual([found.exitCode, problemsOf(found)], [7, ['tls']])
    })

    it('finds files that others may read or write, broken ones, and a folder of caches that is not ours', async () => {
      server = await startLocalServer(identity)
      writeProfile('open', '[basic]\nak = A\nsk = MARKER\n')
      writeProfile('shared', '[hwc]\nregion = r\n')
      writeProfile('broken', 'no section\n')
      chmodSync(join(home, '.huaweicloud/profiles/open'), 0o644)
      chmodSync(join(home, '.huaweicloud/profiles/shared'), 0o666)
      mkdirSync(join(home, '.cache'))
      symlinkSync(home, join(home, '.cache/hwc'))
      const found = await run(json, {env: keys})
      assert.deepEqual([found.exitCode, problemsOf(found)], [3, ['files', 'files', 'files', 'files']])
      const files = checksOf(found).filter(({name}) => name === 'files')
      assert.match(files[0]?.message ?? '', /profiles\/broken, line 1: expected a section/)
      assert.match(files[1]?.message ?? '', /profiles\/open holds secrets and others may read it$/)
      assert.match(files[1]?.advice ?? '', /^chmod 600 .*profiles\/open$/)
      assert.match(files[2]?.message ?? '', /profiles\/shared is not yours alone to write/)
      assert.match(files[3]?.message ?? '', /\.cache\/hwc is not used: it is a link/)
    })

    it('finds settings that cannot be read', async () => {
      server = await startLocalServer(identity)
      const found = await run(['doctor'], {env: {...keys, HWC_RETRIES: 'many'}})
      assert.equal(found.exitCode, 3)
      assert.match(found.stdout, /^problem {2}settings {5}HWC_RETRIES: expected a whole number from 0$/m)
      assert.equal((await run(['doctor', '--retries', 'many'])).exitCode, 2)
    })

    it('looks at the metadata of an instance', async () => {
      server = await startLocalServer((request, index) =>
        request.target === '/openstack/latest/meta_data.json'
          ? {body: '{}'}
          : typeof identity === 'function'
            ? identity(request, index)
            : {},
      )
      const found = await run(json, {env: keys, metadataHost: server.url.replace('http://', '')})
      assert.deepEqual(
        checksOf(found).find(({name}) => name === 'metadata'),
        {name: 'metadata', status: 'ok', message: 'the instance metadata answers', advice: null},
      )
    })
  })

  describe('hwc cache', () => {
    it('shows what is kept, without keys, and removes it', async () => {
      server = await startLocalServer(identity)
      writeProfile('work', '[hwc]\nagency_name = worker\nagency_domain = acme\n[basic]\nak = BASE\nsk = MARKERBASE\n')
      await run(['whoami', '--profile', 'work'])
      writeFileSync(join(home, '.cache/hwc/keys/notes.txt'), 'mine')
      const shown = (JSON.parse((await run(['cache', 'show'])).stdout) as readonly Facts[]).map(
        ({kind, expires: end}) => [kind, end],
      )
      assert.deepEqual(shown, [
        ['keys', `${expires.slice(0, 19)}.000Z`],
        ['ids', null],
      ])
      assert.deepEqual(dataOf(await run(['cache', 'clear', 'keys'])), {removed: 1})
      assert.deepEqual(dataOf(await run(['cache', 'clear'])), {removed: 1})
      assert.deepEqual(readdirSync(join(home, '.cache/hwc/keys')), ['notes.txt'])
      assert.deepEqual(readdirSync(join(home, '.cache/hwc/ids')), [])
      assert.equal((await run(['cache', 'clear', 'everything'])).exitCode, 2)
    })

    it('leaves a folder alone that is not ours', async () => {
      server = await startLocalServer(identity)
      mkdirSync(join(home, 'elsewhere/keys'), {recursive: true})
      writeFileSync(join(home, 'elsewhere/keys', `${'a'.repeat(64)}.json`), '{}')
      mkdirSync(join(home, '.cache'))
      symlinkSync(join(home, 'elsewhere'), join(home, '.cache/hwc'))
      assert.deepEqual(dataOf(await run(['cache', 'clear'])), {removed: 0})
      assert.ok(existsSync(join(home, 'elsewhere/keys', `${'a'.repeat(64)}.json`)))
    })
  })

  describe('hwc regions', () => {
    interface Region {
      readonly region: string
      readonly endpoints: readonly string[]
      readonly source: string
    }

    it('lists the regions of a service, with the endpoints and where each comes from', async () => {
      server = await startLocalServer(identity)
      writeFileSync(join(home, 'regions.yaml'), 'VPC:\n  - id: my-own-1\n    endpoint: vpc.my.example.com\n')
      const env = {
        HUAWEICLOUD_SDK_REGIONS_FILE: join(home, 'regions.yaml'),
        HUAWEICLOUD_SDK_REGION_VPC_CN_NORTH_4: 'https://one.example.com,two.example.com',
        HUAWEICLOUD_SDK_REGION_VPC_MOON_1: 'vpc.moon.example.com',
      }
      const rows = JSON.parse((await run(['regions', 'VPC'], {env})).stdout) as readonly Region[]
      const row = (id: string): Region | undefined => rows.find(({region}) => region === id)
      assert.deepEqual(['cn-north-4', 'moon-1', 'my-own-1', 'cn-north-1'].map(row), [
        {
          region: 'cn-north-4',
          endpoints: ['https://one.example.com', 'https://two.example.com'],
          source: 'HUAWEICLOUD_SDK_REGION_VPC_CN_NORTH_4',
        },
        {region: 'moon-1', endpoints: ['https://vpc.moon.example.com'], source: 'HUAWEICLOUD_SDK_REGION_VPC_MOON_1'},
        {
          region: 'my-own-1',
          endpoints: ['https://vpc.my.example.com'],
          source: `my-own-1 of ${join(home, 'regions.yaml')}`,
        },
        {region: 'cn-north-1', endpoints: ['https://vpc.cn-north-1.myhuaweicloud.com'], source: 'the catalogue'},
      ])
      assert.deepEqual(server.requests, [])
    })

    it('tells once of a regions.yaml that is broken', async () => {
      server = await startLocalServer(identity)
      const path = join(home, 'regions.yaml')
      writeFileSync(path, 'VPC:\n  - id: my-1\n\tendpoint: x\n')
      const {exitCode, stderr, stdout} = await run(['regions', 'vpc'], {env: {HUAWEICLOUD_SDK_REGIONS_FILE: path}})
      assert.deepEqual(
        [exitCode, stderr],
        [0, `hwc: warning: ${path}, line 3, is not valid YAML; the file is not used\n`],
      )
      assert.ok((JSON.parse(stdout) as readonly Region[]).length > 20)
    })

    it('lists all regions without a service, and refuses one that there is not', async () => {
      server = await startLocalServer(identity)
      const rows = JSON.parse((await run(['regions'])).stdout) as readonly Facts[]
      const north = rows.find(({region}) => region === 'cn-north-4')
      assert.ok(Number(north?.['services']) > 150)
      assert.equal(north?.['iamEndpoint'], 'https://iam.cn-north-4.myhuaweicloud.com')
      assert.equal((await run(['regions', 'vcp'])).exitCode, 2)
      const {exitCode, stderr} = await run(['regions', 'vpc', '--api-version', 'v9'])
      assert.deepEqual([exitCode, stderr], [2, 'hwc: vpc has no version v9; it has v2, v3\n'])
    })
  })
})
