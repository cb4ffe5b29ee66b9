import assert from 'node:assert/strict'
import {type Operation, type Parameter} from '../../../../../src/core/catalog/types.js'
import {ConfigError} from '../../../../../src/core/errors/config-error.js'
import {UsageError} from '../../../../../src/core/errors/usage-error.js'
import {type HttpRequest} from '../../../../../src/core/http/types.js'
import {buildRequest, type BuildRequestOptions} from '../../../../../src/core/request/wire/build-request.js'
import {type Value} from '../../../../../src/core/values/value.js'

const operation: Operation = {
  name: 'ListThings',
  method: 'GET',
  path: '/v1/{project_id}/things',
  contentType: 'application/json',
  parameters: [],
  response: 'ListThingsResponse',
}

const argument = (place: Parameter['in'], name: string, value: Value): {parameter: Parameter; value: Value} => ({
  parameter: {name, in: place, type: 'any'},
  value,
})

const build = async (
  parameters: readonly {parameter: Parameter; value: Value}[],
  {
    operation: changes,
    ...options
  }: Partial<Omit<BuildRequestOptions, 'operation'>> & {operation?: Partial<Operation>} = {},
): Promise<HttpRequest> =>
  buildRequest({
    operation: {...operation, parameters: parameters.map(({parameter}) => parameter), ...changes},
    schema: () => ({fields: []}),
    arguments: {parameters},
    endpoint: 'https://vpc.cn-north-4.myhuaweicloud.com',
    scope: {credentialType: 'basic', projectId: 'p1', domainId: 'd1'},
    userAgent: 'hwc/1.0; os/linux',
    randomBoundary: () => 'b0',
    ...options,
  })

describe('buildRequest', () => {
  it('puts method, URL and headers together in the order of the wire', async () => {
    const request = await build([argument('header', 'X-Language', 'zh-cn'), argument('query', 'limit', '1')])
    assert.deepEqual(
      {...request, headers: Object.entries(request.headers)},
      {
        method: 'GET',
        scheme: 'https',
        host: 'vpc.cn-north-4.myhuaweicloud.com',
        target: '/v1/p1/things?limit=1',
        headers: [
          ['X-Language', 'zh-cn'],
          ['Content-Type', 'application/json'],
          ['User-Agent', 'hwc/1.0; os/linux'],
          ['X-Project-Id', 'p1'],
        ],
        body: undefined,
      },
    )
  })

  it('replaces what it provides itself in the place of the argument, and takes over the end of the user agent', async () => {
    const {headers} = await build([
      argument('header', 'x-project-id', 'mine'),
      argument('header', 'Content-Type', 'application/yaml'),
      argument('header', 'X-Force', true),
      argument('header', 'User-Agent', 'mine/2'),
      argument('header', 'X-Null', null),
    ])
    assert.deepEqual(Object.entries(headers), [
      ['X-Project-Id', 'p1'],
      ['Content-Type', 'application/json'],
      ['X-Force', 'True'],
      ['User-Agent', 'hwc/1.0; mine/2'],
    ])
  })

  it('sends the account id of global credentials and no id of services that sign their own way', async () => {
    const global = await build([], {
      operation: {path: '/v3/{domain_id}/x'},
      scope: {credentialType: 'global', domainId: 'd1'},
    })
    assert.deepEqual([global.target, global.headers['X-Domain-Id']], ['/v3/d1/x', 'd1'])
    const own = await build([], {operation: {path: '/'}, scope: {credentialType: 'own', projectId: 'p', domainId: 'd'}})
    assert.deepEqual(Object.keys(own.headers), ['Content-Type', 'User-Agent'])
  })

  it('keeps an argument X-Project-Id where the scope has no id', async () => {
    const {headers} = await build([argument('header', 'X-Project-Id', 'mine')], {
      operation: {path: '/x'},
      scope: {credentialType: 'basic', projectId: ''},
    })
    assert.equal(headers['X-Project-Id'], 'mine')
  })

  it('fills a declared project id from the scope only where the catalogue says that it is the same', async () => {
    const declared: Parameter = {name: 'project_id', in: 'path', type: 'string', required: true}
    await assert.rejects(build([], {operation: {parameters: [declared]}}), UsageError)
    const filled = await build([], {operation: {parameters: [declared], scopeProject: true}})
    assert.equal(filled.target, '/v1/p1/things')
    const typed = await build([argument('path', 'project_id', 'p2')], {operation: {scopeProject: true}})
    assert.deepEqual([typed.target, typed.headers['X-Project-Id']], ['/v1/p2/things', 'p1'])
  })

  it('never fills a declared domain id', async () => {
    const declared: Parameter = {name: 'domain_id', in: 'path', type: 'string'}
    const path = '/{domain_id}'
    await assert.rejects(build([], {operation: {path, parameters: [declared]}}), UsageError)
    assert.equal((await build([], {operation: {path}})).target, '/d1')
  })

  it('says what is missing in the path', async () => {
    await assert.rejects(build([], {scope: {credentialType: 'basic'}}), (error: unknown) => {
      assert.ok(error instanceof ConfigError)
      assert.deepEqual(
        [error.message, error.hint],
        ['The project id, which is part of the path, is not known', 'Give --project-id.'],
      )
      return true
    })
    await assert.rejects(build([], {operation: {path: '/{thing_id}'}}), {
      message: 'ListThings needs the path parameter thing_id',
    })
  })

  it('leaves placeholders visible in a preview', async () => {
    const request = await build([], {
      scope: {credentialType: 'basic'},
      endpoint: 'https://vpc.{region}.myhuaweicloud.com',
      keepPlaceholders: true,
    })
    assert.deepEqual(
      [request.host, request.target, request.headers['X-Project-Id']],
      ['vpc.{region}.myhuaweicloud.com', '/v1/{project_id}/things', '{project_id}'],
    )
  })

  it('refuses control characters in headers', async () => {
    for (const text of ['a\r\nX-Evil: 1', 'a\0', '\t', '\u007f', '\ud800'])
      await assert.rejects(build([argument('header', 'X-A', text)]), UsageError)
    assert.equal((await build([argument('header', 'X-A', 'é中')])).headers['X-A'], 'é中')
  })

  it('counts only scheme, host and port of the endpoint', async () => {
    const {scheme, host, target} = await build([], {endpoint: 'http://127.0.0.1:8080/ignored?x=1'})
    assert.deepEqual([scheme, host, target], ['http', '127.0.0.1:8080', '/v1/p1/things'])
    assert.equal((await build([], {endpoint: 'VPC.example.com:443'})).host, 'VPC.example.com:443')
    for (const endpoint of ['', 'https://', 'https://user:pw@host', 'https://a b', 'ftp://x', 'https://127.1', 'a\\b'])
      await assert.rejects(build([], {endpoint}), UsageError, endpoint)
  })

  it('puts a host parameter in front of the host, if it is DNS labels', async () => {
    const request = await build([argument('host', 'bucket_name', 'my.bucket-1')])
    assert.equal(request.host, 'my.bucket-1.vpc.cn-north-4.myhuaweicloud.com')
    for (const name of ['', '.', 'a.', '-a', 'a-', 'a_b', 'a/b', 'evil.com/', 'evil.com#', 'a@b', 'é', 'a'.repeat(64)])
      await assert.rejects(build([argument('host', 'bucket_name', name)]), UsageError, name)
  })

  it('refuses a host parameter in front of an address', async () => {
    for (const endpoint of ['http://127.0.0.1:8080', 'http://[::1]:8080'])
      await assert.rejects(build([argument('host', 'bucket_name', 'b')], {endpoint}), UsageError)
    assert.equal(
      (await build([argument('host', 'bucket_name', 'b')], {endpoint: 'http://localhost:80'})).host,
      'b.localhost:80',
    )
  })

  it('goes nowhere but to the host and path that were put together', async () => {
    await assert.rejects(build([], {operation: {path: '/v1/{project_id}/../x'}}), UsageError)
    await assert.rejects(build([], {endpoint: 'https://127.1'}), UsageError)
  })

  it('writes the empty query values of object storage as bare keys', async () => {
    assert.equal((await build([argument('query', 'acl', ' ')], {bareQueryKeys: true})).target, '/v1/p1/things?acl')
  })
})
