import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {resolveAccount} from '../../../../src/core/credentials/resolve-account.js'
import {type Account, type CredentialType} from '../../../../src/core/credentials/types.js'
import {type Outreach} from '../../../../src/core/credentials/outreach.js'
import {type HttpRequest} from '../../../../src/core/http/types.js'
import {meansOn, setStage} from '../../../support/credential-cases.js'

/** One source of an account, with everything that it can say; each value names it. */
interface Source {
  readonly env?: Readonly<Record<string, string>>
  /** Lines of `[hwc]`, `[basic]` and `[global]`. */
  readonly file?: {readonly hwc?: string; readonly account?: string}
}

const idsOf = (name: string): string =>
  `project_id = ${name}-project\ndomain_id = ${name}-domain\niam_endpoint = iam.${name}.example.com\n`

const sources: Readonly<Record<string, Source>> = {
  'keys of the environment': {
    env: {
      HUAWEICLOUD_SDK_AK: 'env-ak',
      HUAWEICLOUD_SDK_SK: 'env-sk',
      HUAWEICLOUD_SDK_SECURITY_TOKEN: 'env-token',
      HUAWEICLOUD_SDK_PROJECT_ID: 'env-project',
      HUAWEICLOUD_SDK_DOMAIN_ID: 'env-domain',
      HWC_ENDPOINT: 'env.example.com',
    },
  },
  'federation of the environment': {
    env: {
      HUAWEICLOUD_SDK_IDP_ID: 'env-idp',
      HUAWEICLOUD_SDK_ID_TOKEN_FILE: '$HOME/env-id-token',
      HUAWEICLOUD_SDK_PROJECT_ID: 'env-project',
      HUAWEICLOUD_SDK_DOMAIN_ID: 'env-domain',
      HWC_ENDPOINT: 'env.example.com',
    },
  },
  "Terraform's keys": {
    env: {
      HW_ACCESS_KEY: 'tf-ak',
      HW_SECRET_KEY: 'tf-sk',
      HW_SECURITY_TOKEN: 'tf-token',
      HW_PROJECT_ID: 'tf-project',
      HW_DOMAIN_ID: 'tf-domain',
    },
  },
  "Terraform's password": {
    env: {
      HW_USER_NAME: 'tf-user',
      HW_USER_PASSWORD: 'tf-password',
      HW_DOMAIN_NAME: 'tf-account',
      HW_PROJECT_ID: 'tf-project',
      HW_DOMAIN_ID: 'tf-domain',
    },
  },
  'keys of a profile': {
    file: {account: `ak = file-ak\nsk = file-sk\n${idsOf('file')}`, hwc: 'endpoint = file.example.com'},
  },
  'federation of a profile': {
    file: {
      account: `idp_id = file-idp\nid_token_file = $HOME/file-id-token\n${idsOf('file')}`,
      hwc: 'endpoint = file.example.com',
    },
  },
  'an agency of a profile': {
    file: {
      account: `ak = base-ak\nsk = base-sk\n${idsOf('agency')}`,
      hwc: 'agency_name = worker\nagency_domain = acme\nendpoint = agency.example.com',
    },
  },
  'a program of a profile': {
    file: {
      account: idsOf('program'),
      hwc: `credential_process = printf '{"accessKeyId": "program-ak", "secretAccessKey": "program-sk"}'`,
    },
  },
  'instance metadata': {},
  'pod identity': {
    env: {
      HC_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/pod',
      HC_CONTAINER_AUTHORIZATION_TOKEN_FILE: '$HOME/pod-token',
    },
  },
}

const answer = (name: string): string =>
  JSON.stringify({
    credential: {
      access: `${name}-ak`,
      secret: `${name}-sk`,
      securitytoken: `${name}-token`,
      expires_at: '2024-03-05T12:07:08.000000Z',
    },
  })

const bodyOf = ({body}: HttpRequest): string => (body instanceof Uint8Array ? Buffer.from(body).toString() : '')

/** IAM, the metadata service and the pod's, whose keys tell what they were given for. */
const world = (hasMetadata: boolean) => {
  const asked: string[] = []
  const reply = (body: string, headers: Readonly<Record<string, string>> = {}) => ({
    status: 200,
    headers,
    body: Readable.from([Buffer.from(body)]),
  })
  const send: Outreach['send'] = (request, keys) => {
    const {method, host, target} = request
    asked.push([method, host, target, keys?.accessKeyId ?? 'unsigned'].join(' '))
    const body = bodyOf(request)
    if (host === '169.254.169.254') {
      if (!hasMetadata) return Promise.resolve({...reply(''), status: 404})
      return Promise.resolve(reply(method === 'PUT' ? 'metadata-token' : answer('metadata')))
    }
    if (target === '/pod') return Promise.resolve(reply(answer('pod')))
    if (target === '/v3.0/OS-AUTH/id-token/tokens')
      return Promise.resolve(reply('{}', {'x-subject-token': `for-${request.headers['X-Idp-Id'] ?? ''}`}))
    if (target === '/v3/auth/tokens') return Promise.resolve(reply('{}', {'x-subject-token': 'for-password'}))
    const token = /"id": "([^"]+)"/.exec(body)?.[1]
    return Promise.resolve(reply(answer(token ?? `assumed-with-${keys?.accessKeyId ?? ''}`)))
  }
  const outreach: Outreach = {
    send,
    userAgent: 'UA',
    readError: () => Promise.reject(new Error('no error was answered')),
  }
  return {outreach, asked}
}

interface Outcome {
  readonly account: Account
  /** Everything that was asked, but for the metadata service where it has nothing. */
  readonly asked: readonly string[]
}

const resolve = async (names: readonly string[], credentialType: CredentialType): Promise<Outcome> => {
  const chosen = names.map((name) => sources[name] ?? {})
  const file = chosen.map(({file: content}) => content).find((content) => content !== undefined)
  const text = file && `[hwc]\n${file.hwc ?? ''}\n[basic]\n${file.account ?? ''}[global]\n${file.account ?? ''}`
  const stage = setStage({env: Object.assign({}, ...chosen.map(({env = {}}) => env)) as Record<string, string>})
  try {
    for (const name of ['env-id-token', 'file-id-token', 'pod-token']) writeFileSync(join(stage.home, name), name)
    if (text !== undefined) {
      const {mkdirSync} = await import('node:fs')
      mkdirSync(join(stage.home, '.huaweicloud'))
      writeFileSync(join(stage.home, '.huaweicloud/credentials'), stage.expand(text), {mode: 0o600})
    }
    const {outreach, asked} = world(names.includes('instance metadata'))
    const account = await resolveAccount({
      credentialType,
      surroundings: stage.surroundings,
      ...stage.load(),
      warn: () => undefined,
      means: meansOn(stage, outreach, 'cn-north-4'),
    })
    return {
      account: {...account, source: stage.contract(account.source)},
      asked: asked.filter((line) => names.includes('instance metadata') || !line.includes('169.254.169.254')),
    }
  } finally {
    stage.strike()
  }
}

describe('Of two sources', () => {
  for (const type of ['basic', 'global'] as const) {
    it(`one alone gives keys, token, ids and endpoints, and is asked as if it were alone (${type})`, async () => {
      const names = Object.keys(sources)
      const alone = new Map<string, Outcome>()
      for (const name of names) alone.set(name, await resolve([name], type))
      let tried = 0
      for (const [index, one] of names.entries()) {
        for (const other of names.slice(index + 1)) {
          // A profile has one file: its own pairs are ranks within it.
          if (sources[one]?.file !== undefined && sources[other]?.file !== undefined) continue
          const together = await resolve([one, other], type)
          const winner = [one, other].find((name) => alone.get(name)?.account.source === together.account.source)
          // Keys win over a password, federation over keys; both are of one source.
          const candidates = [one, other].filter((name) => {
            const {account} = alone.get(name) ?? together
            return account.keys.accessKeyId === together.account.keys.accessKeyId
          })
          assert.equal(candidates.length, 1, `${one} and ${other}`)
          assert.ok(winner !== undefined, `${one} and ${other}`)
          assert.deepEqual(together, alone.get(candidates[0] ?? ''), `${one} and ${other}`)
          tried += 1
        }
      }
      assert.equal(tried, 39)
    })
  }

  it('a named profile is the only one', async () => {
    const stage = setStage({
      env: sources['keys of the environment']?.env ?? {},
      files: {'$HOME/.huaweicloud/profiles/prod': '[basic]\nak = prod-ak\nsk = prod-sk\n'},
    })
    try {
      const {outreach, asked} = world(true)
      const account = await resolveAccount({
        credentialType: 'basic',
        surroundings: stage.surroundings,
        ...stage.load({profile: 'prod'}),
        warn: () => undefined,
        means: meansOn(stage, outreach),
      })
      assert.deepEqual(
        {...account, source: stage.contract(account.source)},
        {
          keys: {accessKeyId: 'prod-ak', secretAccessKey: 'prod-sk'},
          source: 'profile prod ($HOME/.huaweicloud/profiles/prod)',
        },
      )
      assert.deepEqual(asked, [])
    } finally {
      stage.strike()
    }
  })
})
