import assert from 'node:assert/strict'
import {randomBytes} from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, relative} from 'node:path'
import {commandLoaders} from '../../src/cli/command-loaders.js'
import {type LocalServer, type RecordedRequest, type ScriptedAnswer, startLocalServer} from '../support/local-server.js'
import {runCommand} from '../support/run-command.js'
import {runHwc} from '../support/run-hwc.js'
import {startSandboxProcess} from '../support/start-sandbox-process.js'
import {watchProcesses} from '../support/watch-processes.js'

/** Stands in every secret that is in the environment, in a file or in an answer: no process may have it among its words. */
const mark = `MARK${randomBytes(6).toString('hex')}`
/** Stands in every secret that is typed: argv is the user's, all else is ours. */
const typed = `TYPED${randomBytes(6).toString('hex')}`
/** Of an access key the first four characters may be shown. */
const accessKeyId = `AKID${mark}`

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString().replace('Z', '000Z')
const json = {'Content-Type': 'application/json', 'X-Request-Id': 'rid'}

/** Everything that was sent, as a service might quote it. */
const quoted = ({rawHeaders, body, target}: RecordedRequest): Readonly<Record<string, string>> => ({
  target,
  body: body.toString('utf8'),
  ...Object.fromEntries(
    rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [])),
  ),
})

const credential = (): ScriptedAnswer => ({
  status: 201,
  headers: {...json, 'X-Subject-Token': `subject-${mark}`},
  body: JSON.stringify({
    credential: {access: accessKeyId, secret: `given-${mark}`, securitytoken: `token-${mark}`, expires_at: inAnHour()},
    token: {},
    accessToken: `access-${mark}`,
  }),
})

const isLogIn = ({method, target}: RecordedRequest): boolean =>
  target.includes('/usg/acs/auth/') || (method === 'POST' && /tokens?$/.test(target)) || target === '/pod'

const look = ({target}: RecordedRequest): ScriptedAnswer | undefined => {
  if (target.startsWith('/v3/auth/domains')) return {headers: json, body: '{"domains": [{"id": "d", "name": "acme"}]}'}
  if (target.startsWith('/v3/projects'))
    return {headers: json, body: '{"projects": [{"id": "p", "name": "cn-north-4"}]}'}
  return undefined
}

type Service = (request: RecordedRequest) => ScriptedAnswer

/** How a service may end a call. */
const endings: Readonly<Record<string, Service>> = {
  answers: () => ({headers: {...json, 'Set-Cookie': `s=${mark}`}, body: '{"vpcs": []}'}),
  'refuses in JSON, quoting what it got': (request) => ({
    status: 400,
    headers: json,
    body: JSON.stringify({
      error_code: 'E.1',
      error_msg: `Bad request: ${JSON.stringify(quoted(request))}`,
      request: quoted(request),
    }),
  }),
  'refuses in text, quoting what it got': (request) => ({
    status: 403,
    headers: {'Content-Type': 'text/plain'},
    body: Object.entries(quoted(request))
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  }),
  'refuses in XML': (request) => ({
    status: 404,
    headers: {'Content-Type': 'application/xml'},
    body: `<Error><Code>NoSuchBucket</Code><Message>no</Message>${Object.entries(quoted(request))
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('')}</Error>`,
  }),
  'sends elsewhere': ({target}) => ({
    status: 302,
    headers: {Location: `https://me:${mark}@else.invalid${target}${target.includes('?') ? '&' : '?'}token=${mark}`},
    body: '',
  }),
  fails: (request) => ({status: 500, body: `<html>${JSON.stringify(quoted(request))}`}),
  'closes the connection': () => ({drop: 'before'}),
  'breaks off': () => ({headers: {'Content-Length': '1000'}, body: `{"password": "${mark}`, drop: 'after body'}),
}

/** Where secrets come from. `$HOME` and `$SERVER` stand for what they say. */
interface Source {
  readonly env?: Readonly<Record<string, string>>
  readonly profile?: string
}

const keys = {HUAWEICLOUD_SDK_AK: accessKeyId, HUAWEICLOUD_SDK_SK: `sk-${mark}`}
const sources: Readonly<Record<string, Source>> = {
  'the environment': {env: {...keys, HUAWEICLOUD_SDK_SECURITY_TOKEN: `token-${mark}`}},
  "Terraform's names": {
    env: {HW_ACCESS_KEY: accessKeyId, HW_SECRET_KEY: `sk-${mark}`, HW_SECURITY_TOKEN: `token-${mark}`},
  },
  'a password': {env: {HW_USER_NAME: 'me', HW_USER_PASSWORD: `password-${mark}`, HW_DOMAIN_NAME: 'acme'}},
  'a profile': {profile: `[basic]\nak = ${accessKeyId}\nsk = sk-${mark}\nsecurity_token = token-${mark}\n`},
  'a program': {profile: `[hwc]\ncredential_process = $HOME/give-keys\n`},
  'an agency': {profile: `[hwc]\nagency_name = a\nagency_domain = b\n[basic]\nak = ${accessKeyId}\nsk = sk-${mark}\n`},
  'a federation': {env: {HUAWEICLOUD_SDK_IDP_ID: 'idp', HUAWEICLOUD_SDK_ID_TOKEN_FILE: '$HOME/id-token'}},
  'a pod': {
    env: {HC_CONTAINER_CREDENTIALS_FULL_URI: '$SERVER/pod', HC_CONTAINER_AUTHORIZATION_TOKEN_FILE: '$HOME/id-token'},
  },
  'credentials of services': {
    env: {
      ...keys,
      HWC_IAM_TOKEN: `iam-${mark}`,
      HWC_SMSAPI_AK: accessKeyId,
      HWC_SMSAPI_SK: `sms-${mark}`,
      HWC_MEETING_USER_NAME: 'me',
      HWC_MEETING_USER_PASSWORD: `meeting-${mark}`,
    },
  },
  'an application of Meeting': {
    env: {...keys, HWC_MEETING_APP_ID: 'app', HWC_MEETING_APP_KEY: `app-${mark}`, HWC_MEETING_USER_ID: 'me'},
  },
  'a half of one': {profile: `[basic]\nsk = sk-${mark}\n`},
  'a broken file': {profile: `[basic]\nak = ${accessKeyId}\nsk ${mark}\nsk = ${mark}%(\n`},
}

/** What the sources have in common. */
const files: Readonly<Record<string, string>> = {
  'id-token': `id-${mark}`,
  'give-keys': `#!/bin/sh\necho 'a message' >&2\necho '{"accessKeyId": "${accessKeyId}", "secretAccessKey": "sk-${mark}"}'\n`,
  'password.txt': `file-${mark}\n`,
  'demo.jpg': 'an image',
  'request.yaml': `user: {name: demo, password: file-${mark}}\n`,
  lines: `{"service": "iam", "operation": "keystone-create-user", "body": {"user": {"name": "a", "password": "line-${mark}"}}}\n`,
  '.hcloud/config.json': JSON.stringify({
    current: 'x',
    profiles: [{name: 'x', mode: 'AKSK', accessKeyId, secretAccessKey: `koo-${mark}`, password: `koo-${mark}`}],
  }),
  '.obsutilconfig': `ak=${accessKeyId}\nsk=obs-${mark}\nendpoint=obs.cn-north-4.myhuaweicloud.com\n`,
}

const createUser = ['iam', 'keystone-create-user', '--user.name', 'demo']

/** Every command, and operations of every kind of credentials and of body. `isSecret`: stdout is the secret asked for. */
const commands: readonly {readonly words: readonly string[]; readonly isSecret?: true}[] = [
  {words: ['vpc', 'list-vpcs']},
  {words: [...createUser, '--user.password', `password-${typed}`]},
  {words: [...createUser, '--user.password', 'file://password.txt']},
  {words: ['iam', 'keystone-create-user', '--from-file', 'request.yaml']},
  {words: [...createUser, '--user.password', `password-${typed}`, '--preview']},
  {words: [...createUser, '--user.password', `password-${typed}`, '--preview=curl']},
  {words: [...createUser, '--user.passwrd', `password-${typed}`]},
  {words: ['obs', 'list-buckets']},
  {words: ['meeting', 'show-sso-config']},
  {words: ['smsapi', 'batch-send-sms', '--from', '1', '--to', '+1', '--template-id', 't']},
  {words: ['dsc', 'create-image-watermark', '--file', 'demo.jpg', '--blind-watermark', 'me', '--output-file', 'out']},
  {
    words: [
      ...['request', 'POST', '/v1/things', '--service', 'vpc', '--header', `X-Auth-Token: header-${typed}`],
      ...['--param', `access_token=param-${typed}`, '--body', `{"password": "body-${typed}"}`],
    ],
  },
  {words: ['request', 'GET', '/v1/things', '--service', 'vpc', '--header', `Authorization: Bearer header-${typed}0`]},
  {words: ['batch', 'lines', '--progress', 'none']},
  {words: ['batch', 'lines', '--progress', 'none', '--preview']},
  {words: ['whoami']},
  {words: ['doctor']},
  {words: ['regions', 'vpc']},
  {words: ['configure', 'list']},
  {words: ['configure', 'profiles']},
  {words: ['configure', 'get', 'sk']},
  {words: ['configure', 'set', 'region', 'cn-north-1', '--profile', 'other']},
  {words: ['configure', 'unset', 'region', '--profile', 'other']},
  {words: ['configure', 'import', 'koocli']},
  {words: ['configure', 'import', 'terraform']},
  {words: ['configure', 'import', 'obsutil']},
  {words: ['configure', 'export'], isSecret: true},
  {words: ['configure']},
  {words: ['cache', 'show']},
  {words: ['cache', 'clear']},
  {words: ['sandbox', 'start', '--port', 'none']},
]

/** A signature is as good as a password for a quarter of an hour. */
const signature = /Signature=[\da-f]{64}|OBS \w+:[\w+/]{27}=/

const isShown = (text: string): boolean =>
  text.includes(mark) || text.includes(typed) || text.includes(accessKeyId) || signature.test(text)

describe('No secret is shown or kept', function () {
  this.timeout(180_000)
  let home: string
  let server: LocalServer
  let ending: Service = () => ({})

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'hwc-secrets-'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(home, path, '..'), {recursive: true})
      writeFileSync(join(home, path), text, {mode: 0o600})
    }
    chmodSync(join(home, 'give-keys'), 0o700)
    server = await startLocalServer((request) => {
      const found = look(request)
      if (isLogIn(request) && ending !== endings['closes the connection']) return credential()
      return found ?? ending(request)
    })
  })
  afterEach(async () => {
    await server.close()
    rmSync(home, {recursive: true, force: true})
  })

  const expand = (text: string): string => text.replaceAll('$HOME', home).replaceAll('$SERVER', server.url)

  const settle = ({env = {}, profile}: Source): Readonly<Record<string, string>> => {
    const folder = join(home, '.huaweicloud')
    mkdirSync(folder, {recursive: true, mode: 0o700})
    if (profile !== undefined) writeFileSync(join(folder, 'credentials'), expand(profile), {mode: 0o600})
    const region = Object.fromEntries(
      ['VPC', 'IAM', 'OBS', 'MEETING', 'SMSAPI', 'DSC'].map((name) => [
        `HUAWEICLOUD_SDK_REGION_${name}_CN_NORTH_4`,
        server.url,
      ]),
    )
    return {
      ...region,
      HWC_REGION: 'cn-north-4',
      HWC_RETRIES: '1',
      HWC_LOG_FILE: join(home, 'calls.log'),
      HUAWEICLOUD_SDK_IAM_ENDPOINT: server.url,
      HUAWEICLOUD_SDK_STS_ENDPOINT: server.url,
      ...Object.fromEntries(Object.entries(env).map(([name, text]) => [name, expand(text)])),
    }
  }

  /** What the user wrote, and profiles made of it, hold secrets; so does the cache of temporary keys, for its owner alone. */
  const isForSecrets = (path: string): boolean =>
    Object.hasOwn(files, path) || path.startsWith('.huaweicloud/') || path.startsWith('.cache/hwc/keys/')

  /** The files below the home that show a secret, or that others may read although they hold one. */
  const leakingFiles = (): string[] =>
    (readdirSync(home, {recursive: true}) as string[])
      .filter((path) => statSync(join(home, path)).isFile())
      .flatMap((path) => {
        const full = join(home, path)
        const holds = isShown(readFileSync(full, 'latin1'))
        if (!isForSecrets(relative(home, full))) return holds ? [path] : []
        return holds && (statSync(full).mode & 0o077) !== 0 ? [`${path} may be read by others`] : []
      })

  it('of any command: all are tried here', () => {
    const tried = new Set(commands.map(({words}) => words.join(' ')))
    const missing = Object.keys(commandLoaders).filter((id) => {
      const words = id.replace(':', ' ')
      return !Array.from(tried).some((line) => line === words || line.startsWith(`${words} `))
    })
    assert.deepEqual(missing, [])
  })

  for (const [name, source] of Object.entries(sources)) {
    it(`of ${name}, however a call ends`, async () => {
      const env = settle(source)
      const shown: string[] = []
      for (const [how, service] of Object.entries(endings)) {
        ending = service
        for (const {words, isSecret} of commands) {
          const hasDebug = ![
            'configure set',
            'configure unset',
            'configure import',
            'configure profiles',
            'cache',
            'regions',
            'sandbox',
          ].some((one) => words.join(' ').startsWith(one))
          for (const more of [{}, {HWC_OUTPUT: 'json', HWC_DEBUG: hasDebug ? 'true' : 'false'}]) {
            const run = await runCommand(words, {home, env: {...env, ...more}})
            const data = isSecret || (run.exitCode === 0 && how === 'sends elsewhere') ? '' : run.stdout
            const lines = (data + run.stderr).split('\n').filter(isShown)
            if (lines.length > 0) shown.push(`${how}: ${words.join(' ')}\n${lines.join('\n')}`)
            if (run.exitCode === 1) shown.push(`${how}: ${words.join(' ')}\n${run.stderr}`)
          }
        }
      }
      assert.deepEqual(shown, [])
      assert.deepEqual(leakingFiles(), [])
      if (!name.startsWith('a half') && !name.startsWith('a broken')) {
        assert.ok(existsSync(join(home, 'calls.log')))
        assert.ok(server.requests.length > 50)
      }
    })
  }

  it('by the built program, in its output, its files, or the words of a process', async () => {
    ending = endings['refuses in JSON, quoting what it got'] ?? ending
    const shown: string[] = []
    const processes = await watchProcesses([mark, typed], async () => {
      for (const name of ['the environment', 'a profile', 'a program', 'a password'] as const) {
        const env = settle(sources[name] ?? {})
        const chosen = commands.filter(({isSecret, words}) => !isSecret && words[0] !== 'sandbox')
        const run = async ({words}: (typeof commands)[number]): Promise<void> => {
          const {stdout, stderr} = await runHwc(words, {home, env: {...env, HWC_DEBUG: 'true'}})
          const lines = (stdout + stderr).split('\n').filter(isShown)
          if (lines.length > 0) shown.push(`${name}: ${words.join(' ')}\n${lines.join('\n')}`)
        }
        for (let at = 0; at < chosen.length; at += 3) await Promise.all(chosen.slice(at, at + 3).map(run))
      }
    })
    assert.deepEqual(shown, [])
    assert.deepEqual(
      processes.filter((line) => line.includes(mark)),
      [],
    )
    // What was typed stands among the words that the user wrote: it was looked closely enough.
    if (process.platform === 'linux') assert.ok(processes.length > 0)
    assert.deepEqual(leakingFiles(), [])
  })

  it('of a proxy, in any way that it fails', async () => {
    const {host} = new URL(server.url)
    const proxy = `http://user:proxy-${mark}@${host}`
    const shown: string[] = []
    for (const [how, service] of Object.entries(endings)) {
      ending = (request) => ({status: 407, ...service(request)})
      for (const endpoint of ['https://vpc.example.test', 'http://vpc.example.test']) {
        for (const named of [{HWC_PROXY: proxy}, {HTTPS_PROXY: proxy, HTTP_PROXY: proxy}]) {
          const env = {...settle({env: keys}), ...named, HWC_INSECURE: 'true', HUAWEICLOUD_SDK_PROJECT_ID: 'p'}
          for (const words of [
            ['vpc', 'list-vpcs', '--endpoint', endpoint, '--debug'],
            ['doctor', '--endpoint', endpoint],
            ['configure', 'list'],
          ]) {
            const run = await runCommand(words, {home, env})
            const lines = (run.stdout + run.stderr).split('\n').filter(isShown)
            if (lines.length > 0) shown.push(`${how}: ${words.join(' ')}\n${lines.join('\n')}`)
          }
        }
      }
    }
    assert.deepEqual(shown, [])
    assert.deepEqual(leakingFiles(), [])
  })

  it('by a sandbox, whose keys are its own', async () => {
    const sandbox = await startSandboxProcess()
    try {
      const lines = sandbox.hwc.stdout() + sandbox.hwc.stderr()
      assert.ok(!lines.includes(mark))
    } finally {
      await sandbox.stop()
    }
  })
})
