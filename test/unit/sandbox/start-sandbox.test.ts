import assert from 'node:assert/strict'
import {readdir} from 'node:fs/promises'
import {mkdtempSync, rmSync} from 'node:fs'
import {request} from 'node:http'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {type Sandbox, startSandbox} from '../../../src/sandbox/start-sandbox.js'
import {fixtureCatalog} from './fixture-catalog.js'
import {type Call, call, type CallAnswer, send, sign} from './signed-call.js'

const jsonHeaders = {'Content-Type': 'application/json', 'X-Language': 'en-us'}

const jsonOf = ({text}: CallAnswer): unknown => JSON.parse(text)

const errorOf = (answer: CallAnswer) => {
  const body = jsonOf(answer) as {readonly error_code: string; readonly error_msg: string; readonly request_id: string}
  assert.equal(body.request_id, answer.headers['x-request-id'])
  return [answer.status, body.error_code, body.error_msg]
}

const multipart = (parts: readonly (readonly [disposition: string, content: string | Uint8Array])[]): Call => {
  const chunks = parts.flatMap(([disposition, content]) => [
    `--edge\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`,
    content,
    '\r\n',
  ])
  return {
    method: 'POST',
    target: '/v1/p1/pictures/mark',
    headers: {
      'Content-Type': 'multipart/form-data; boundary=edge',
      'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD',
    },
    body: Buffer.concat([...chunks, '--edge--\r\n'].map((chunk) => Buffer.from(chunk))),
  }
}

describe('startSandbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hwc-sandbox-test-'))
  const catalog = fixtureCatalog()
  const token = 'control-token'
  let sandbox: Sandbox

  before(async () => {
    sandbox = await startSandbox({
      catalog,
      now: () => new Date(),
      controlToken: token,
      temporaryFolder: folder,
    })
  })
  after(async () => {
    await sandbox.close()
    rmSync(folder, {recursive: true})
  })

  const get = (target: string): Promise<CallAnswer> => call(sandbox, {target})
  const createNet = (body: unknown, more: Partial<Call> = {}): Promise<CallAnswer> =>
    call(sandbox, {
      method: 'POST',
      target: '/v1/p1/nets',
      headers: jsonHeaders,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...more,
    })

  interface NetList {
    readonly nets: readonly Readonly<Record<string, unknown>>[]
    readonly page_info: Readonly<Record<string, unknown>>
    readonly total_count: number
  }
  const nets = async (query = ''): Promise<NetList> => jsonOf(await get(`/v1/p1/nets${query}`)) as NetList

  it('listens on 127.0.0.1 and says where', () => {
    assert.equal(sandbox.endpoint, `http://127.0.0.1:${sandbox.port}`)
    assert.match(sandbox.projectId, /^[\da-f]{32}$/)
    assert.match(sandbox.domainId, /^[\da-f]{32}$/)
  })

  describe('answers', () => {
    it('are shaped by the response schema and the same every time', async () => {
      const answer = await get('/v1/p1/nets?limit=1')
      const again = await get('/v1/p1/nets?limit=1')
      assert.equal(answer.text, again.text)
      assert.equal(answer.status, 200)
      assert.equal(answer.headers['content-type'], 'application/json')
      assert.equal(answer.headers['x-total'], '5')
      const {
        nets: [net],
        page_info: page,
        total_count: total,
      } = jsonOf(answer) as NetList
      assert.deepEqual(Object.keys(jsonOf(answer) as NetList), ['nets', 'page_info', 'total_count'])
      assert.ok(net)
      assert.deepEqual(
        [net.tenant_id, net.status, typeof net.shared, typeof net.size],
        [sandbox.projectId, 'OK', 'boolean', 'number'],
      )
      assert.match(String(net.id), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
      assert.match(String(net.name), /^demo-net-[\da-f]{4}$/)
      assert.match(String(net.cidr), /^192\.168\.\d+\.0\/24$/)
      assert.match(String(net.created_at), /^2025-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      assert.equal('parent' in net, false)
      assert.deepEqual([page, total], [{next_marker: net.id, current_count: 1}, 5])
    })

    it('carry another request id each time', async () => {
      const ids = [
        (await get('/v1/p1/nets')).headers['x-request-id'],
        (await get('/v1/p1/nets')).headers['x-request-id'],
      ]
      assert.match(String(ids[0]), /^[\da-f]{32}$/)
      assert.notEqual(ids[0], ids[1])
    })

    it('page by marker until the list ends', async () => {
      const all = (await nets()).nets.map(({id}) => id)
      const seen: unknown[] = []
      let query = '?limit=2'
      for (let page = 0; page < 4; page += 1) {
        const {nets: some, page_info: info} = await nets(query)
        seen.push(...some.map(({id}) => id))
        if (info.next_marker === undefined) break
        query = `?limit=2&marker=${String(info.next_marker)}`
      }
      assert.equal(all.length, 5)
      assert.deepEqual(seen, all)
    })

    it('page by offset', async () => {
      const all = (await nets()).nets.map(({id}) => id)
      assert.deepEqual(
        (await nets('?limit=2&offset=3')).nets.map(({id}) => id),
        all.slice(3, 5),
      )
      assert.deepEqual((await nets('?offset=9')).nets, [])
    })

    it('show what the request said', async () => {
      const answer = await createNet({net: {name: 'mine', size: 12345678901234, tags: ['a', 'b', 'c']}})
      const {net} = jsonOf(answer) as {readonly net: Readonly<Record<string, unknown>>}
      assert.equal(answer.status, 201)
      assert.deepEqual([net.name, net.size, net.tags], ['mine', 12345678901234, ['a', 'b', 'c']])
      const shown = jsonOf(await get('/v1/p1/nets/my-net')) as {readonly net: Readonly<Record<string, unknown>>}
      assert.equal(shown.net.id, 'my-net')
    })

    it('keep the digits of a number', async () => {
      const answer = await createNet('{"net": {"name": "mine", "size": 12345678901234567890}}')
      assert.match(answer.text, /"size":12345678901234567890,/)
    })

    it('have the status that fits: 204 for nothing to say, 202 for a job', async () => {
      const deleted = await call(sandbox, {method: 'DELETE', target: '/v1/p1/nets/n1'})
      assert.deepEqual([deleted.status, deleted.text], [204, ''])
      const started = await call(sandbox, {method: 'POST', target: '/v1/p1/jobs', headers: jsonHeaders, body: '{}'})
      assert.equal(started.status, 202)
    })

    it('are a list where the body of the answer is one', async () => {
      const answer = jsonOf(await get('/v1/p1/nets/details?kind=x')) as readonly {readonly ptr_id: string}[]
      assert.equal(answer.length, 3)
      assert.match(answer[0]?.ptr_id ?? '', /^[\da-f-]{36}$/)
    })
  })

  describe('routes', () => {
    it('prefer the literal template, where its required parameters are there', async () => {
      assert.equal(Array.isArray(jsonOf(await get('/v1/p1/nets/details?kind=x'))), true)
      const shown = jsonOf(await get('/v1/p1/nets/details')) as {readonly net: {readonly id: string}}
      assert.equal(shown.net.id, 'details')
    })

    it('take segments that hold several placeholders apart', async () => {
      const answer = await get('/v1/ptrs/cn-north-4%3A7')
      assert.equal((jsonOf(answer) as {readonly ip_id: number}).ip_id, 7)
    })

    it('tell two services with one path apart by what the request says', async () => {
      const created = await createNet({picture: 'p'})
      assert.equal(created.status, 204)
      assert.equal((await get('/v1/p1/nets?picture=p')).text, '')
    })

    it('go to one service where the host names it', async () => {
      const headers = {Host: `net.localhost:${sandbox.port}`}
      const target = '/v1/p1/nets?picture=p'
      const answer = await call(sandbox, {target, headers})
      assert.equal((jsonOf(answer) as NetList).nets.length, 5)
    })

    it('go to one version of it where the host names that too', async () => {
      assert.equal(sandbox.serviceEndpoint('net'), `http://net.localhost:${sandbox.port}`)
      // Of a service with one version the name is enough, and leaves the labels in front of it to operations.
      assert.equal(sandbox.serviceEndpoint('picture', 'v1'), `http://picture.localhost:${sandbox.port}`)
      const host = `v1.picture.localhost:${sandbox.port}`
      const answer = await call(sandbox, {target: '/v1/p1/nets?limit=1', headers: {Host: host}})
      assert.equal(answer.text, '')
    })

    it('answer 404 in the gateway’s shape where nothing fits, signed or not', async () => {
      const answer = await send(sandbox.port, {target: '/v9/nothing'})
      assert.deepEqual(errorOf(answer), [
        404,
        'APIGW.0101',
        'The API does not exist or has not been published in the environment',
      ])
      assert.equal((await call(sandbox, {method: 'PUT', target: '/v1/p1/nets'})).status, 404)
    })

    it('answer the look-ups of the SDKs with the sandbox’s own ids', async () => {
      const projects = jsonOf(await get('/v3/projects?name=cn-south-1')) as {readonly projects: readonly unknown[]}
      assert.equal(projects.projects.length, 1)
      assert.deepEqual(
        [jsonOf(await get('/v3/auth/domains')), projects.projects[0]].map((item) => JSON.stringify(item)),
        [
          `{"domains":[{"id":"${sandbox.domainId}","name":"sandbox","enabled":true,"links":{}}],"links":{}}`,
          `{"id":"${sandbox.projectId}","name":"cn-south-1","domain_id":"${sandbox.domainId}","parent_id":"${sandbox.domainId}","enabled":true,"is_domain":false,"description":"","links":{}}`,
        ],
      )
      assert.equal((await send(sandbox.port, {target: '/v3/auth/domains'})).status, 401)
    })
  })

  describe('refuses', () => {
    it('a request that is not signed, or signed with another key', async () => {
      const unsigned = await send(sandbox.port, {target: '/v1/p1/nets'})
      assert.deepEqual(errorOf(unsigned), [
        401,
        'APIGW.0301',
        'Incorrect IAM authentication information: the request is not signed (no Authorization header)',
      ])
      const keys = {...sandbox.keys, secretAccessKey: 'other'}
      const forged = await call({port: sandbox.port, keys}, {target: '/v1/p1/nets'})
      assert.deepEqual(errorOf(forged), [
        401,
        'APIGW.0301',
        'Incorrect IAM authentication information: verify aksk signature fail',
      ])
    })

    it('a body that was changed after signing', async () => {
      const options: Call = {method: 'POST', target: '/v1/p1/nets', headers: jsonHeaders, body: '{"net":{"name":"a"}}'}
      const headers = sign(options, `127.0.0.1:${sandbox.port}`, sandbox.keys)
      const answer = await send(sandbox.port, {...options, headers, body: '{"net":{"name":"b"}}'})
      assert.equal(errorOf(answer)[1], 'APIGW.0301')
    })

    it('a host that is no loopback name', async () => {
      for (const host of ['example.com', 'localhost.example.com', '128.0.0.1', '127.0.0.1.example.com']) {
        const answer = await send(sandbox.port, {target: '/v1/p1/nets', headers: {Host: host}})
        assert.deepEqual(
          errorOf(answer),
          [403, 'SBX.0403', 'The sandbox answers only to loopback names in the Host header'],
          host,
        )
      }
    })

    const faults: readonly (readonly [string, unknown, string])[] = [
      ['a missing field', {net: {}}, 'net.name is required'],
      ['a missing top-level field', {}, 'net is required'],
      ['a null for a required field', {net: {name: null}}, 'net.name is required'],
      ['a number for a text', {net: {name: 1}}, 'net.name must be a string'],
      ['a text for a number', {net: {name: 'a', size: '1'}}, 'net.size must be an integer'],
      ['a fraction for an integer', {net: {name: 'a', size: 1.5}}, 'net.size must be an integer'],
      ['a text for a list', {net: {name: 'a', tags: 'b'}}, 'net.tags must be a list'],
      ['a wrong entry of a list', {net: {name: 'a', tags: ['b', 1]}}, 'net.tags[1] must be a string'],
      ['a wrong value of a map', {net: {name: 'a', labels: {b: true}}}, 'net.labels.b must be a string'],
      ['a list for an object', {net: []}, 'net must be an object'],
      ['a list for the body', [], 'body must be an object'],
      ['a text for a boolean', {net: {name: 'a'}, dry_run: 'true'}, 'dry_run must be a boolean'],
      ['text that is no JSON', '{"net"', 'The body is no JSON: Expected : at character 7'],
      ['no body', '', 'a body is required'],
    ]
    for (const [what, body, message] of faults) {
      it(`${what}: ${message}`, async () => {
        const headers = {...jsonHeaders, Host: `net.localhost:${sandbox.port}`}
        assert.deepEqual(errorOf(await createNet(body, {headers})), [400, 'SBX.0400', message])
      })
    }

    it('takes fields that it does not know, as services do', async () => {
      assert.equal((await createNet({net: {name: 'a', colour: 'red'}})).status, 201)
    })

    it('a missing header and wrong query and path parameters', async () => {
      const headers = {'Content-Type': 'application/json', Host: `net.localhost:${sandbox.port}`}
      assert.deepEqual(errorOf(await createNet({net: {name: 'a'}}, {headers})), [
        400,
        'SBX.0400',
        'header parameter X-Language is required',
      ])
      const query = await call(sandbox, {
        target: '/v1/p1/nets?limit=one&shared=perhaps',
        headers: {Host: `net.localhost:${sandbox.port}`},
      })
      assert.deepEqual(errorOf(query), [
        400,
        'SBX.0400',
        'query parameter limit must be an integer; query parameter shared must be true or false',
      ])
      assert.deepEqual(errorOf(await get('/v1/ptrs/r%3Ax')), [
        400,
        'SBX.0400',
        'path parameter ip_id must be an integer',
      ])
    })

    it('a body of the wrong kind', async () => {
      const answer = await call(sandbox, {
        method: 'POST',
        target: '/v1/p1/pictures/mark',
        headers: jsonHeaders,
        body: '{"mark":"m"}',
      })
      assert.deepEqual(errorOf(answer), [400, 'SBX.0400', 'the body must be of the type multipart/form-data'])
    })
  })

  describe('forms', () => {
    const mark = ['name="mark"', 'me'] as const

    it('send the file back where the answer is a stream', async () => {
      const bytes = Buffer.from([0, 13, 10, 255, 45, 45])
      const answer = await call(sandbox, multipart([mark, ['name="file"; filename="a.jpg"', bytes]]))
      assert.equal(answer.status, 200)
      assert.equal(answer.headers['content-type'], 'application/octet-stream')
      assert.equal(answer.headers['content-length'], '6')
      assert.deepEqual(answer.bytes, bytes)
    })

    it('take files that do not fit into memory through a temporary file that does not stay', async () => {
      const own = await startSandbox({catalog, now: () => new Date(), temporaryFolder: folder})
      const bytes = Buffer.alloc(3 * 1024 * 1024, 'abc\r\n--edg')
      const answer = await call(own, multipart([mark, ['name="file"; filename="a.jpg"', bytes]]))
      await own.close()
      assert.equal(Buffer.compare(answer.bytes, bytes), 0)
      assert.deepEqual(await readdir(folder), [])
    })

    it('leave nothing behind where the client goes away in the middle', async () => {
      const own = await startSandbox({catalog, now: () => new Date(), temporaryFolder: folder})
      const {target, headers = {}} = multipart([])
      const outgoing = request({port: own.port, host: '127.0.0.1', method: 'POST', path: target, headers})
      outgoing.on('error', () => undefined)
      outgoing.write('--edge\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n')
      outgoing.write(Buffer.alloc(2 * 1024 * 1024))
      while ((await readdir(folder)).length === 0) await sleep(5)
      outgoing.destroy()
      await own.close()
      assert.deepEqual(await readdir(folder), [])
    })

    it('that are broken in the middle are read to their end before they are refused', async () => {
      const {headers = {}, ...rest} = multipart([])
      const body = Buffer.concat([Buffer.from('--edge x\r\n'), Buffer.alloc(4 * 1024 * 1024)])
      assert.deepEqual(errorOf(await call(sandbox, {...rest, headers, body})), [
        400,
        'SBX.0400',
        'Text after a boundary',
      ])
    })

    it('that there is no room for are read to their end before the sandbox says so', async () => {
      const temporaryFolder = join(folder, 'none')
      const own = await startSandbox({catalog, now: () => new Date(), temporaryFolder})
      const bytes = Buffer.alloc(4 * 1024 * 1024)
      const answer = await call(own, multipart([mark, ['name="file"; filename="a.jpg"', bytes]]))
      await own.close()
      const [status, code, message] = errorOf(answer)
      assert.deepEqual([status, code], [500, 'SBX.0500'])
      assert.match(String(message), /^The sandbox cannot keep what was sent: ENOENT: /)
    })

    it('are checked', async () => {
      const answer = await call(sandbox, multipart([['name="depth"', 'deep']]))
      assert.deepEqual(errorOf(answer), [
        400,
        'SBX.0400',
        'form parameter file is required; form parameter mark is required; form parameter depth must be an integer',
      ])
      assert.deepEqual(errorOf(await call(sandbox, multipart([mark, ['name="file"', 'text']]))), [
        400,
        'SBX.0400',
        'form parameter file must be a file',
      ])
      const {body, ...cut} = multipart([mark])
      assert.deepEqual(errorOf(await call(sandbox, {...cut, body: Buffer.from(body ?? '').subarray(0, -6)})), [
        400,
        'SBX.0400',
        'The multipart body ends before its closing boundary',
      ])
    })

    it('without a file get an example file of one kibibyte', async () => {
      const answer = await get('/v1/p1/pictures/p')
      assert.deepEqual([answer.status, answer.bytes.length], [200, 1024])
    })
  })

  describe('its echo', () => {
    const echo = async (options: Call, sent = token): Promise<CallAnswer> => {
      const headers = sign(options, `127.0.0.1:${sandbox.port}`, sandbox.keys)
      return send(sandbox.port, {...options, headers: {...headers, 'X-Hwc-Sandbox-Echo': sent}})
    }

    it('tells what the sandbox understood', async () => {
      const answer = await echo({
        method: 'POST',
        target: '/v1/p1/nets?a=1&b=%26&b=c',
        headers: {...jsonHeaders, 'X-Text': Buffer.from('é').toString('latin1')},
        body: '{"net":{"name":"a","rate":1.10}}',
      })
      const {headers, ...rest} = jsonOf(answer) as {readonly headers: Readonly<Record<string, string>>}
      assert.deepEqual(rest, {
        service: 'net',
        version: 'v1',
        operation: 'create-net',
        path: {project_id: 'p1'},
        query: {a: '1', b: ['&', 'c']},
        body: {net: {name: 'a', rate: 1.1}},
      })
      assert.equal(headers['x-language'], 'en-us')
      assert.match(answer.text, /"rate":1\.10\}/)
    })

    it('describes the parts of a form', async () => {
      const answer = await echo(
        multipart([
          ['name="mark"', 'é'],
          ['name="file"; filename="a%22b.jpg"', 'bytes'],
        ]),
      )
      const {form} = jsonOf(answer) as {readonly form: unknown}
      assert.deepEqual(form, {mark: 'é', file: {filename: 'a"b.jpg', size: '5', base64: 'Ynl0ZXM='}})
    })

    it('is closed to who does not know the token', async () => {
      assert.deepEqual(errorOf(await echo({target: '/v1/p1/nets'}, 'guess')), [
        403,
        'SBX.0401',
        'The control token is not the one of this sandbox',
      ])
      const closed = await startSandbox({catalog, now: () => new Date()})
      const options = {target: '/v1/p1/nets', headers: {'X-Hwc-Sandbox-Echo': ''}}
      assert.equal((await call(closed, options)).status, 403)
      await closed.close()
    })
  })

  it('does not verify services that nobody signs for', async () => {
    const answer = await send(sandbox.port, {method: 'PUT', target: '/things', body: 'text'})
    assert.equal(answer.status, 204)
  })

  it('reads one file of the catalogue where it is told what will be called', async () => {
    const one = fixtureCatalog()
    const only = {service: 'picture', version: 'v1', command: 'download-picture'}
    const hinted = await startSandbox({catalog: one, now: () => new Date(), only})
    assert.equal((await call(hinted, {target: '/v1/p1/pictures/p'})).status, 200)
    assert.equal((await call(hinted, {target: '/v3/auth/domains'})).status, 200)
    assert.equal((await call(hinted, {target: '/v1/p1/nets/n'})).status, 404)
    assert.deepEqual([...new Set(one.opened)], ['picture/v1'])
    await hinted.close()
  })

  it('judges dates by the clock that it is given', async () => {
    const late = await startSandbox({catalog, now: () => new Date(Date.now() + 3_600_000)})
    assert.equal((await call(late, {target: '/v1/p1/nets'})).status, 401)
    await late.close()
  })

  it('says why it cannot listen', async () => {
    await assert.rejects(startSandbox({catalog, now: () => new Date(), port: sandbox.port}), {
      message: `The sandbox cannot listen on port ${sandbox.port}: it is in use.`,
      hint: 'Choose another --port.',
    })
  })
})
