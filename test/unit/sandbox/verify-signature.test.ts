import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {type ArrivedRequest, bodyHashName, verifySignature} from '../../../src/sandbox/verify-signature.js'
import {verifyObsSignature} from '../../../src/sandbox/verify-obs-signature.js'
import {fixture} from '../../support/repository.js'

interface Body {
  readonly utf8?: string
  readonly base64?: string
  readonly stream_base64?: string
  readonly form?: Readonly<Record<string, string>>
}

interface Vector {
  readonly id: string
  readonly layer: string
  readonly input: {
    readonly algorithm: string
    readonly ak: string
    readonly sk: string
    readonly method: string
    readonly host?: string
    readonly resource_path?: string
    readonly body?: Body | null
  }
  readonly expected?: {
    readonly headers: readonly (readonly [string, string])[]
    readonly request_uri: string
    readonly sample_authorization?: string
  }
}

const {vectors} = JSON.parse(readFileSync(fixture('vectors/signing.json'), 'utf8')) as {
  readonly vectors: readonly Vector[]
}

const clock = new Date('2024-03-05T06:07:08Z')
const madeUpHash = /^sha256-content-sha256-given$/

/** Why a vector says nothing about what a server can check; undefined where it does. */
const whySkipped = ({id, layer, expected, input}: Vector): string | undefined => {
  if (expected === undefined) return 'the signer refuses it'
  if (layer === 'obs') return 'signed the way of object storage: see below'
  if (id === 'sm2-short-coordinate') return 'the SDK’s signature is no standard SM2 here'
  if (/[?#]/.test(input.resource_path ?? '')) return 'its path holds a ? that no request line can hold'
  if (expected.headers.filter(([name]) => name.toLowerCase() === 'authorization').length > 1)
    return 'it has two Authorization headers'
  if (!expected.headers.some(([name, value]) => name === 'Authorization' && value.includes('Signature=')))
    return 'not signed'
  return undefined
}

const bytesOf = ({utf8, base64, stream_base64: stream, form}: Body): Buffer => {
  if (form !== undefined) return Buffer.from(new URLSearchParams(form).toString())
  const encoded = base64 ?? stream
  return encoded === undefined ? Buffer.from(utf8 ?? '') : Buffer.from(encoded, 'base64')
}

const dateOf = ({headers}: ArrivedRequest): Date => {
  const digits = (headers.get('x-sdk-date') ?? '').replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')
  return new Date(digits)
}

const arrived = ({input, expected}: Vector): ArrivedRequest => {
  const headers = new Map((expected?.headers ?? []).map(([name, value]) => [name.toLowerCase(), String(value)]))
  if (expected?.sample_authorization !== undefined) headers.set('authorization', expected.sample_authorization)
  const body = bytesOf(input.body ?? {})
  return {
    method: input.method,
    target: expected?.request_uri ?? '',
    headers,
    bodyLength: body.length,
    bodyHash: createHash(bodyHashName(headers.get('authorization')))
      .update(body)
      .digest('hex'),
  }
}

const keysOf = ({input}: Vector) => ({accessKeyId: input.ak, secretAccessKey: input.sk})

const byId = (id: string): Vector => {
  const vector = vectors.find((item) => item.id === id)
  assert.ok(vector)
  return vector
}

describe('verifyObsSignature', () => {
  for (const vector of vectors.filter(({layer}) => layer === 'obs')) {
    it(`accepts what the SDK signed, and nothing else: ${vector.id}`, () => {
      const request = arrived(vector)
      const headers = new Map([...request.headers, ['host', vector.input.host ?? '']])
      const verify = (changed: Partial<ArrivedRequest>) =>
        verifyObsSignature({...request, headers, ...changed}, keysOf(vector), clock)?.message
      const fails = 'Incorrect IAM authentication information: verify aksk signature fail'
      assert.deepEqual(
        [verify({}), verify({method: 'OPTIONS'}), verify({headers: new Map([...headers, ['x-obs-x', 'y']])})],
        [undefined, fails, fails],
      )
    })
  }
})

describe('verifyObsSignature of a header that begins with a blank beyond ASCII', () => {
  it('accepts what the SDK signed', () => {
    const headers = new Map([
      ['host', 'box.obs.example.com'],
      ['date', 'Tue Mar 05 2024 06:07:08 GMT'],
      ['x-obs-acl', '\u00a0x'],
      ['authorization', 'OBS AK:dVyf1Cnv3XSLrc3xa26G4mNTaQY='],
    ])
    const request = {method: 'GET', target: '/key', headers, bodyLength: 0, bodyHash: ''}
    assert.equal(verifyObsSignature(request, {accessKeyId: 'AK', secretAccessKey: 'SK'}, clock), undefined)
  })
})

describe('verifySignature', () => {
  const skipped = new Map<string, number>()
  after(() => {
    for (const [why, count] of skipped) process.stdout.write(`      ${count} vectors skipped: ${why}\n`)
  })

  for (const vector of vectors) {
    const why = whySkipped(vector)
    if (why !== undefined) {
      skipped.set(why, (skipped.get(why) ?? 0) + 1)
      continue
    }
    if (madeUpHash.test(vector.id)) continue
    it(`accepts what the SDK signed: ${vector.id}`, () => {
      const request = arrived(vector)
      assert.equal(verifySignature(request, keysOf(vector), dateOf(request)), undefined)
    })
  }

  const good = arrived(byId('sha256-post-json'))
  const keys = keysOf(byId('sha256-post-json'))
  const refusal = (message: string) => ({
    status: 401,
    code: 'APIGW.0301',
    message: `Incorrect IAM authentication information: ${message}`,
  })
  const withHeader = (name: string, value: string): ArrivedRequest => ({
    ...good,
    headers: new Map([...good.headers, [name, value]]),
  })
  const withoutHeader = (name: string): ArrivedRequest => ({
    ...good,
    headers: new Map([...good.headers].filter(([key]) => key !== name)),
  })
  const authorization = good.headers.get('authorization') ?? ''

  const bad: readonly (readonly [string, ArrivedRequest, string])[] = [
    ['another method', {...good, method: 'PUT'}, 'verify aksk signature fail'],
    ['another path', {...good, target: '/v1/pid/vpcz'}, 'verify aksk signature fail'],
    ['a query that was not signed', {...good, target: `${good.target}?a=1`}, 'verify aksk signature fail'],
    ['another body', {...good, bodyHash: 'e'.repeat(64)}, 'verify aksk signature fail'],
    ['another signed header', withHeader('content-type', 'text/plain'), 'verify aksk signature fail'],
    ['another host', withHeader('host', 'elsewhere'), 'verify aksk signature fail'],
    [
      'another signature',
      withHeader('authorization', authorization.replace(/Signature=.*/, `Signature=${'0'.repeat(64)}`)),
      'verify aksk signature fail',
    ],
    ['no signature', withoutHeader('authorization'), 'the request is not signed (no Authorization header)'],
    [
      'an Authorization of another kind',
      withHeader('authorization', 'Bearer x'),
      'the Authorization header has not the form of a signature',
    ],
    [
      'an unknown algorithm',
      withHeader('authorization', authorization.replace('SDK-HMAC-SHA256', 'SDK-HMAC-MD5')),
      'the sandbox does not verify SDK-HMAC-MD5',
    ],
    [
      'another access key',
      withHeader('authorization', authorization.replace(/Access=[^,]+/, 'Access=ANOTHER')),
      "the access key is not one of this sandbox's",
    ],
    [
      'a host that was not signed',
      withHeader('authorization', authorization.replace(/host;?/, '')),
      'these headers must be signed: host',
    ],
    ['a signed header that is lost', withoutHeader('content-type'), 'signed headers did not arrive: content-type'],
    ['a date of another form', withHeader('x-sdk-date', '2024-03-05'), 'X-Sdk-Date has not the form YYYYMMDDTHHMMSSZ'],
    [
      'a content hash that is not the body’s',
      arrived(byId('sha256-content-sha256-given')),
      'x-sdk-content-sha256 is not the hash of the body',
    ],
  ]
  for (const [what, request, message] of bad) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(verifySignature(request, keys, clock), refusal(message))
    })
  }

  it('refuses the right request under another secret key', () => {
    const other = {...keys, secretAccessKey: 'other'}
    assert.deepEqual(verifySignature(good, other, clock), refusal('verify aksk signature fail'))
  })

  it('allows fifteen minutes between the clocks, and no more', () => {
    const expired = refusal('the signature has expired: X-Sdk-Date is more than 15 minutes away')
    const at = (seconds: number) => verifySignature(good, keys, new Date(clock.getTime() + seconds * 1000))
    assert.deepEqual([at(-901), at(-900), at(900), at(901)], [expired, undefined, undefined, expired])
  })

  it('refuses every algorithm’s sample once a byte of its signature is changed', () => {
    for (const id of ['sm3-get', 'v11-get', 'p256-get']) {
      const vector = byId(id)
      const request = arrived(vector)
      const changed = (request.headers.get('authorization') ?? '').replace(/.$/, (last) => (last === '0' ? '1' : '0'))
      const headers = new Map([...request.headers, ['authorization', changed] as const])
      assert.deepEqual(
        verifySignature({...request, headers}, keysOf(vector), clock),
        refusal('verify aksk signature fail'),
        id,
      )
    }
  })
})
