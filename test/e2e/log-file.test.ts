import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type AnswerScript, type LocalServer, startLocalServer} from '../support/local-server.js'
import {closedPort} from '../support/recording-server.js'
import {type HwcRun, runHwc} from '../support/run-hwc.js'

const keys = {HUAWEICLOUD_SDK_AK: 'AKID0123456789', HUAWEICLOUD_SDK_SK: 'sk'}
const layout = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ HuaweiCloud-SDK-(\w+) access-log\.ts 0 ([A-Z]+) (.*)$/

/** The lines of a log without what differs from run to run: `VpcClient INFO "GET …" 200 2 <elapsed> `. */
const linesOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => {
    const [, client = '', level = '', message = ''] = layout.exec(line) ?? []
    return client === '' ? [] : [`${client} ${level} ${message.replace(/\d:\d\d:\d\d\.\d{6}/, '<elapsed>')}`]
  })

describe('--log-file', function () {
  this.timeout(120_000)
  let home: string
  let log: string
  let server: LocalServer | undefined

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'hwc-log-'))
    log = join(home, 'calls.log')
  })
  afterEach(async () => {
    await server?.close()
    server = undefined
    rmSync(home, {recursive: true, force: true})
  })

  const serve = async (script: AnswerScript): Promise<string> => {
    server = await startLocalServer(script)
    return server.url
  }
  const run = async (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<HwcRun> =>
    runHwc(words, {home, env: {...keys, HWC_REGION: 'cn-north-4', ...env}})
  const listVpcs = ['vpc', 'list-vpcs']

  it('gets a line for each request, look-ups and repetitions included', async () => {
    const url = await serve(({target}, index) => {
      if (target.startsWith('/v3/projects')) return {body: '{"projects": [{"id": "p1"}]}'}
      if (index === 1) return {status: 503, headers: {'X-Request-Id': 'busy'}, body: 'no'}
      return {headers: {'X-Request-Id': 'rid-1'}, body: '{"vpcs": []}'}
    })
    const env = {HWC_ENDPOINT: url, HUAWEICLOUD_SDK_IAM_ENDPOINT: url, HWC_LOG_FILE: log}
    const {exitCode, stderr} = await run([...listVpcs, '--limit', '1'], env)
    assert.equal(exitCode, 0, stderr)
    assert.deepEqual(linesOf(readFileSync(log, 'utf8')), [
      `VpcClient INFO "GET ${url}/v3/projects?name=cn-north-4" 200 28 <elapsed> `,
      `VpcClient INFO "GET ${url}/v1/p1/vpcs?limit=1" 503 2 <elapsed> busy`,
      `VpcClient INFO "GET ${url}/v1/p1/vpcs?limit=1" 200 12 <elapsed> rid-1`,
    ])
    assert.equal(readFileSync(log, 'utf8').split('\n').length, 4, 'there is nothing but lines')
    assert.equal(statSync(log).mode & 0o777, 0o600)
  })

  it('says of commands that call no service what they ask', async () => {
    const url = await serve([{body: '{"domains": [{"id": "d1"}]}'}])
    const {stderr} = await run(['whoami', '--log-file', '-'], {
      HUAWEICLOUD_SDK_IAM_ENDPOINT: url,
      HUAWEICLOUD_SDK_STS_ENDPOINT: url,
    })
    assert.match(linesOf(stderr)[0] ?? '', /^Client INFO "GET http:\/\/127\.0\.0\.1:\d+\/v3\/auth\/domains" 200 /)
  })

  it('says why no answer came, try by try', async () => {
    const endpoint = `http://127.0.0.1:${await closedPort()}`
    const words = [...listVpcs, '--project-id', 'p', '--endpoint', endpoint, '--retries', '1', '--log-file', log]
    const {exitCode} = await run(words)
    assert.equal(exitCode, 7)
    const line = `VpcClient ERROR ConnectionException occurred. Connection to ${endpoint.slice(7)} refused. "GET ${endpoint}/v1/p/vpcs"`
    assert.deepEqual(linesOf(readFileSync(log, 'utf8')), [line, line])
  })

  it('is named by flag, environment or profile; - is stderr, and stdout holds data alone', async () => {
    const url = await serve([{body: '{"vpcs": []}'}])
    mkdirSync(join(home, '.huaweicloud/profiles'), {recursive: true, mode: 0o700})
    const profile = `[basic]\nak = AK\nsk = SK\nproject_id = p\n[hwc]\nlog_file = ~/by-profile.log\nendpoint = ${url}\n`
    writeFileSync(join(home, '.huaweicloud/profiles/logged'), profile, {mode: 0o600})
    await run([...listVpcs, '--profile', 'logged'])
    assert.equal(linesOf(readFileSync(join(home, 'by-profile.log'), 'utf8')).length, 1)
    await run([...listVpcs, '--profile', 'logged', '--log-file', 'relative.log'])
    assert.equal(linesOf(readFileSync(join(home, 'relative.log'), 'utf8')).length, 1)
    const {stdout, stderr} = await run([...listVpcs, '--profile', 'logged'], {HWC_LOG_FILE: '-'})
    assert.equal(linesOf(stderr).length, 1)
    assert.deepEqual(JSON.parse(stdout), {vpcs: []})
    assert.equal(linesOf(readFileSync(join(home, 'by-profile.log'), 'utf8')).length, 1)
  })

  it('that cannot be written is one warning, and neither holds a call up nor changes its end', async () => {
    const url = await serve(({target}) =>
      target.includes('none') ? {status: 404, body: '{}'} : {body: '{"vpcs": []}'},
    )
    assert.equal(spawnSync('mkfifo', [join(home, 'fifo')]).status, 0)
    const reasons: Readonly<Record<string, string>> = {
      '/none/of/this.log': 'there is no such folder',
      [home]: 'it is a folder',
      [join(home, 'fifo')]: 'nobody reads from it',
      '/dev/full': 'the disk is full',
    }
    const lines = join(home, 'lines')
    writeFileSync(lines, '{"service": "vpc", "operation": "list-vpcs"}\n'.repeat(3))
    for (const [path, reason] of Object.entries(reasons)) {
      const env = {HWC_ENDPOINT: url, HUAWEICLOUD_SDK_PROJECT_ID: 'p', HWC_LOG_FILE: path}
      const warning = `hwc: warning: The log ${path} cannot be written: ${reason}\n`
      const one = await run(listVpcs, env)
      assert.deepEqual([one.exitCode, one.stderr], [0, warning])
      const many = await run(['batch', lines, '--progress', 'none'], env)
      assert.equal(many.exitCode, 0, many.stderr)
      assert.equal(many.stderr.split(warning).length, 2, many.stderr)
      const missing = await run(['vpc', 'show-vpc', '--vpc-id', 'none', '--quiet'], env)
      assert.equal(missing.exitCode, 10)
      assert.ok(!missing.stderr.includes('log'), missing.stderr)
    }
  })

  it('is shared by ten processes while it is put away: every line whole, none lost', async () => {
    const url = await serve([{body: '{"vpcs": []}', headers: {'X-Request-Id': 'rid'}}])
    const lines = join(home, 'lines')
    const calls = 200
    const call = (index: number): string =>
      JSON.stringify({service: 'vpc', operation: 'list-vpcs', params: {marker: `m${index}`}})
    writeFileSync(lines, Array.from({length: calls}, (_, index) => `${call(index)}\n`).join(''))
    // Full within the first quarter of the lines.
    const old = `${'x'.repeat(99)}\n`.repeat((10 * 1024 * 1024 - 65_536 - 90_000) / 100)
    writeFileSync(log, old)
    const env = {HWC_ENDPOINT: url, HUAWEICLOUD_SDK_PROJECT_ID: 'p'}
    const started = Array.from({length: 10}, async () =>
      runHwc(['batch', lines, '--progress', 'none', '--log-file', log], {
        home,
        env: {...keys, ...env},
        timeout: 100_000,
      }),
    )
    for (const {exitCode, stderr} of await Promise.all(started)) assert.equal(exitCode, 0, stderr)
    const names = readdirSync(home).filter((name) => name.startsWith('calls.log'))
    assert.deepEqual(names.sort(), ['calls.log', 'calls.log.1'])
    const texts = names.map((name) => readFileSync(join(home, name), 'utf8'))
    assert.ok(texts[1]?.startsWith(old))
    for (const text of texts) assert.ok(text.endsWith('\n') && text.length <= 10 * 1024 * 1024)
    const all = texts.join('').replace(old, '').split('\n').slice(0, -1)
    assert.equal(all.length, 10 * calls)
    const counts = new Map<string, number>()
    for (const line of all) {
      const [, marker = line] = /INFO "GET \S+\/v1\/p\/vpcs\?marker=(m\d+)" 200 12 [\d:.]+ rid$/.exec(line) ?? []
      counts.set(marker, (counts.get(marker) ?? 0) + 1)
    }
    assert.deepEqual([counts.size, new Set(counts.values())], [calls, new Set([10])])
  })
})
