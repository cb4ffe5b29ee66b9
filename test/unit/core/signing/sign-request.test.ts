import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {CredentialsError} from '../../../../src/core/errors/credentials-error.js'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {type HttpRequest} from '../../../../src/core/http/types.js'
import {sign} from '../../../../src/core/signing/sign.js'
import {signRequest, type SigningOptions} from '../../../../src/core/signing/sign-request.js'

const keys = {accessKeyId: 'AK', secretAccessKey: 'SK'}
const now = new Date('2024-03-05T06:07:08.999Z')
const request: HttpRequest = {
  method: 'GET',
  scheme: 'https',
  host: 'vpc.example.com',
  target: '/v1/x',
  headers: {'X-Project-Id': 'p'},
}

const names = (signed: HttpRequest): string[] => Object.keys(signed.headers)

describe('signRequest', () => {
  it('adds token, content header, date, host and signature in this order, and changes nothing of the request', () => {
    const before = structuredClone(request)
    const signed = signRequest(
      {...request, headers: {...request.headers, 'Content-Type': 'text/plain'}},
      {...keys, securityToken: 't'},
      {now},
    )
    assert.deepEqual(names(signed), [
      'X-Project-Id',
      'Content-Type',
      'X-Security-Token',
      'X-Sdk-Content-Sha256',
      'X-Sdk-Date',
      'Host',
      'Authorization',
    ])
    assert.deepEqual(
      [signed.headers['X-Sdk-Content-Sha256'], signed.headers['X-Sdk-Date'], signed.headers['Host']],
      ['UNSIGNED-PAYLOAD', '20240305T060708Z', 'vpc.example.com'],
    )
    assert.deepEqual(request, before)
  })

  it('leaves a request with an Authorization of its own unsigned', () => {
    const signed = signRequest({...request, headers: {Authorization: 'Bearer x'}}, {...keys, securityToken: 't'}, {now})
    assert.deepEqual(signed.headers, {Authorization: 'Bearer x', 'X-Security-Token': 't'})
  })

  it('signs another spelling of that header like any other', () => {
    const signed = signRequest({...request, headers: {authorization: 'Bearer x'}}, keys, {now})
    assert.match(signed.headers['Authorization'] ?? '', /SignedHeaders=authorization;host;x-sdk-date,/)
  })

  it('signs a streamed body without reading it', () => {
    const body = {
      length: 3,
      open: (): Readable => {
        throw new Error('opened')
      },
    }
    const headers = {'Content-Type': 'application/octet-stream'}
    const signed = signRequest({...request, method: 'PUT', headers, body}, keys, {now})
    assert.equal(signed.headers['X-Sdk-Content-Sha256'], 'UNSIGNED-PAYLOAD')
    assert.equal(signed.body, body)
    assert.throws(() => signRequest({...request, body}, keys, {now}), TypeError)
  })

  for (const date of ['20240305T060708', '20240230T000000Z', '20240305T240000Z', '20240305T060760Z', '', 'x']) {
    it(`refuses the date "${date}" of a request`, () => {
      assert.throws(() => signRequest({...request, headers: {'x-sdk-date': date}}, keys, {now}), UsageError)
    })
  }

  it('names what is missing, never a value', () => {
    const attempt = (given: typeof keys, options: Partial<SigningOptions>) => () =>
      signRequest(request, given, {now, ...options})
    assert.throws(attempt({...keys, accessKeyId: ''}, {}), CredentialsError)
    assert.throws(attempt({...keys, secretAccessKey: ''}, {}), CredentialsError)
    assert.throws(attempt(keys, {derived: {region: '', service: 's'}}), ConfigError)
    assert.throws(attempt(keys, {derived: {region: 'r', service: ''}}), ConfigError)
  })
})

describe('sign', () => {
  it('signs every try afresh, with the keys and the date of that moment', async () => {
    const seen: (string | undefined)[] = []
    let count = 0
    const middleware = sign(() => ({...keys, securityToken: `token-${(count += 1)}`}), {
      now: () => new Date(now.getTime() + count * 1000),
    })
    const send = middleware(({headers}) => {
      seen.push(headers['X-Security-Token'], headers['X-Sdk-Date'])
      return Promise.resolve({status: 200, headers: {}, body: Readable.from([])})
    })
    await send(request)
    await send(request)
    assert.deepEqual(seen, ['token-1', '20240305T060709Z', 'token-2', '20240305T060710Z'])
  })

  it('signs with a derived key for every host, or for unusual hosts only', async () => {
    const schemes: (string | undefined)[] = []
    const scope = {region: 'cn-north-4', service: 'iotdm'}
    for (const hosts of ['all', 'unusual'] as const) {
      const send = sign(() => keys, {now: () => now, derived: {...scope, hosts}})(({headers}) => {
        schemes.push(headers['Authorization']?.split(' ')[0])
        return Promise.resolve({status: 200, headers: {}, body: Readable.from([])})
      })
      for (const host of ['iotda.cn-north-4.myhuaweicloud.com', 'a1b2.iotda.example.com']) {
        await send({...request, host})
      }
    }
    assert.deepEqual(schemes, ['V11-HMAC-SHA256', 'V11-HMAC-SHA256', 'SDK-HMAC-SHA256', 'V11-HMAC-SHA256'])
  })
})
