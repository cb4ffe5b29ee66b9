import assert from 'node:assert/strict'
import {type LocalServer, type RecordedRequest, startLocalServer} from '../support/local-server.js'
import {type HwcRun, runHwc} from '../support/run-hwc.js'

const keys = {HUAWEICLOUD_SDK_AK: 'AK', HUAWEICLOUD_SDK_SK: 'SK', HUAWEICLOUD_SDK_SECURITY_TOKEN: 'token'}
const projectId = {HUAWEICLOUD_SDK_PROJECT_ID: 'p1'}

describe('Services with credentials of their own kind', function () {
  this.timeout(60_000)
  let server: LocalServer
  before(async () => {
    server = await startLocalServer(({target}) => ({
      headers: {'Content-Type': 'application/json'},
      body: target.includes('/usg/acs/auth/') ? '{"accessToken": "given"}' : '{}',
    }))
  })
  after(async () => server.close())

  /** What reached the server, and how the run ended. */
  const call = async (
    words: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<HwcRun & {readonly sent: readonly RecordedRequest[]}> => {
    const before = server.requests.length
    const run = await runHwc([...words, '--endpoint', server.url], {env: {HWC_DISABLE_METADATA: 'true', ...env}})
    return {...run, sent: server.requests.slice(before)}
  }
  const algorithmOf = ({headers}: RecordedRequest): string | undefined => headers.authorization?.split(' ')[0]

  it('log in before the call, and send what that gave', async () => {
    const env = {HWC_MEETING_USER_NAME: 'me', HWC_MEETING_USER_PASSWORD: 'secret'}
    const {exitCode, stderr, sent} = await call(['meeting', 'show-sso-config', '--region', 'cn-north-4'], env)
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.deepEqual(
      sent.map(({method, target, headers}) => [method, target, headers.authorization, headers['x-access-token']]),
      [
        ['POST', '/v1/usg/acs/auth/account', 'Basic bWU6c2VjcmV0', undefined],
        ['GET', '/v1/usg/acs/authorizeconfig', undefined, 'given'],
      ],
    )
  })

  it('say what is missing before anything is sent', async () => {
    const {exitCode, stderr, sent} = await call(['meeting', 'show-sso-config'], keys)
    assert.deepEqual([exitCode, sent.length], [4, 0])
    assert.match(stderr, /HWC_MEETING_USER_NAME and HWC_MEETING_USER_PASSWORD, or HWC_MEETING_APP_ID/)
  })

  it('take a token of IAM in place of a signature', async () => {
    const {exitCode, sent} = await call(['iam', 'keystone-list-projects'], {...keys, HWC_IAM_TOKEN: 'mine'})
    const [request] = sent
    assert.deepEqual(
      [exitCode, request?.headers['x-auth-token'], request?.headers.authorization],
      [0, 'mine', undefined],
    )
  })

  it('sign for the SMS API without a token', async () => {
    const words = ['--from', '1', '--to', '+1', '--template-id', 't']
    const {exitCode, sent, stderr} = await call(['smsapi', 'batch-send-sms', ...words], keys)
    assert.deepEqual([exitCode, stderr], [0, ''])
    const [request] = sent
    assert.ok(request)
    assert.deepEqual([algorithmOf(request), request.headers['x-security-token']], ['SDK-HMAC-SHA256', undefined])
  })

  it('send unsigned, and look for no credentials, what brings its own Authorization', async () => {
    const words = ['--tenant-id', 't1', '--authorization', 'Bearer x']
    const scim = await call(['identitycenterscim', 'list-users', ...words])
    assert.deepEqual([scim.exitCode, scim.sent[0]?.headers.authorization], [0, 'Bearer x'])
    const rtc = ['--app', 'a', '--authorization', 'mine', '--project-id', 'p2']
    const {exitCode, sent, stderr} = await call(['cloudrtc', 'list-rtc-room-list', ...rtc])
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.deepEqual(
      [sent[0]?.headers.authorization, sent[0]?.headers['x-project-id'], sent[0]?.headers['x-sdk-date']],
      ['mine', 'p2', undefined],
    )
  })

  it('sign with the algorithm that is asked for', async () => {
    const words = ['vpc', 'list-vpcs', '--signing-algorithm']
    const algorithms = ['HMAC_SHA256', 'HMAC_SM3', 'ECDSA_P256_SHA256', 'SM2_SM3']
    const runs = await Promise.all(
      algorithms.map(async (name) => runHwc([...words, name, '--profile', 'sandbox', '--quiet'])),
    )
    // The sandbox verifies each of them.
    assert.deepEqual(
      runs.map(({exitCode, stderr}) => [exitCode, stderr]),
      algorithms.map(() => [0, '']),
    )
    const {sent} = await call(['vpc', 'list-vpcs'], {...keys, ...projectId, HWC_SIGNING_ALGORITHM: 'HMAC_SM3'})
    assert.deepEqual(sent.map(algorithmOf), ['SDK-HMAC-SM3'])
    const {exitCode, stderr} = await runHwc([...words, 'HMAC_MD5'])
    assert.equal(exitCode, 2)
    assert.match(stderr, /"HMAC_MD5" is not HMAC_SHA256, HMAC_SM3, ECDSA_P256_SHA256 or SM2_SM3/)
  })

  it('derive a key where the service has a name for it, the host is unusual and a region is known', async () => {
    const env = {...keys, ...projectId}
    const algorithms = async (...words: string[]): Promise<readonly (string | undefined)[]> => {
      const {sent} = await call(['iotda', 'list-devices', ...words], env)
      return sent.map(algorithmOf)
    }
    const region = ['--region', 'cn-north-4']
    assert.deepEqual(
      [
        await algorithms(...region),
        await algorithms(...region, '--derived-signing', 'off'),
        await algorithms(),
        await algorithms(...region, '--derived-signing', 'on'),
      ],
      [['V11-HMAC-SHA256'], ['SDK-HMAC-SHA256'], ['SDK-HMAC-SHA256'], ['V11-HMAC-SHA256']],
    )
    const failures = [
      await call(['iotda', 'list-devices', '--derived-signing', 'on'], env),
      await call(['vpc', 'list-vpcs', ...region], {...env, HWC_DERIVED_SIGNING: 'on'}),
    ]
    assert.deepEqual(
      failures.map(({exitCode, stderr, sent}) => [exitCode, stderr.split('\n')[0], sent.length]),
      [
        [2, 'hwc: --derived-signing: a derived key is for a region, and none is set', 0],
        [3, 'hwc: HWC_DERIVED_SIGNING: vpc has no name to derive a signing key for', 0],
      ],
    )
  })

  it('fill a project into a path of a global service from --project-id alone', async () => {
    const words = ['aad', 'list-source-ips']
    const env = {...keys, ...projectId, HUAWEICLOUD_SDK_DOMAIN_ID: 'd1'}
    const without = await call(words, env)
    assert.deepEqual([without.exitCode, without.sent.length], [3, 0])
    assert.match(without.stderr, /Give --project-id\./)
    const {exitCode, sent} = await call([...words, '--project-id', 'p9'], env)
    assert.deepEqual(
      [exitCode, sent[0]?.headers['x-domain-id'], sent[0]?.headers['x-project-id']],
      [0, 'd1', undefined],
    )
    assert.match(sent[0]?.target ?? '', /\/p9\//)
  })
})
