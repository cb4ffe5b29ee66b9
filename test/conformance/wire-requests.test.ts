import assert from 'node:assert/strict'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {Readable} from 'node:stream'
import {buffer} from 'node:stream/consumers'
import {authenticate} from '../../src/core/client/authenticate.js'
import {type CredentialClass, knownClasses} from '../../src/core/credentials/own/credential-classes.js'
import {
  type Headers,
  type HttpRequest,
  isStreamBody,
  type RequestBody,
  type Transport,
} from '../../src/core/http/types.js'
import {buildRequest} from '../../src/core/request/wire/build-request.js'
import {type Scope} from '../../src/core/request/types.js'
import {algorithmSettings} from '../../src/core/signing/algorithms.js'
import {chooseDerived} from '../../src/core/signing/choose-derived.js'
import {FileValue, isValueMap, NumberText, type Value, type ValueMap} from '../../src/core/values/value.js'
import {list, map, optionalText, readVectors, text} from '../support/vectors.js'
import {wireOperation} from './wire-catalog.js'

const bytesOf = async (body: RequestBody | undefined): Promise<Buffer> =>
  body === undefined ? Buffer.alloc(0) : isStreamBody(body) ? buffer(body.open()) : Buffer.from(body)

const decode = (body: ValueMap): Buffer =>
  body.has('base64') ? Buffer.from(text(body.get('base64')), 'base64') : Buffer.from(text(body.get('utf8')), 'utf8')

/** A datetime object of the SDK goes out with `+00:00`, never `Z`; hwc sends a text as it was typed. */
const asSdkTime = (value: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? value.replace(/Z$/, '+00:00') : value

/** The arguments of a vector as values: files are written below `folder`. */
const toArgument = async (value: Value, folder: string): Promise<Value> => {
  if (typeof value === 'string') return asSdkTime(value)
  if (Array.isArray(value)) return Promise.all(value.map(async (item: Value) => toArgument(item, folder)))
  if (!isValueMap(value)) return value
  if (!value.has('$file')) {
    const entries = Array.from(value, async ([key, item]) => [key, await toArgument(item, folder)] as const)
    return new Map(await Promise.all(entries))
  }
  const path = join(folder, text(value.get('$file')))
  await mkdir(dirname(path), {recursive: true})
  await writeFile(path, decode(value))
  return new FileValue(path, undefined, optionalText(value.get('content_type')))
}

const classOf = (credential: ValueMap): CredentialClass => knownClasses([text(credential.get('type'))])[0]

const toScope = (credential: ValueMap): Scope => {
  return {
    credentialType: classOf(credential).type,
    projectId: optionalText(credential.get('project_id')),
    domainId: optionalText(credential.get('domain_id')),
  }
}

/** Added, or moved to the front, by the HTTP library of the SDK. */
const libraryHeaders = new Set(['Accept', 'Accept-Encoding', 'Connection', 'Content-Length', 'Host', 'User-Agent'])

/** Signatures that are random, as the vectors write them. */
const withoutRandom = (name: string, value: string): string =>
  name === 'Authorization' && value.startsWith('SDK-ECDSA')
    ? value.replace(/Signature=.*/, 'Signature=<variable>')
    : value

const ownHeaders = (headers: Headers | readonly (readonly [string, string])[]): unknown =>
  ((Array.isArray(headers) ? headers : Object.entries(headers)) as readonly (readonly [string, string])[])
    .filter(([name]) => !libraryHeaders.has(name))
    .map(([name, value]) => [name, withoutRandom(name, value)])

const noOutreach = {
  send: () => Promise.reject(new Error('nobody is asked')),
  readError: () => Promise.reject(new Error('nobody is asked')),
  userAgent: '',
}

/** The request as it goes out, authenticated as its credential class demands; one with an Authorization of its own as it is. */
const authenticated = async (vector: ValueMap, request: HttpRequest): Promise<HttpRequest> => {
  if (Object.hasOwn(request.headers, 'Authorization')) return request
  const credential = map(vector.get('credential'))
  const say = (name: string): string | undefined => optionalText(credential.get(name))
  const [token, authToken] = [say('security_token'), say('auth_token')]
  const keys = {accessKeyId: say('ak') ?? '', secretAccessKey: say('sk') ?? '', ...(token && {securityToken: token})}
  const own = new Map(authToken === undefined ? [] : [['auth_token', authToken]])
  const derived = credential.has('derived') ? map(credential.get('derived')) : undefined
  let sent = request
  const next: Transport = (out) => {
    sent = out
    return Promise.resolve({status: 200, headers: {}, body: Readable.from([])})
  }
  await authenticate(
    classOf(credential),
    {keys, own, source: 'the vector'},
    {
      now: () => new Date('2024-03-05T06:07:08Z'),
      nonce: () => '',
      outreach: noOutreach,
      algorithm: algorithmSettings.get(optionalText(vector.get('signing_algorithm')) ?? 'HMAC_SHA256'),
      derived: chooseDerived({
        mode: 'auto',
        service: derived && text(derived.get('service')),
        region: derived && text(derived.get('region_id')),
        isGlobal: classOf(credential).type === 'global',
      }).derived,
    },
  )(next)(request)
  return sent
}

/** Of a multipart body the vectors hold the parts. */
const expectedBody = (request: ValueMap): Buffer => {
  if (!request.has('multipart')) {
    const body = request.get('body')
    return body === null ? Buffer.alloc(0) : decode(map(body))
  }
  const boundary = '0123456789abcdef0123456789abcdef'
  const parts = list(request.get('multipart')).map(map)
  const bytes = Buffer.concat([
    ...parts.flatMap((part) => [
      Buffer.from(`--${boundary}\r\n${list(part.get('headers')).map(text).join('\r\n')}\r\n\r\n`),
      decode(map(part.get('body'))),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
  const length = request.get('body_length')
  assert.equal(length instanceof NumberText && length.text, String(bytes.length))
  return bytes
}

const refused = new Map([
  ['vpc-list-no-project', 'ConfigError'],
  ['ecs-show-dotdot', 'UsageError'],
  ['ecs-show-dot', 'UsageError'],
  ['ecs-show-empty', 'UsageError'],
  ['ecs-show-missing', 'UsageError'],
])

const skipped = new Map([
  ['vpc-list-ignore-ct', 'hwc has no setting that drops Content-Type'],
  ['vpc-list-invoker-headers', 'hwc adds no headers of its own to an operation'],
  ['vpc-list-preset-authorization', 'hwc adds no headers of its own to an operation'],
])

describe('requests of the SDK', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-wire-'))
  })
  after(async () => rm(folder, {recursive: true}))

  const build = async (vector: ValueMap): ReturnType<typeof buildRequest> => {
    const [service, version] = [text(vector.get('service')), text(vector.get('version'))]
    const {operation, schema} = wireOperation(service, version, text(vector.get('operation')))
    const given = list(vector.get('arguments')).map(map)
    const values = new Map<string, Value>()
    for (const argument of given)
      values.set(
        `${text(argument.get('in')).replace('-prefix', '')} ${text(argument.get('python_name'))}`,
        await toArgument(argument.get('value') ?? null, folder),
      )
    const upload = vector.get('upload_file')
    const body = upload === undefined ? values.get('body body') : await toArgument(upload, folder)
    const credential = map(vector.get('credential'))
    const parameters = operation.parameters.flatMap((parameter) => {
      const value = values.get(`${parameter.in} ${parameter.name}`)
      return value === undefined ? [] : [{parameter, value}]
    })
    assert.equal(parameters.length, given.filter((argument) => argument.get('in') !== 'body').length)
    return buildRequest({
      operation,
      schema,
      arguments: {parameters, ...(body === undefined ? {} : {body})},
      endpoint: text(vector.get('endpoint')),
      scope: toScope(credential),
      userAgent: 'huaweicloud-usdk-python/3.0; hwc-vector/1.0',
      randomBoundary: () => '0123456789abcdef0123456789abcdef',
      bareQueryKeys: classOf(credential).bareQueryKeys === true,
    })
  }

  const check = (vector: ValueMap): void => {
    const id = text(vector.get('id'))
    const title = `${id}: ${text(vector.get('description'))}`
    // Where the SDK sends twice (spec §8.5), hwc sends the first request alone.
    const expected = map(vector.get('expected_request') ?? list(vector.get('expected_requests'))[0])
    const reason = skipped.get(id)
    if (reason !== undefined) {
      it.skip(`${title} (${reason})`)
      return
    }
    const error = refused.get(id)
    if (error !== undefined) {
      it(`${title} (hwc refuses it)`, async () => {
        await assert.rejects(
          build(vector),
          (thrown: unknown) => thrown instanceof Error && thrown.constructor.name === error,
        )
      })
      return
    }
    it(title, async () => {
      const request = await authenticated(vector, await build(vector))
      const headers = list(expected.get('headers')).map((pair): [string, string] => {
        const [name, value] = list(pair)
        return [text(name), text(value)]
      })
      const hosts = headers.filter(([name]) => name === 'Host').map(([, host]) => host)
      assert.deepEqual(
        {
          method: request.method,
          hosts: hosts.map(() => request.host),
          target: request.target,
          userAgent: request.headers['User-Agent'],
          headers: ownHeaders(request.headers),
          body: (await bytesOf(request.body)).toString('latin1'),
        },
        {
          method: expected.get('method'),
          hosts,
          target: expected.get('target'),
          userAgent: headers.find(([name]) => name === 'User-Agent')?.[1],
          headers: ownHeaders(headers),
          body: expectedBody(expected).toString('latin1'),
        },
      )
    })
  }

  readVectors('requests').forEach(check)
})
