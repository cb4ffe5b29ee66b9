import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {
  type LocalServer,
  type RecordedRequest,
  type ScriptedAnswer,
  startLocalServer,
} from '../../support/local-server.js'
import {type CommandOptions, runCommand} from '../../support/run-command.js'

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString().replace('Z', '000Z')

/** Every secret has the marker in it, those that a service answers with too. */
const answerFor = ({method, target}: RecordedRequest): ScriptedAnswer => {
  const credential = {
    access: 'AKID12345678',
    secret: 'MARKER-sk',
    securitytoken: 'MARKER-token',
    expires_at: inAnHour(),
  }
  if (target === '/meta-data/latest/api/token') return {body: 'MARKER-metadata-token'}
  if (target === '/v3.0/OS-AUTH/id-token/tokens' || target === '/v3/auth/tokens')
    return {status: 201, headers: {'X-Subject-Token': 'MARKER-subject'}, body: '{"token": {}}'}
  if (target === '/v3/auth/domains') return {body: '{"domains": [{"id": "d", "name": "acme"}]}'}
  if (target.startsWith('/v3/projects')) return {body: '{"projects": [{"id": "p", "name": "cn-north-4"}]}'}
  if (method === 'POST' || target === '/openstack/latest/securitykey') return {body: JSON.stringify({credential})}
  return {body: '{"vpcs": []}'}
}

/** The same, but everything is refused with an answer that repeats what it was sent. */
const refusalFor = ({body, headers}: RecordedRequest): ScriptedAnswer => ({
  status: 401,
  body: JSON.stringify({
    error: {message: 'who is that', code: 401},
    token: headers['x-security-token'],
    request: body.toString('utf8'),
  }),
})

const scenes: Readonly<Record<string, {readonly env?: Readonly<Record<string, string>>; readonly profile?: string}>> = {
  'keys of the environment': {
    env: {HUAWEICLOUD_SDK_AK: 'AKID12345678', HUAWEICLOUD_SDK_SK: 'MARKER', HUAWEICLOUD_SDK_SECURITY_TOKEN: 'MARKER'},
  },
  "Terraform's keys": {env: {HW_ACCESS_KEY: 'AKID12345678', HW_SECRET_KEY: 'MARKER', HW_SECURITY_TOKEN: 'MARKER'}},
  'a password': {env: {HW_USER_NAME: 'alice', HW_USER_PASSWORD: 'MARKER', HW_DOMAIN_NAME: 'acme'}},
  'half a password': {env: {HW_USER_PASSWORD: 'MARKER', HW_DOMAIN_NAME: 'acme'}},
  'half of the keys': {env: {HUAWEICLOUD_SDK_SK: 'MARKER'}},
  'a federation': {env: {HUAWEICLOUD_SDK_IDP_ID: 'idp', HUAWEICLOUD_SDK_ID_TOKEN_FILE: '$HOME/token'}},
  'instance metadata': {},
  'pod identity': {
    env: {
      HWC_DISABLE_METADATA: '1',
      HC_CONTAINER_CREDENTIALS_FULL_URI: '$SERVER/pod',
      HC_CONTAINER_AUTHORIZATION_TOKEN_FILE: '$HOME/token',
    },
  },
  'keys of a profile': {profile: '[basic]\nak = AKID12345678\nsk = MARKER\nsecurity_token = MARKER\n'},
  'an agency': {profile: '[hwc]\nagency_name = a\nagency_domain = b\n[basic]\nak = AKID12345678\nsk = MARKER\n'},
  'an agency of STS': {profile: '[hwc]\nagency_name = iam::d:agency:a\n[basic]\nak = AKID12345678\nsk = MARKER\n'},
  'a program': {
    profile: `[hwc]\ncredential_process = printf '{"accessKeyId": "AKID12345678", "secretAccessKey": "MARKER"}'\n[basic]\n`,
  },
  'a program that fails': {profile: '[hwc]\ncredential_process = printf MARKER\n[basic]\n'},
  'a broken profile': {profile: '[basic]\nak = AKID12345678\nsk = MARKER%\n'},
  'a proxy with a password': {
    env: {HUAWEICLOUD_SDK_AK: 'AKID12345678', HUAWEICLOUD_SDK_SK: 'MARKER', HTTPS_PROXY: 'http://u:MARKER@127.0.0.1:9'},
  },
}

const commands: readonly (readonly string[])[] = [
  ['vpc', 'list-vpcs', '--debug'],
  ['vpc', 'list-vpcs', '--preview'],
  ['whoami', '--debug'],
  ['doctor', '--debug', '--output', 'json'],
  ['doctor'],
  ['configure', 'list'],
  ['configure', 'profiles'],
  ['cache', 'show'],
]

describe('No command shows a secret', function () {
  this.timeout(30_000)
  for (const [kind, script] of [
    ['that is taken', answerFor],
    ['that is refused', refusalFor],
  ] as const) {
    for (const [name, {env = {}, profile}] of Object.entries(scenes)) {
      it(`of ${name} ${kind}`, async () => {
        const server: LocalServer = await startLocalServer(script)
        const home = mkdtempSync(join(tmpdir(), 'hwc-home-'))
        try {
          writeFileSync(join(home, 'token'), 'MARKER')
          mkdirSync(join(home, '.huaweicloud'))
          if (profile !== undefined) writeFileSync(join(home, '.huaweicloud/credentials'), profile, {mode: 0o600})
          const expand = (text: string): string => text.replace('$HOME', home).replace('$SERVER', server.url)
          const options: CommandOptions = {
            home,
            metadataHost: server.url.replace('http://', ''),
            env: {
              HWC_REGION: 'cn-north-4',
              HUAWEICLOUD_SDK_REGION_VPC_CN_NORTH_4: server.url,
              HUAWEICLOUD_SDK_IAM_ENDPOINT: server.url,
              HUAWEICLOUD_SDK_STS_ENDPOINT: server.url,
              ...Object.fromEntries(Object.entries(env).map(([key, text]) => [key, expand(text)])),
            },
          }
          for (const words of commands) {
            for (const more of [{}, {HWC_OUTPUT: 'json'}]) {
              const {stdout, stderr, exitCode} = await runCommand(words, {...options, env: {...options.env, ...more}})
              const shown = (stdout + stderr).split('\n').filter((line) => /MARKER|AKID1/.test(line))
              assert.deepEqual(shown, [], `${words.join(' ')} (${exitCode})`)
              assert.notEqual(exitCode, 1, stderr)
            }
          }
        } finally {
          await server.close()
          rmSync(home, {recursive: true, force: true})
        }
      })
    }
  }
})
