import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type LocalServer, startLocalServer} from '../support/local-server.js'
import {repositoryRoot} from '../support/repository.js'
import {runHwc} from '../support/run-hwc.js'
import {hasTerminal, openTerminal, type TerminalSession} from '../support/terminal-session.js'

const accessKeyId = 'AKIDOFTHEWIZARD'
const secretAccessKey = 'w1zard%secret'

const projects = JSON.stringify({
  projects: [
    {id: 'p1', name: 'cn-north-4'},
    {id: 'p2', name: 'ap-southeast-3'},
    {id: 'p3', name: 'MOS'},
    {id: 'p4', name: 'cn-north-4_team'},
  ],
})

const program = [process.execPath, join(repositoryRoot, 'bin/run.js')]

describe('hwc configure on a terminal', function () {
  this.timeout(60_000)
  let home: string
  let server: LocalServer
  let terminal: TerminalSession | undefined

  before(function () {
    if (hasTerminal()) return
    process.stdout.write('      skipped: there is no tmux here, which gives the tests a terminal to type into\n')
    this.skip()
  })
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'hwc-configure-'))
    server = await startLocalServer(({target, headers}) => {
      if (!headers.authorization?.includes(`Access=${accessKeyId},`))
        return {status: 401, body: '{"error": {"message": "who is that", "code": 401}}'}
      if (target === '/v3/projects') return {body: projects}
      if (target.startsWith('/v3/projects?name=')) return {body: '{"projects": [{"id": "p1", "name": "cn-north-4"}]}'}
      return {body: '{"vpcs": []}'}
    })
  })
  afterEach(async () => {
    await terminal?.close()
    terminal = undefined
    await server.close()
    rmSync(home, {recursive: true, force: true})
  })

  const environment = () => ({
    HOME: home,
    PATH: process.env['PATH'] ?? '',
    HUAWEICLOUD_SDK_IAM_ENDPOINT: server.url,
    HUAWEICLOUD_SDK_REGION_VPC_CN_NORTH_4: server.url,
  })
  const open = async (...words: readonly string[]): Promise<TerminalSession> => {
    terminal = await openTerminal([...program, 'configure', ...words], {env: environment(), cwd: home})
    return terminal
  }

  it('goes from nothing to a first call', async () => {
    const {type, press, until, screen} = await open()
    await until(/Profile:/)
    await press('Enter')
    await until(/Access key id:/)
    await type(accessKeyId)
    await press('Enter')
    await until(/Secret access key/)
    await type(secretAccessKey)
    assert.ok(!(await screen()).includes(secretAccessKey), 'the secret was shown')
    await press('Enter')
    await until(/Region:/)
    assert.match(await screen(), /ap-southeast-3\n.*cn-north-4\n.*another one/)
    assert.ok(!/MOS|_team/.test(await screen()))
    await press('Down')
    await press('Enter')
    await until(/ended with 0/)
    assert.ok(!(await screen()).includes(secretAccessKey), 'the secret was shown')

    const path = join(home, '.huaweicloud/credentials')
    const keys = `ak = ${accessKeyId}\nsk = w1zard%%secret\n`
    assert.equal(readFileSync(path, 'utf8'), `[basic]\n${keys}\n[global]\n${keys}\n[hwc]\nregion = cn-north-4\n`)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(
      server.requests.map(({target}) => target),
      ['/v3/projects'],
    )

    const {HUAWEICLOUD_SDK_IAM_ENDPOINT, HUAWEICLOUD_SDK_REGION_VPC_CN_NORTH_4} = environment()
    const env = {HUAWEICLOUD_SDK_IAM_ENDPOINT, HUAWEICLOUD_SDK_REGION_VPC_CN_NORTH_4}
    const call = await runHwc(['vpc', 'list-vpcs', '--limit', '1'], {home, env})
    assert.deepEqual([call.exitCode, call.stderr, JSON.parse(call.stdout)], [0, '', {vpcs: []}])

    const read =
      'import configparser, sys\np = configparser.ConfigParser()\np.read(sys.argv[1])\nprint(p["basic"]["sk"])'
    const python = spawnSync('python3', ['-c', read, path], {encoding: 'utf8'})
    if (python.error === undefined) assert.equal(python.stdout, `${secretAccessKey}\n`)
  })

  it('asks again for keys that IAM does not take, and keeps what else a profile holds', async () => {
    mkdirSync(join(home, '.huaweicloud/profiles'), {recursive: true})
    const path = join(home, '.huaweicloud/profiles/prod')
    const old =
      '# production\n[basic]\nak = OLD\nsecurity_token = OLD\nowner = me\nsk = OLD\n[hwc]\nregion = cn-north-4\n'
    writeFileSync(path, old, {mode: 0o600})
    const {type, press, until} = await open('--profile', 'prod')
    await until(/Access key id:/)
    await type('MISTYPED')
    await press('Enter')
    await until(/Secret access key/)
    await type('x')
    await press('Enter')
    await until(/IAM does not take these keys: .*who is that \(status 401\)/)
    await press('Enter')
    await until(/Access key id:[^]*Type them again\?[^]*Access key id:/)
    await type(accessKeyId)
    await press('Enter')
    await until(/Secret access key[^]*Secret access key/)
    await type(secretAccessKey)
    await press('Enter')
    await until(/Region:/)
    await press('Enter')
    await until(/ended with 0/)
    assert.equal(
      readFileSync(path, 'utf8'),
      `# production\n[basic]\nak = ${accessKeyId}\nowner = me\nsk = w1zard%%secret\n[hwc]\nregion = cn-north-4\n`,
    )
  })

  it('changes nothing where the person ends it', async () => {
    const {press, until} = await open()
    await until(/Profile:/)
    await press('Enter')
    await until(/Access key id:/)
    await press('C-c')
    await until(/Cancelled: nothing was changed\.\n(.*\n)*ended with 130/)
    assert.throws(() => readFileSync(join(home, '.huaweicloud/credentials')))
    assert.deepEqual(server.requests, [])
  })

  it('set asks for a secret without showing it', async () => {
    const {type, press, until, screen} = await open('set', 'sk')
    await until(/sk:/)
    await type(secretAccessKey)
    await press('Enter')
    await until(/set sk in \[basic\] and \[global\][^]*ended with 0/)
    assert.ok(!(await screen()).includes(secretAccessKey))
    assert.match(readFileSync(join(home, '.huaweicloud/credentials'), 'utf8'), /^sk = w1zard%%secret$/m)
  })
})

describe('A profile whose credential_process is hwc itself', () => {
  it('takes the keys that another profile exports', async () => {
    const home = mkdtempSync(join(tmpdir(), 'hwc-process-'))
    const server = await startLocalServer([{body: '{"vpcs": []}'}])
    try {
      mkdirSync(join(home, '.huaweicloud/profiles'), {recursive: true})
      const write = (name: string, text: string): void => {
        writeFileSync(join(home, '.huaweicloud/profiles', name), text, {mode: 0o600})
      }
      write('base', '[basic]\nak = BASEAK\nsk = base-sk\nsecurity_token = base-token\n')
      const command = [...program, 'configure', 'export', '--format', 'json', '--profile', 'base'].join(' ')
      write('outer', `[basic]\nproject_id = p\n[hwc]\ncredential_process = ${command}\nendpoint = ${server.url}\n`)
      const {exitCode, stderr} = await runHwc(['vpc', 'list-vpcs', '--profile', 'outer', '--region', 'cn-north-4'], {
        home,
      })
      assert.deepEqual([exitCode, stderr], [0, ''])
      const [request] = server.requests
      assert.equal(request?.headers['x-security-token'], 'base-token')
      assert.match(request.headers.authorization ?? '', /Access=BASEAK,/)
    } finally {
      await server.close()
      rmSync(home, {recursive: true, force: true})
    }
  })
})
