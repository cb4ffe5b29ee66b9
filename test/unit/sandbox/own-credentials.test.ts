import assert from 'node:assert/strict'
import {createHash, createHmac} from 'node:crypto'
import {serialize} from 'bson'
import {type Sandbox, startSandbox} from '../../../src/sandbox/start-sandbox.js'
import {tokenOf} from '../../../src/sandbox/sandbox-keys.js'
import {fixtureCatalog} from './fixture-catalog.js'
import {type Call, type CallAnswer, send, sign} from './signed-call.js'

const now = new Date('2024-03-05T06:07:08Z')
const date = 'Tue Mar 05 2024 06:07:08 GMT'

interface ObsCall {
  readonly method?: string
  readonly host: string
  readonly target?: string
  /** What the signature says that the resource is. */
  readonly resource: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Lines of the signed text between the date and the resource. */
  readonly signedHeaders?: string
}

describe('a sandbox, for credentials of a service’s own kind', () => {
  let sandbox: Sandbox
  before(async () => {
    sandbox = await startSandbox({catalog: fixtureCatalog(), now: () => now})
  })
  after(async () => sandbox.close())

  const reasonOf = ({text}: CallAnswer): unknown => {
    const {error_msg: message} = JSON.parse(text) as {readonly error_msg?: string}
    return message?.replace('Incorrect IAM authentication information: ', '')
  }

  /** Signs for object storage; written for these tests alone. */
  const store = async (call: ObsCall): Promise<CallAnswer> => {
    const {method = 'GET', host, target = '/', resource, body, headers = {}, signedHeaders = ''} = call
    const md5 = body === undefined ? '' : createHash('md5').update(body).digest('base64')
    const type = headers['Content-Type'] ?? 'application/json'
    const when = headers['x-obs-date'] === undefined ? date : ''
    const text = `${method}\n${headers['Content-MD5'] ?? md5}\n${type}\n${when}\n${signedHeaders}${resource}`
    const signature = createHmac('sha1', sandbox.keys.secretAccessKey).update(text).digest('base64')
    return send(sandbox.port, {
      method,
      target,
      ...(body === undefined ? {} : {body}),
      headers: {
        Host: `${host}:${sandbox.port}`,
        Date: date,
        'Content-Type': type,
        ...(md5 === '' ? {} : {'Content-MD5': md5}),
        ...headers,
        Authorization: `OBS ${sandbox.keys.accessKeyId}:${signature}`,
      },
    })
  }

  it('takes the signature of object storage, for the service and for what its host names', async () => {
    const answers = [
      await store({host: 'obs.store.localhost', resource: '/'}),
      await store({host: 'box.store.localhost', resource: '/box/'}),
      await store({host: 'box.store.localhost', target: '/?acl&prefix=a%20b', resource: '/box/?acl'}),
      await store({
        host: 'box.store.localhost',
        target: '/?response-content-type=a%2Fb',
        resource: '/box/?response-content-type=a/b',
      }),
      await store({
        host: 'box.store.localhost',
        resource: '/box/',
        headers: {'x-obs-date': date, 'x-obs-acl': 'private'},
        signedHeaders: `x-obs-acl:private\nx-obs-date:${date}\n`,
      }),
    ]
    assert.deepEqual(
      answers.map(({status, text}) => [status, text]),
      answers.map(() => [200, '']),
    )
  })

  it('says what is wrong with it', async () => {
    const host = 'box.store.localhost'
    const late = {'x-obs-date': 'Tue Mar 05 2024 08:07:08 GMT'}
    const answers = [
      await store({host, resource: '/other/'}),
      await store({host, resource: '/box/', headers: late, signedHeaders: `x-obs-date:${late['x-obs-date']}\n`}),
      await send(sandbox.port, {target: '/', headers: {Host: host, Date: date}}),
      await send(sandbox.port, {target: '/', headers: {Host: host, Date: date, Authorization: 'OBS someone:YQ=='}}),
      await send(sandbox.port, {target: '/', headers: sign({target: '/', date: now}, host, sandbox.keys)}),
      await store({method: 'PUT', host, resource: '/box/', body: '<Rules />', headers: {'Content-MD5': 'YQ=='}}),
    ]
    assert.deepEqual(
      answers.map((answer) => [answer.status, reasonOf(answer)]),
      [
        [401, 'verify aksk signature fail'],
        [401, 'the signature has expired: its date is more than 15 minutes away'],
        [401, 'the request is not signed (no Authorization header)'],
        [401, "the access key is not one of this sandbox's"],
        [401, 'the Authorization header has not the form OBS ACCESS-KEY:SIGNATURE'],
        [401, 'Content-MD5 is not the digest of the body'],
      ],
    )
  })

  it('checks bodies of XML', async () => {
    const put = async (body: string): Promise<unknown> => {
      const headers = {'Content-Type': 'application/xml'}
      const answer = await store({method: 'PUT', host: 'box.store.localhost', resource: '/box/', body, headers})
      return answer.status < 300 ? answer.status : reasonOf(answer)
    }
    assert.deepEqual(
      [
        await put(
          '<?xml version="1.0"?><Rules xmlns="urn:x"><Rule><Days>7</Days></Rule><Rule><Days>8</Days></Rule></Rules>',
        ),
        await put('<Rules><!-- none --></Rules>'),
        await put('<Other><Rule><Days>7</Days></Rule></Other>'),
        await put('<Rules><Rule><Days>soon</Days></Rule><Rule /></Rules>'),
        await put('<Rules><Rule></Rules>'),
        await put('<!DOCTYPE a [<!ENTITY b "c">]><Rules />'),
        await put('{}'),
      ],
      [
        204,
        'Rule is required',
        "the body's root element must be Rules",
        'Rule.Days must be an integer; Rule.Days is required',
        'The body is no XML: </Rules> closes nothing',
        'The body is no XML: a tag is not well formed',
        'The body is no XML: it has not one root element',
      ],
    )
  })

  it('checks bodies of BSON', async () => {
    const post = async (body: Uint8Array): Promise<unknown> => {
      const type = 'application/bson'
      const text = `POST\n\n${type}\n${date}\n/records`
      const signature = createHmac('sha1', sandbox.keys.secretAccessKey).update(text).digest('base64')
      const answer = await send(sandbox.port, {
        method: 'POST',
        target: '/records',
        body,
        headers: {
          Host: 'obs.store.localhost',
          Date: date,
          'Content-Type': type,
          Authorization: `OBS ${sandbox.keys.accessKeyId}:${signature}`,
        },
      })
      return answer.status < 300 ? answer.status : reasonOf(answer)
    }
    const all = {key: 'a', list: [1, 2.5, true, null], inner: {bytes: Buffer.from('b')}, when: new Date(0)}
    const whole = serialize(all)
    assert.deepEqual(
      [
        await post(whole),
        await post(serialize({other: 1})),
        await post(serialize({key: 1})),
        await post(whole.subarray(0, 20)),
        await post(Buffer.from('text')),
      ],
      [
        204,
        'key is required',
        'key must be a string',
        'The body is no BSON: it has not the length that it says',
        'The body is no BSON: it has not the length that it says',
      ],
    )
  })

  it('takes a token in place of a signature where the service does, the one that it gave', async () => {
    const host = `127.0.0.1:${sandbox.port}`
    const call: Call = {method: 'POST', target: '/tokens', date: now}
    const made = await send(sandbox.port, {...call, headers: sign(call, host, sandbox.keys)})
    const token = String(made.headers['x-subject-token'])
    const list = async (headers: Call['headers'] = {}): Promise<CallAnswer> =>
      send(sandbox.port, {target: '/people', headers})
    const answers = [
      await list({'X-Auth-Token': token}),
      await list(sign({target: '/people', date: now}, host, sandbox.keys)),
      await list({'X-Auth-Token': 'another'}),
    ]
    assert.deepEqual(
      answers.map(({status}) => status),
      [200, 200, 401],
    )
  })

  it('gives an access token to who logs in, and takes that alone', async () => {
    const {accessKeyId, secretAccessKey} = sandbox.keys
    const logIn = async (target: string, authorization: string, body: object): Promise<CallAnswer> =>
      send(sandbox.port, {
        method: 'POST',
        target,
        body: JSON.stringify(body),
        headers: {Authorization: authorization, 'Content-Type': 'application/json'},
      })
    const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`
    const expireTime = now.getTime() / 1000 + 600
    const appText = `${accessKeyId}:u1:${expireTime}:once`
    const appSignature = createHmac('sha256', secretAccessKey).update(appText).digest('hex').toUpperCase()
    const access = Buffer.from(accessKeyId).toString('base64')
    const app = {appId: accessKeyId, userId: 'u1', corpId: null, expireTime, nonce: 'once', clientType: 72}
    const authorization = `HMAC-SHA256 signature=${appSignature},access=${access}`
    const answers = [
      await logIn('/v1/usg/acs/auth/account', basic(`${accessKeyId}:${secretAccessKey}`), {account: accessKeyId}),
      await logIn('/v1/usg/acs/auth/account', basic(`${accessKeyId}:wrong`), {account: accessKeyId}),
      await logIn('/v2/usg/acs/auth/appauth', authorization, app),
      await logIn('/v2/usg/acs/auth/appauth', authorization, {...app, userId: 'u2'}),
      await logIn('/v2/usg/acs/auth/appauth', authorization, {...app, expireTime: 1}),
    ]
    assert.deepEqual(
      answers.map(({status}) => status),
      [200, 401, 200, 401, 401],
    )
    const token = (JSON.parse(answers[0]?.text ?? '') as {readonly accessToken: string}).accessToken
    assert.equal(token, tokenOf(sandbox.keys))
    const show = async (headers: Call['headers'] = {}): Promise<number> =>
      (await send(sandbox.port, {target: '/talks/t1', headers})).status
    assert.deepEqual(
      [await show({'X-Access-Token': token}), await show({'X-Access-Token': 'x'}), await show()],
      [200, 401, 401],
    )
  })
})
