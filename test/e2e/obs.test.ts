import assert from 'node:assert/strict'
import {createHash, createHmac, randomBytes} from 'node:crypto'
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type LocalServer, type RecordedRequest, type ScriptedAnswer, startLocalServer} from '../support/local-server.js'
import {type HwcRun, runHwc} from '../support/run-hwc.js'

const keys = {id: 'OBSKEY', secret: 'obs-secret'}
const environment = {HUAWEICLOUD_SDK_AK: keys.id, HUAWEICLOUD_SDK_SK: keys.secret}

/** The label in front of `localhost`. */
const bucketOf = ({headers}: RecordedRequest): string => /^([^.:]+)\.localhost/.exec(headers.host ?? '')?.[1] ?? ''

/** What object storage says is signed, put together from what arrived; nothing of hwc takes part. */
const textToSign = (request: RecordedRequest): string => {
  const {method, target, headers} = request
  const [path = '', query = ''] = target.split('?')
  const bucket = bucketOf(request)
  const own = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-obs-'))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}:${String(value)}\n`)
    .join('')
  const parts = query.split('&').filter((pair) => /^(?:acl|delete|versionId|tagging|x-obs-.*)(?:=|$)/.test(pair))
  return [
    `${method}\n${String(headers['content-md5'] ?? '')}\n${headers['content-type'] ?? ''}\n${headers.date ?? ''}\n${own}`,
    bucket === '' ? '/' : `/${bucket}${path}`,
    parts.length === 0 ? '' : `?${decodeURIComponent(parts.join('&'))}`,
  ].join('')
}

const isSigned = (request: RecordedRequest): boolean => {
  const signature = createHmac('sha1', keys.secret).update(textToSign(request)).digest('base64')
  return request.headers.authorization === `OBS ${keys.id}:${signature}`
}

const refusal = `<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>`

describe('hwc obs', function () {
  this.timeout(60_000)
  let server: LocalServer
  let folder = ''
  const objects = new Map<string, Buffer>()

  /** A store of objects that is as strict as the real one about signatures. */
  const answer = (request: RecordedRequest): ScriptedAnswer => {
    const {method, target, headers, body} = request
    const bucket = bucketOf(request)
    const xml = {'Content-Type': 'application/xml'}
    if (!isSigned(request)) return {status: 403, headers: xml, body: refusal}
    const md5 = headers['content-md5']
    if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64'))
      return {status: 400, headers: xml, body: '<Error><Code>BadDigest</Code><Message>no</Message></Error>'}
    const key = `${bucket}${target}`
    if (method === 'PUT' && !target.includes('?')) {
      objects.set(key, body)
      return {headers: {ETag: `"${createHash('md5').update(body).digest('hex')}"`}}
    }
    const object = objects.get(key)
    if (object) return {headers: {'Content-Type': 'application/octet-stream'}, body: object}
    if (bucket !== '') return method === 'GET' && target !== '/' ? {status: 404, headers: xml} : {}
    return {
      headers: xml,
      body: '<ListAllMyBucketsResult xmlns="http://obs.myhwclouds.com/doc/2015-06-30/"><Owner><ID>o1</ID></Owner><Buckets><Bucket><Name>first</Name></Bucket><Bucket><Name>second</Name></Bucket></Buckets></ListAllMyBucketsResult>',
    }
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-obs-'))
    server = await startLocalServer(answer)
  })
  after(async () => {
    await server.close()
    await rm(folder, {recursive: true, force: true})
  })

  const hwc = async (argv: readonly string[], env: Readonly<Record<string, string>> = environment): Promise<HwcRun> =>
    runHwc(['obs', ...argv, '--endpoint', `http://localhost:${server.port}`], {env, cwd: folder})

  it('lists buckets', async () => {
    const {stdout, stderr, exitCode} = await hwc(['list-buckets'])
    assert.deepEqual([exitCode, stderr], [0, ''])
    const {Owner, Buckets} = JSON.parse(stdout) as {readonly Owner: unknown; readonly Buckets: unknown}
    assert.deepEqual([Owner, Buckets], [{ID: 'o1'}, {Bucket: [{Name: 'first'}, {Name: 'second'}]}])
  })

  it('puts a file and gets it back into a file, byte for byte', async () => {
    const bytes = randomBytes(300_000)
    await writeFile(join(folder, 'up.bin'), bytes)
    const object = ['--bucket-name', 'photos', '--object-key', 'a folder/ä+b~c.bin']
    const put = await hwc(['put-object', ...object, '--body', 'up.bin', '--x-obs-acl', 'private', '--quiet'])
    assert.deepEqual([put.exitCode, put.stderr], [0, ''])
    const get = await hwc(['get-object', ...object, '--output-file', 'down.bin', '--quiet'])
    assert.deepEqual([get.exitCode, get.stderr, get.stdout], [0, '', ''])
    assert.deepEqual(await readFile(join(folder, 'down.bin')), bytes)
    const [upload] = server.requests.filter(({method}) => method === 'PUT')
    assert.deepEqual(
      [upload?.headers.host, upload?.target, upload?.headers['content-length'], upload?.headers['content-md5']],
      [`photos.localhost:${server.port}`, '/a%20folder%2F%C3%A4%2Bb~c.bin', '300000', undefined],
    )
  })

  it('signs sub-resources and the digest of an XML body', async () => {
    const body = '{Owner: {ID: o1}, AccessControlList: {Grant: [{Grantee: {ID: ü}, Permission: READ}]}}'
    const acl = await hwc(['set-bucket-acl', '--bucket-name', 'photos', '--acl', '', '--body', body])
    assert.deepEqual([acl.exitCode, acl.stderr], [0, ''])
    const removal = await hwc(['delete-objects', '--bucket-name', 'photos', '--delete', '', '--object', '{Key: a&b}'])
    assert.deepEqual([removal.exitCode, removal.stderr], [0, ''])
    const [setAcl, deletion] = server.requests.slice(-2)
    assert.deepEqual(
      [setAcl?.target, deletion?.target, deletion?.body.toString()],
      ['/?acl', '/?delete', '<Delete><Object><Key>a&amp;b</Key></Object></Delete>'],
    )
  })

  it('sends the token of temporary keys in a header of its own, and no project', async () => {
    const {exitCode} = await hwc(['list-buckets'], {
      ...environment,
      HUAWEICLOUD_SDK_SECURITY_TOKEN: 'token',
      HUAWEICLOUD_SDK_PROJECT_ID: 'p1',
    })
    const names = Object.keys(server.requests.at(-1)?.headers ?? {})
    assert.equal(exitCode, 0)
    assert.ok(names.includes('x-obs-security-token'))
    assert.deepEqual(
      names.filter((name) => /^x-(?:sdk|project|domain|security)/.test(name)),
      [],
    )
  })

  it('takes keys of the section [obs] before those of the account', async () => {
    const profile = join(folder, 'store.ini')
    await writeFile(profile, `[basic]\nak = other\nsk = other\n[obs]\nak = ${keys.id}\nsk = ${keys.secret}\n`, {
      mode: 0o600,
    })
    const {exitCode, stderr} = await hwc(['list-buckets', '--profile', profile], {})
    assert.deepEqual([exitCode, stderr], [0, ''])
  })

  it('leaves no file behind where the signature is refused', async () => {
    const wrong = {...environment, HUAWEICLOUD_SDK_SK: 'wrong'}
    const {exitCode} = await hwc(
      ['get-object', '--bucket-name', 'photos', '--object-key', 'x', '--output-file', 'never.bin'],
      wrong,
    )
    assert.equal(exitCode, 12)
    assert.ok(!(await readdir(folder)).includes('never.bin'))
  })
})
