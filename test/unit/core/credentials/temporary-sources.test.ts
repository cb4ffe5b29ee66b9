import assert from 'node:assert/strict'
import {chmodSync} from 'node:fs'
import {resolveAccount} from '../../../../src/core/credentials/resolve-account.js'
import {runCredentialProcess} from '../../../../src/core/credentials/run-credential-process.js'
import {type Account, type CredentialType} from '../../../../src/core/credentials/types.js'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {CredentialsError} from '../../../../src/core/errors/credentials-error.js'
import {ServiceError} from '../../../../src/core/errors/service-error.js'
import {
  meansOn,
  type Sent,
  setStage,
  type Setting,
  type Stage,
  stubOutreach,
  type VectorCase,
} from '../../../support/credential-cases.js'

interface Scene extends Setting {
  readonly profile?: string
  readonly region?: string
  readonly stubs?: NonNullable<VectorCase['input']['http_stubs']>
  /** By default `basic`. */
  readonly type?: CredentialType
  /** Whether this is an instance of the cloud; by default it is none. */
  readonly hasMetadata?: boolean
}

interface Played {
  readonly account: Account
  readonly sent: readonly Sent[]
  readonly stage: Stage
}

const stages: Stage[] = []

const play = async (
  {profile, region, stubs = [], type = 'basic', hasMetadata = false, ...setting}: Scene,
  prepare?: (stage: Stage) => void,
): Promise<Played> => {
  const stage = setStage(setting)
  stages.push(stage)
  prepare?.(stage)
  const {outreach, sent} = stubOutreach({http_stubs: stubs, refused_hosts: hasMetadata ? [] : ['169.254.169.254']})
  const account = await resolveAccount({
    credentialType: type,
    surroundings: stage.surroundings,
    ...stage.load(profile === undefined ? {} : {profile: stage.expand(profile)}),
    warn: (message) => void stage.warnings.push(message),
    means: meansOn(stage, outreach, region),
  })
  return {account, sent, stage}
}

const profile = (name: string): string => `$HOME/.huaweicloud/profiles/${name}`

const answer = (prefix: string): string =>
  JSON.stringify({
    credential: {
      access: `${prefix}-ak`,
      secret: `${prefix}-sk`,
      securitytoken: `${prefix}-token`,
      expires_at: '2024-03-05T12:07:08.000000Z',
    },
  })

const securityTokens = (...bodies: readonly string[]) => [
  {
    method: 'POST',
    path: '/v3.0/OS-CREDENTIAL/securitytokens',
    replies: bodies.map((body) => ({status: '201', headers: [], body})),
  },
]

const bodyOf = ({request: {body}}: Sent): string => (body instanceof Uint8Array ? Buffer.from(body).toString() : '')

/** The keys of an account and the time of the vectors' clock, printed as a program would. */
const printed = `'{"Version": 1, "AccessKeyId": "p-ak", "SecretAccessKey": "p-sk", "SessionToken": "p-token"}'`

describe('An agency', () => {
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.strike()
  })

  const agency = '[hwc]\nagency_name=worker\nagency_domain=other\nduration=900\n[basic]\nproject_id=p1\n'

  it("is assumed at IAM with the profile's own keys", async () => {
    const {account, sent} = await play({
      files: {[profile('a')]: `${agency}ak=base-ak\nsk=base-sk\n`},
      profile: 'a',
      region: 'cn-north-4',
      stubs: securityTokens(answer('a')),
    })
    assert.deepEqual(
      [account.keys, account.projectId],
      [{accessKeyId: 'a-ak', secretAccessKey: 'a-sk', securityToken: 'a-token'}, 'p1'],
    )
    assert.deepEqual(
      sent.map((one) => [one.request.host, one.keys?.accessKeyId, JSON.parse(bodyOf(one))]),
      [
        [
          'iam.cn-north-4.myhuaweicloud.com',
          'base-ak',
          {
            auth: {
              identity: {
                methods: ['assume_role'],
                assume_role: {agency_name: 'worker', domain_name: 'other', duration_seconds: 900},
              },
            },
          },
        ],
      ],
    )
  })

  it('is assumed at STS where it is a URN', async () => {
    const stubs = [
      {method: 'POST', path: '/v5/agencies/assume', replies: [{status: '200', headers: [], body: answer('s')}]},
    ]
    const files = {[profile('a')]: '[hwc]\nagency_name=iam::d1:agency:worker\n[basic]\nak=k\nsk=s\n'}
    const {account, sent} = await play({files, profile: 'a', region: 'cn-north-4', stubs})
    assert.equal(account.keys.accessKeyId, 's-ak')
    assert.deepEqual(
      sent.map((one) => [one.request.host, bodyOf(one)]),
      [
        [
          'sts.cn-north-4.myhuaweicloud.com',
          '{"duration_seconds": 3600, "agency_urn": "iam::d1:agency:worker", "agency_session_name": "hwc"}',
        ],
      ],
    )
    await assert.rejects(play({files, profile: 'a', stubs}), /no STS endpoint is known$/)
  })

  it('is assumed with the keys of a source profile, which may assume one itself', async () => {
    const files = {
      [profile('a')]: `${agency.replace('worker', 'outer')}`.replace('[hwc]', '[hwc]\nsource_profile=b'),
      [profile('b')]: `${agency.replace('worker', 'inner')}`.replace('[hwc]', '[hwc]\nsource_profile=c'),
      [profile('c')]: '[global]\nak=c-ak\nsk=c-sk\n',
    }
    const {account, sent} = await play({files, profile: 'a', stubs: securityTokens(answer('b'), answer('a'))})
    assert.equal(account.keys.accessKeyId, 'a-ak')
    assert.deepEqual(
      sent.map((one) => [one.keys?.accessKeyId, /"agency_name": "(\w+)"/.exec(bodyOf(one))?.[1]]),
      [
        ['c-ak', 'inner'],
        ['b-ak', 'outer'],
      ],
    )
  })

  it("is assumed at the IAM of the profile whose keys assume it, whatever the other's says", async () => {
    const chain = (outer: string, inner: string) => ({
      [profile('a')]: `[hwc]\nagency_name=outer\nagency_domain=x\nsource_profile=b\n[basic]\n${outer}`,
      [profile('b')]: `[hwc]\nagency_name=inner\nagency_domain=x\n[global]\nak=b-ak\nsk=b-sk\n${inner}`,
    })
    const asked = async (outer: string, inner: string): Promise<readonly (string | undefined)[]> => {
      const stubs = securityTokens(answer('inner'), answer('outer'))
      const {account, sent} = await play({files: chain(outer, inner), profile: 'a', stubs})
      return [...sent.map(({request, keys}) => `${keys?.accessKeyId ?? ''} ${request.host}`), account.iamEndpoint]
    }
    const [own, other] = ['iam_endpoint=iam.outer.example.com\n', 'iam_endpoint=iam.inner.example.com\n']
    assert.deepEqual(await asked('', other), [
      'b-ak iam.inner.example.com',
      'inner-ak iam.inner.example.com',
      'https://iam.inner.example.com',
    ])
    assert.deepEqual(await asked(own, other), [
      'b-ak iam.inner.example.com',
      'inner-ak iam.inner.example.com',
      'https://iam.outer.example.com',
    ])
    assert.deepEqual(await asked(own, ''), [
      'b-ak iam.outer.example.com',
      'inner-ak iam.outer.example.com',
      'https://iam.outer.example.com',
    ])
  })

  it('whose source profiles go in a circle is an error', async () => {
    const files = {
      [profile('a')]: '[hwc]\nagency_name=x\nsource_profile=b\n',
      [profile('b')]: '[hwc]\nagency_name=y\nsource_profile=a\n',
    }
    await assert.rejects(play({files, profile: 'a'}), {message: 'source_profile goes in a circle: a -> b -> a'})
  })

  it('without keys, with an unknown source profile or one that needs no agency, is an error', async () => {
    const fails = async (text: string, message: RegExp): Promise<void> => {
      await assert.rejects(play({files: {[profile('a')]: text}, profile: 'a'}), message)
    }
    await fails('[hwc]\nagency_name=x\n', /names the agency x but no keys that may assume it$/)
    await fails('[hwc]\nagency_name=x\nsource_profile=no\n', /source_profile of profile a: no profile no \(/)
    await fails('[hwc]\nsource_profile=no\n', /has source_profile but no agency_name$/)
    await fails(
      '[hwc]\nagency_name=x\nduration=long\n[basic]\nak=a\nsk=b\n',
      /duration of profile a: expected a number of seconds$/,
    )
    await fails('[hwc]\nagency_name=x\n[basic]\nak=a\nsk=b\n', /needs agency_domain/)
  })

  it('that is refused says so with the answer of IAM', async () => {
    const stubs = [
      {
        method: 'POST',
        path: '/v3.0/OS-CREDENTIAL/securitytokens',
        replies: [{status: '403', headers: [], body: '{"error": {"message": "no", "code": 403}}'}],
      },
    ]
    await assert.rejects(
      play({files: {[profile('a')]: `${agency}ak=k\nsk=s\n`}, profile: 'a', stubs}),
      (error) =>
        error instanceof ServiceError &&
        error.message === 'Cannot assume the agency worker: no' &&
        error.exitCode === 12,
    )
  })

  it('is assumed once while its keys last, and never with the keys of another', async () => {
    const files = {[profile('a')]: `${agency}ak=k\nsk=s\n`}
    const first = await play({files, profile: 'a', stubs: securityTokens(answer('a'))})
    const again = async (text: string): Promise<number> => {
      const {outreach, sent} = stubOutreach({http_stubs: securityTokens(answer('x'))})
      const {stage} = first
      const other = setStage({files: {[profile('a')]: text}})
      stages.push(other)
      await resolveAccount({
        credentialType: 'basic',
        surroundings: stage.surroundings,
        ...other.load({profile: 'a'}),
        warn: () => undefined,
        means: meansOn(stage, outreach),
      })
      return sent.length
    }
    assert.equal(first.sent.length, 1)
    assert.equal(await again(`${agency}ak=k\nsk=s\n`), 0)
    assert.equal(await again(`${agency}ak=k2\nsk=s\n`), 1)
    assert.equal(await again(`${agency.replace('other', 'third')}ak=k\nsk=s\n`), 1)
  })
})

describe('A credential_process', () => {
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.strike()
  })

  it('prints keys, and no shell runs it', async () => {
    const {account} = await play({files: {[profile('a')]: `[hwc]\ncredential_process=echo ${printed}\n`}, profile: 'a'})
    assert.deepEqual(account.keys, {accessKeyId: 'p-ak', secretAccessKey: 'p-sk', securityToken: 'p-token'})
    const files = {[profile('a')]: `[hwc]\ncredential_process=echo ${printed} ; touch $HOME/ran\n`}
    await assert.rejects(play({files, profile: 'a'}), {message: 'credential_process did not answer with JSON'})
  })

  it('that fails says how, and shows nothing of what it prints', async () => {
    const fails = async (command: string, message: string): Promise<Stage | undefined> => {
      const files = {[profile('a')]: `[hwc]\ncredential_process=${command}\n`}
      await assert.rejects(play({files, profile: 'a'}), (error) => {
        assert.ok(error instanceof CredentialsError)
        assert.equal(error.message, message)
        return true
      })
      return stages.at(-1)
    }
    const stage = await fails(`sh -c 'echo hidden; echo oops >&2; exit 3'`, 'credential_process failed: exit code 3')
    assert.deepEqual(stage?.warnings, ['oops\n'])
    await fails(
      `echo '{"AccessKeyId": "k", "SecretAccessKey": "hidden", "Expiration": "2020-01-01T00:00:00Z"}'`,
      'credential_process printed keys that ended 2020-01-01T00:00:00.000Z',
    )
    await fails('/no/such/program', 'credential_process failed: ENOENT')
    await fails(`echo '{"AccessKeyId": "hidden"}'`, 'credential_process answered without an access key')
    await fails(`echo 'a`, 'credential_process: a quote is not closed')
  })

  it('is not run where others may write the file', async () => {
    const files = {[profile('a')]: `[hwc]\ncredential_process=echo ${printed}\n`}
    const shared = play({files, profile: 'a'}, (stage) => {
      chmodSync(stage.expand(profile('a')), 0o620)
    })
    await assert.rejects(shared, /credential_process is not run, since others may write the file$/)
  })

  it('is refused in a profile given as a path', async () => {
    const files = {'$HOME/x.ini': '[hwc]\ncredential_process=touch /tmp/never\n'}
    await assert.rejects(play({files, profile: '$HOME/x.ini'}), ConfigError)
  })

  it('that does not end in time is ended, even if it will not be asked to', async () => {
    const began = Date.now()
    const run = runCredentialProcess({
      command: `sh -c 'trap "" TERM; while :; do sleep 0.1; done'`,
      env: process.env,
      now: () => new Date(),
      showMessages: () => undefined,
      timeout: 200,
    })
    await assert.rejects(run, {message: 'credential_process failed: it did not end within 0.2 s'})
    assert.ok(Date.now() - began < 10_000)
  })

  it('ends with the command, and says which signal ended it', async () => {
    const run = (command: string, signal?: AbortSignal) =>
      runCredentialProcess({command, env: process.env, now: () => new Date(), showMessages: () => undefined, signal})
    const controller = new AbortController()
    const ended = run('sleep 100', controller.signal)
    setTimeout(() => {
      controller.abort(new CredentialsError('the time is up'))
    }, 50)
    await assert.rejects(ended, {message: 'the time is up'})
    await assert.rejects(run(`sh -c 'kill -INT $$'`), {message: 'credential_process failed: it was ended by SIGINT'})
  })
})

describe('credential_sources', () => {
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.strike()
  })

  const env = {HUAWEICLOUD_SDK_AK: 'e-ak', HUAWEICLOUD_SDK_SK: 'e-sk', HW_ACCESS_KEY: 't-ak', HW_SECRET_KEY: 't-sk'}
  const keysWith = async (sources: string): Promise<string> => {
    const text = `[basic]\nak=f-ak\nsk=f-sk\n[hwc]\ncredential_sources=${sources}\n`
    const {account} = await play({env, files: {'$HOME/.huaweicloud/credentials': text}})
    return account.keys.accessKeyId
  }

  it('is another chain: other members, another order', async () => {
    assert.equal(await keysWith(''), 'e-ak')
    assert.equal(await keysWith('profile, environment'), 'f-ak')
    assert.equal(await keysWith('metadata,terraform'), 't-ak')
    await assert.rejects(keysWith('metadata'), /No credentials found in instance metadata: nobody answers/)
    await assert.rejects(keysWith('profil'), ConfigError)
  })
  it('gives pods and instances no ids or endpoint that belong to keys of the environment or go beside a named profile', async () => {
    const pod = {
      HC_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/pod',
      HC_CONTAINER_AUTHORIZATION_TOKEN_FILE: profile('token'),
      HUAWEICLOUD_SDK_PROJECT_ID: 'e-project',
      HWC_ENDPOINT: 'e.example.com',
    }
    const files = {
      '$HOME/.huaweicloud/credentials': '[hwc]\ncredential_sources=pod,environment\n',
      [profile('p')]: '[hwc]\ncredential_sources=pod\n',
      [profile('token')]: 't',
    }
    const stubs = [{method: 'POST', path: '/pod', replies: [{status: '200', headers: [], body: answer('pod')}]}]
    const found = async (scene: Scene) => {
      const {account} = await play({files, stubs, ...scene})
      return [account.keys.accessKeyId, account.projectId, account.endpoint?.endpoints]
    }
    assert.deepEqual(await found({env: pod}), ['pod-ak', 'e-project', ['https://e.example.com']])
    assert.deepEqual(await found({env: {...pod, ...env}}), ['pod-ak', undefined, undefined])
    assert.deepEqual(await found({env: pod, profile: 'p'}), ['pod-ak', 'e-project', undefined])
  })

  it('leaves a named profile its ids and endpoints, whoever gives the keys', async () => {
    const rows = 'project_id=p-project\ndomain_id=p-domain\niam_endpoint=iam.p.example.com\n'
    const sources: Readonly<Record<string, string>> = {
      'pod-ak': 'credential_sources=pod',
      'meta-ak': 'credential_sources=profile,metadata',
      'program-ak': `credential_process=printf '{"accessKeyId": "program-ak", "secretAccessKey": "s"}'`,
      'agency-ak': 'agency_name=worker\nagency_domain=acme\nsource_profile=base',
    }
    const stubs = [
      {method: 'POST', path: '/pod', replies: [{status: '200', headers: [], body: answer('pod')}]},
      {method: 'PUT', path: '/meta-data/latest/api/token', replies: [{status: '200', headers: [], body: 'token'}]},
      {
        method: 'GET',
        path: '/openstack/latest/securitykey',
        replies: [{status: '200', headers: [], body: answer('meta')}],
      },
      {
        method: 'POST',
        path: '/v3.0/OS-CREDENTIAL/securitytokens',
        replies: [{status: '201', headers: [], body: answer('agency')}],
      },
    ]
    for (const [key, hwc] of Object.entries(sources)) {
      const files = {
        [profile('p')]: `[hwc]\n${hwc}\nendpoint=p.example.com\n[basic]\n${rows}[global]\n${rows}`,
        [profile('base')]: '[basic]\nak=base-ak\nsk=base-sk\nproject_id=base-project\n',
        [profile('token')]: 't',
      }
      const env = {
        HC_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/pod',
        HC_CONTAINER_AUTHORIZATION_TOKEN_FILE: profile('token'),
        HUAWEICLOUD_SDK_PROJECT_ID: 'e-project',
        HUAWEICLOUD_SDK_DOMAIN_ID: 'e-domain',
        HWC_ENDPOINT: 'e.example.com',
      }
      for (const [type, ids] of [
        ['basic', {projectId: 'p-project'}],
        ['global', {domainId: 'p-domain'}],
        ['own', {}],
      ] as const) {
        const {account} = await play({files, stubs, env, profile: 'p', type, hasMetadata: true})
        const {keys, source, expires, endpoint, ...rest} = account
        assert.deepEqual([keys.accessKeyId, endpoint?.endpoints], [key, ['https://p.example.com']], `${key} ${type}`)
        assert.deepEqual(
          rest,
          {...ids, iamEndpoint: 'https://iam.p.example.com'},
          `${key} ${type} ${source} ${expires}`,
        )
      }
    }
  })
})
