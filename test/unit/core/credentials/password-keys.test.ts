import assert from 'node:assert/strict'
import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {resolveAccount} from '../../../../src/core/credentials/resolve-account.js'
import {CredentialsError} from '../../../../src/core/errors/credentials-error.js'
import {ServiceError} from '../../../../src/core/errors/service-error.js'
import {meansOn, setStage, stubOutreach, type VectorCase} from '../../../support/credential-cases.js'

const env = {HW_USER_NAME: 'alice', HW_USER_PASSWORD: 'p@ss"w\u00f6rd', HW_DOMAIN_NAME: 'acme'}

const keys = JSON.stringify({
  credential: {access: 'ak', secret: 'sk', securitytoken: 't', expires_at: '2024-03-05T12:07:08.000000Z'},
})

const stubs: NonNullable<VectorCase['input']['http_stubs']> = [
  {
    method: 'POST',
    path: '/v3/auth/tokens',
    replies: [{status: '201', headers: [['X-Subject-Token', 'MIIsubject']], body: '{"token": {}}'}],
  },
  {method: 'POST', path: '/v3.0/OS-CREDENTIAL/securitytokens', replies: [{status: '201', headers: [], body: keys}]},
]

const logIn = async (variables: Readonly<Record<string, string>>, http_stubs = stubs) => {
  const stage = setStage({env: variables})
  try {
    const {outreach, sent} = stubOutreach({http_stubs})
    const sources = {credentialType: 'basic' as const, surroundings: stage.surroundings, ...stage.load()}
    const means = meansOn(stage, outreach, 'cn-north-4')
    const account = await resolveAccount({...sources, warn: () => undefined, means})
    const again = await resolveAccount({
      ...sources,
      warn: () => undefined,
      means: meansOn(stage, outreach, 'cn-north-4'),
    })
    return {account, again, sent, files: readdirSync(join(stage.home, '.cache/hwc/keys'))}
  } finally {
    stage.strike()
  }
}

describe("A user's password", () => {
  it('logs in at IAM, unsigned, and its token is traded for temporary keys, which are kept', async () => {
    const {account, again, sent, files} = await logIn(env)
    assert.deepEqual(account, {
      keys: {accessKeyId: 'ak', secretAccessKey: 'sk', securityToken: 't'},
      expires: Date.UTC(2024, 2, 5, 12, 7, 8),
      source: "the environment (Terraform's names)",
    })
    assert.deepEqual(again, account)
    const bodies = sent.map(
      ({request: {body}}) => JSON.parse(String(body instanceof Uint8Array ? Buffer.from(body) : '')) as unknown,
    )
    const domain = {name: 'acme'}
    assert.deepEqual(bodies, [
      {
        auth: {
          identity: {methods: ['password'], password: {user: {name: 'alice', password: env.HW_USER_PASSWORD, domain}}},
          scope: {domain},
        },
      },
      {auth: {identity: {methods: ['token'], token: {id: 'MIIsubject', duration_seconds: 21600}}}},
    ])
    assert.deepEqual(
      sent.map(({request, keys: signedWith}) => [request.scheme, request.host, signedWith]),
      Array.from({length: 2}, () => ['https', 'iam.cn-north-4.myhuaweicloud.com', undefined]),
    )
    assert.equal(files.length, 1)
  })

  it('is never used where keys are whole', async () => {
    const stage = setStage({env: {...env, HW_ACCESS_KEY: 'tf-ak', HW_SECRET_KEY: 'tf-sk'}})
    try {
      const account = await resolveAccount({
        credentialType: 'basic',
        surroundings: stage.surroundings,
        ...stage.load(),
        warn: () => undefined,
      })
      assert.deepEqual(account.keys, {accessKeyId: 'tf-ak', secretAccessKey: 'tf-sk'})
    } finally {
      stage.strike()
    }
  })

  it('without its user or account is an error that names what is missing, and shows no value', async () => {
    const {HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME} = env
    await assert.rejects(logIn({HW_USER_PASSWORD, HW_DOMAIN_NAME}), {
      name: 'Error',
      message: "the environment (Terraform's names) has HW_USER_PASSWORD but no HW_USER_NAME",
    })
    await assert.rejects(logIn({HW_USER_NAME, HW_USER_PASSWORD}), /has HW_USER_NAME but no HW_DOMAIN_NAME$/)
    await assert.rejects(logIn({HW_DOMAIN_NAME: 'acme', HWC_DISABLE_METADATA: '1'}), /No credentials found/)
  })

  it('that IAM refuses is an error with its status, without the password', async () => {
    const refused = [
      {
        method: 'POST',
        path: '/v3/auth/tokens',
        replies: [{status: '401', headers: [], body: '{"error": {"message": "wrong", "code": 401}}'}],
      },
    ] as const
    await assert.rejects(logIn(env, [...refused]), (error: unknown) => {
      assert.ok(error instanceof ServiceError)
      assert.equal(error.message, 'Cannot log in as alice of acme: wrong')
      assert.equal(error.status, 401)
      assert.ok(!String(error.hint).includes(env.HW_USER_PASSWORD))
      return true
    })
  })

  it('that IAM takes without giving a token is an error', async () => {
    const empty = [{...stubs[0], replies: [{status: '201', headers: [], body: '{}'}]}] as typeof stubs
    await assert.rejects(logIn(env, empty), CredentialsError)
  })
})
