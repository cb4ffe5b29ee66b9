import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {type LocalServer, type RecordedRequest, startLocalServer} from '../support/local-server.js'
import {type HwcRun, runHwc} from '../support/run-hwc.js'

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString().replace('Z', '000Z')

/** An identity provider's token is traded at IAM; what it gives ends after some milliseconds. */
const startIdentity = async (life: () => number): Promise<LocalServer> => {
  let given = 0
  return startLocalServer(({method, target, body, headers}) => {
    if (target === '/v3.0/OS-AUTH/id-token/tokens') {
      assert.equal(headers['x-idp-id'], 'corporate')
      assert.deepEqual(JSON.parse(body.toString()), {auth: {id_token: {id: 'identity-token'}}})
      return {status: 201, headers: {'X-Subject-Token': 'subject'}, body: '{}', delay: 200}
    }
    if (target === '/v3.0/OS-CREDENTIAL/securitytokens') {
      given += 1
      const keys = {access: `AK${given}`, secret: `sk-${given}`, securitytoken: `token-${given}`}
      return {
        status: 201,
        delay: 200,
        body: JSON.stringify({credential: {...keys, expires_at: isoTime(Date.now() + life())}}),
      }
    }
    assert.equal(method, 'GET')
    return {body: '{"vpcs": []}'}
  })
}

const isRefresh = ({target}: RecordedRequest): boolean => target === '/v3.0/OS-CREDENTIAL/securitytokens'
const isCall = ({target}: RecordedRequest): boolean => target.startsWith('/v1/')

describe('Fifty processes at once', function () {
  this.timeout(120_000)
  let home: string
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'hwc-fifty-'))
  })
  after(() => {
    rmSync(home, {recursive: true, force: true})
  })

  it('with keys that have expired refresh them once, and all succeed', async () => {
    let life = 500
    const server = await startIdentity(() => life)
    try {
      mkdirSync(join(home, '.huaweicloud/profiles'), {recursive: true})
      writeFileSync(join(home, 'id-token'), 'identity-token\n')
      const lines = [
        '[basic]',
        'idp_id = corporate',
        `id_token_file = ${join(home, 'id-token')}`,
        'project_id = p1',
        `iam_endpoint = ${server.url}`,
        '[hwc]',
        'region = cn-north-4',
        `endpoint = ${server.url}`,
      ]
      writeFileSync(join(home, '.huaweicloud/profiles/fifty'), `${lines.join('\n')}\n`, {mode: 0o600})
      const call = async (): Promise<HwcRun> =>
        runHwc(['vpc', 'list-vpcs', '--profile', 'fifty'], {home, timeout: 90_000})

      assert.equal((await call()).exitCode, 0)
      assert.deepEqual([server.requests.filter(isRefresh).length, server.requests.filter(isCall).length], [1, 1])
      await sleep(600)

      life = 6 * 3_600_000
      const runs = await Promise.all(Array.from({length: 50}, call))
      const failures = runs.filter(({exitCode, stderr}) => exitCode !== 0 || stderr !== '')
      assert.deepEqual(failures, [])
      assert.equal(server.requests.filter(isRefresh).length, 2)
      const calls = server.requests.filter(isCall)
      assert.equal(calls.length, 51)
      const tokens = new Set(calls.slice(1).map(({headers}) => headers['x-security-token']))
      assert.deepEqual([...tokens], ['token-2'])

      const files = readdirSync(join(home, '.cache/hwc/keys'))
      assert.equal(files.length, 1, files.join(' '))
      const kept = JSON.parse(readFileSync(join(home, '.cache/hwc/keys', files[0] ?? ''), 'utf8')) as object
      assert.deepEqual(Object.keys(kept), [
        ...['version', 'accessKeyId', 'secretAccessKey', 'securityToken', 'expires', 'obtained'],
      ])
    } finally {
      await server.close()
    }
  })
})
