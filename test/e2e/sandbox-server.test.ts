import assert from 'node:assert/strict'
import {mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {request} from 'node:http'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {runHwc} from '../support/run-hwc.js'
import {runShell} from '../support/run-shell.js'
import {startHwc} from '../support/start-hwc.js'
import {type SandboxProcess, startSandboxProcess} from '../support/start-sandbox-process.js'

/** The status and the body of a GET whose Host header is this. */
const get = async (url: string, host: string): Promise<readonly [status: number | undefined, body: string]> =>
  new Promise((resolve, reject) => {
    const sent = request(url, {headers: {host}}, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (body += chunk))
      response.on('end', () => {
        resolve([response.statusCode, body])
      })
    })
    sent.on('error', reject)
    sent.end()
  })

describe('hwc sandbox start', function () {
  this.timeout(60_000)
  const home = mkdtempSync(join(tmpdir(), 'hwc-sandbox-server-'))
  let sandbox: SandboxProcess

  before(async () => {
    sandbox = await startSandboxProcess()
  })
  after(async () => {
    await sandbox.stop()
    rmSync(home, {recursive: true, force: true})
  })

  it('answers with its exports alone who calls, and nothing leaves this machine', async () => {
    const {stdout, stderr, exitCode} = await runHwc(['whoami'], {env: {...sandbox.env}})
    assert.deepEqual([stderr, exitCode], ['', 0])
    const {accountId, projectId} = JSON.parse(stdout) as Readonly<Record<string, unknown>>
    const {HUAWEICLOUD_SDK_DOMAIN_ID: domain, HUAWEICLOUD_SDK_PROJECT_ID: project} = sandbox.env
    assert.deepEqual([accountId, projectId], [domain, project])
  })

  it('prints what a shell can read, and nothing else', () => {
    assert.equal(sandbox.hwc.stderr(), '')
    assert.match(
      sandbox.hwc.stdout(),
      new RegExp(
        [
          '^# A sandbox listens on http://127\\.0\\.0\\.1:\\d+\\. Its keys .*',
          'export HUAWEICLOUD_SDK_AK=[A-Z2-7]{20}',
          'export HUAWEICLOUD_SDK_SK=[\\w-]{40}',
          'export HUAWEICLOUD_SDK_PROJECT_ID=[\\da-f]{32}',
          'export HUAWEICLOUD_SDK_DOMAIN_ID=[\\da-f]{32}',
          'export HUAWEICLOUD_SDK_IAM_ENDPOINT=http://127\\.0\\.0\\.1:\\d+',
          'export HUAWEICLOUD_SDK_STS_ENDPOINT=http://127\\.0\\.0\\.1:\\d+',
          '# .*',
          'export HWC_ENDPOINT=http://127\\.0\\.0\\.1:\\d+',
          'export HWC_REGION=cn-north-4',
          '# .*',
          '$',
        ].join('\n'),
      ),
    )
  })

  it('has other keys each time', async () => {
    const another = await startSandboxProcess()
    await another.stop()
    assert.notEqual(another.env['HUAWEICLOUD_SDK_AK'], sandbox.env['HUAWEICLOUD_SDK_AK'])
    assert.notEqual(another.env['HUAWEICLOUD_SDK_SK'], sandbox.env['HUAWEICLOUD_SDK_SK'])
  })

  it('answers another hwc process, and a shell that reads its lines', async () => {
    const run = await runHwc(['vpc', 'list-vpcs', '--limit', '1'], {home, env: sandbox.env})
    assert.deepEqual([run.exitCode, run.stderr], [0, ''])
    const {vpcs} = JSON.parse(run.stdout) as {vpcs: readonly unknown[]}
    assert.equal(vpcs.length, 1)
    const script = `${sandbox.hwc.stdout()}\nhwc vpc list-vpcs --limit 1`
    assert.deepEqual(await runShell(script, {home}), {stdout: run.stdout, stderr: '', exitCode: 0})
  })

  it('answers global services and looks ids up', async () => {
    const {HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK, HUAWEICLOUD_SDK_IAM_ENDPOINT, HWC_ENDPOINT, HWC_REGION} = sandbox.env
    const env = Object.fromEntries(
      Object.entries({
        HUAWEICLOUD_SDK_AK,
        HUAWEICLOUD_SDK_SK,
        HUAWEICLOUD_SDK_IAM_ENDPOINT,
        HWC_ENDPOINT,
        HWC_REGION,
      }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ) as Record<string, string>
    const runs = await Promise.all(
      [
        ['iam', 'keystone-list-projects'],
        ['vpc', 'list-vpcs'],
        ['bss', 'list-customer-bills-fee-records', '--bill-cycle', '2024-03'],
      ].map(async (words) => runHwc(words, {home, env})),
    )
    assert.deepEqual(
      runs.map(({exitCode, stderr}) => [exitCode, stderr]),
      [0, 0, 0].map((code) => [code, '']),
    )
  })

  it('is for loopback names in the Host header alone', async () => {
    const {port} = new URL(sandbox.url)
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      '10.0.0.1',
      'localhost.evil.example',
    ]) {
      const [status, body] = await get(`${sandbox.url}/v1/x/vpcs`, host)
      assert.equal(status, 403, host)
      assert.ok(!body.includes(sandbox.env['HUAWEICLOUD_SDK_SK'] ?? ''), body)
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `vpc.localhost:${port}`, `[::1]:${port}`]) {
      const [status] = await get(`${sandbox.url}/v1/x/vpcs`, host)
      assert.equal(status, 401, host)
    }
  })

  it('cannot have a port twice', async () => {
    const {port} = new URL(sandbox.url)
    const {stdout, stderr, exitCode} = await runHwc(['sandbox', 'start', '--port', port], {home})
    assert.deepEqual(
      {stdout, stderr, exitCode},
      {
        stdout: '',
        stderr: `hwc: The sandbox cannot listen on port ${port}: it is in use.\n  Choose another --port.\n`,
        exitCode: 2,
      },
    )
  })

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`ends at once and says nothing at ${signal}`, async () => {
      const spool = mkdtempSync(join(home, 'spool-'))
      const hwc = startHwc(['sandbox', 'start'], {env: {HOME: home, TMPDIR: spool}, cwd: home})
      await hwc.until('stdout', /^export HWC_REGION=.*\n/m)
      const started = Date.now()
      hwc.child.kill(signal)
      assert.equal(await hwc.ended, code)
      assert.ok(Date.now() - started < 3000)
      assert.equal(hwc.stderr(), '')
      assert.deepEqual(readdirSync(spool), [])
    })
  }
})
