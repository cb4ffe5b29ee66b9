import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {accessTokens, type LogInTools} from '../../../../../src/core/credentials/own/log-in.js'
import {CredentialsError} from '../../../../../src/core/errors/credentials-error.js'
import {ServiceError} from '../../../../../src/core/errors/service-error.js'
import {type HttpRequest} from '../../../../../src/core/http/types.js'

const account = new Map([
  ['user_name', 'me'],
  ['user_password', 'secret'],
])
const origin = {scheme: 'https', host: 'meeting.example.com'} as const

interface Stub {
  readonly status?: number
  readonly body?: string
}

describe('Access tokens from a log-in', () => {
  let time = 0
  const tools = (answers: readonly Stub[]): LogInTools & {readonly asked: HttpRequest[]} => {
    const asked: HttpRequest[] = []
    return {
      asked,
      now: () => new Date(time),
      nonce: () => 'once',
      outreach: {
        userAgent: 'hwc',
        readError: ({status}) => Promise.resolve(new ServiceError('refused', {status, code: String(status)})),
        send: (request) => {
          const {status = 200, body = '{"accessToken":"t"}'} = answers[asked.length] ?? {}
          asked.push(request)
          return Promise.resolve({status, headers: {}, body: Readable.from([Buffer.from(body)])})
        },
      },
    }
  }
  const token = (text: string): Stub => ({body: JSON.stringify({accessToken: text})})

  beforeEach(() => {
    time = Date.UTC(2024, 2, 5)
  })

  it('are asked for once by calls side by side, once for each host, and again after 12 hours', async () => {
    const world = tools([token('one'), token('two'), token('three')])
    const tokenFor = accessTokens(account, world)
    assert.deepEqual(await Promise.all([tokenFor(origin), tokenFor(origin)]), ['one', 'one'])
    assert.equal(await tokenFor({scheme: 'http', host: 'localhost:1'}), 'two')
    time += 12 * 60 * 60 * 1000
    assert.equal(await tokenFor(origin), 'one')
    time += 1
    assert.equal(await tokenFor(origin), 'three')
    assert.deepEqual(
      world.asked.map(({scheme, host, target}) => `${scheme}://${host}${target}`),
      ['https://meeting.example.com', 'http://localhost:1', 'https://meeting.example.com'].map(
        (host) => `${host}/v1/usg/acs/auth/account`,
      ),
    )
  })

  it('are asked for again after a failure, which is told', async () => {
    const tokenFor = accessTokens(account, tools([{status: 401}, {body: '{}'}, {body: 'text'}, token('late')]))
    await assert.rejects(tokenFor(origin), ServiceError)
    await assert.rejects(
      tokenFor(origin),
      new CredentialsError('The log-in at meeting.example.com gave no access token'),
    )
    await assert.rejects(tokenFor(origin), CredentialsError)
    assert.equal(await tokenFor(origin), 'late')
  })

  it('need an account or an app id, and a boolean that is one', async () => {
    await assert.rejects(accessTokens(new Map(), tools([]))(origin), CredentialsError)
    const app = new Map([
      ['app_id', 'i'],
      ['app_key', 'k'],
      ['multi_tenant', 'perhaps'],
    ])
    await assert.rejects(accessTokens(app, tools([]))(origin), /multi_tenant: expected true or false/)
  })
})
