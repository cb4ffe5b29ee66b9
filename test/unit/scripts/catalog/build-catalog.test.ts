import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {load} from 'js-yaml'
import {buildCatalog} from '../../../../scripts/catalog/build-catalog.js'
import {firstRelease, secondRelease} from './first-release.js'
import {type MiniSdk, writeMiniatureSdks} from './miniature-sdk.js'

const sources = (release: string) => ({
  python: {release, commit: 'a'.repeat(40)},
  go: {release: '0.1.0', commit: 'b'.repeat(40)},
})

const filesOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]),
  )

describe('buildCatalog', () => {
  let folder: string
  let out: string

  const build = (sdk: MiniSdk, release: string): string => {
    const printed: string[] = []
    const checkouts = writeMiniatureSdks(join(folder, release), release, sdk)
    buildCatalog({...checkouts, out, sources: sources(release)}, (text) => printed.push(text))
    return printed.join('')
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hwc-catalog-'))
    out = join(folder, 'catalog')
    mkdirSync(join(out, 'overlay'), {recursive: true})
  })

  afterEach(() => {
    rmSync(folder, {recursive: true})
  })

  it('writes an operation or a schema a line, sorted, the head first, without prose', () => {
    assert.equal(build(firstRelease, '1.0.0'), 'operations: 6 added, 0 removed, 0 changed\n')
    assert.deepEqual((filesOf(out).get('alpha/v1.json') ?? '').split('\n'), [
      '{',
      '"schemaVersion":1,',
      '"service":"alpha",',
      '"version":"v1",',
      '"client":"ThingClient",',
      '"credentials":["BasicCredentials"],',
      '"regionName":"ALPHA",',
      '"regions":{"eu-west-0":["https://alpha.eu-west-0.example.com","https://alpha.eu-west-0.example.org"],"cn-north-4":["https://alpha.cn-north-4.example.com"]},',
      '"operations":{',
      '"create-thing":{"name":"CreateThing","method":"POST","path":"/v1/{project_id}/things","contentType":"application/json","parameters":[],"body":{"ref":"CreateThingBody"},"bodyRequired":true,"response":"CreateThingResponse"},',
      '"delete-thing":{"name":"DeleteThing","method":"DELETE","path":"/v1/things/{thing_id}","contentType":"application/json","parameters":[{"name":"thing_id","in":"path","type":"string","required":true}],"response":"DeleteThingResponse"},',
      '"list-things":{"name":"ListThings","method":"GET","path":"/v1/{project_id}/things","contentType":"application/json","parameters":[{"name":"limit","in":"query","type":"int32"},{"name":"state","in":"query","type":{"list":"string"},"collection":"multi","enum":["ACTIVE","GONE"]},{"name":"region","in":"query","type":"string"},{"name":"x_language","wire":"X-Language","in":"header","type":"string"}],"response":"ListThingsResponse","responseHeaders":["X-Request-Id"],"preferred":"v1"}',
      '},',
      '"schemas":{',
      '"CreateThingBody":{"fields":[{"name":"name","type":"string","required":true},{"name":"admin_pass","wire":"adminPass","type":"string"}]},',
      '"CreateThingResponse":{"fields":[{"name":"thing","type":{"ref":"Thing"}}]},',
      '"DeleteThingResponse":{"fields":[]},',
      '"ListThingsResponse":{"fields":[{"name":"things","type":{"list":{"ref":"Thing"}}}]},',
      '"Thing":{"fields":[{"name":"id","type":"string"},{"name":"color","type":"string","enum":["red","green"]},{"name":"parts","type":{"map":{"ref":"Thing"}}}]}',
      '}',
      '}',
      '',
    ])
    assert.deepEqual(JSON.parse(filesOf(out).get('services.json') ?? ''), {
      schemaVersion: 1,
      sources: sources('1.0.0'),
      services: {
        alpha: {versions: ['v1', 'v2'], defaultVersion: 'v1', credentialType: 'basic', operations: {v1: 3, v2: 2}},
        beta: {versions: ['v1'], defaultVersion: 'v1', credentialType: 'basic', operations: {v1: 1}},
      },
    })
  })

  it('changes no byte when it runs again, and says that nothing changed', () => {
    build(firstRelease, '1.0.0')
    const first = filesOf(out)
    assert.equal(build(firstRelease, '1.0.0'), 'operations: 0 added, 0 removed, 0 changed\n')
    assert.deepEqual(filesOf(out), first)
  })

  it('keeps what names meant when a release would change it, and writes that down', () => {
    build(firstRelease, '1.0.0')
    writeFileSync(join(out, 'overlay', 'names.yaml'), '# An opening comment.\n')
    const printed = build(secondRelease, '2.0.0')
    assert.deepEqual(printed.split('\n'), [
      '+ alpha v2 delete-thing',
      '+ alpha v2 start-thing',
      '+ alpha v2 stop-thing',
      '- alpha v2 show-thing',
      '~ alpha v1 create-thing',
      '~ alpha v1 delete-thing',
      'operations: 3 added, 1 removed, 2 changed',
      '',
    ])
    const names = filesOf(out).get('overlay/names.yaml') ?? ''
    assert.ok(names.startsWith('# An opening comment.\n'))
    assert.deepEqual(load(names), {
      defaultVersions: {alpha: {pin: 'v1', reason: 'meant before release 2.0.0, where the rule chooses v2'}},
      preferredVersions: {},
      shortNames: {
        'alpha v1 create-thing name': {
          pin: 'body.name',
          reason: 'meant before release 2.0.0, which has two of that name',
        },
      },
    })
    const {services} = JSON.parse(filesOf(out).get('services.json') ?? '') as {
      services: Record<string, {defaultVersion: string}>
    }
    assert.equal(services['alpha']?.defaultVersion, 'v1')
    const lines = (filesOf(out).get('alpha/v1.json') ?? '').split('\n')
    const marked = '"CreateThingBody":{"fields":[{"name":"name","type":"string","required":true,"short":true},'
    assert.ok(lines.some((line) => line.startsWith(marked)))
    assert.ok(lines.some((line) => line.startsWith('"delete-thing"') && line.includes('"preferred":"v1"')))
  })

  it('pins once: a third run finds the pins and changes no byte', () => {
    build(firstRelease, '1.0.0')
    build(secondRelease, '2.0.0')
    const second = filesOf(out)
    build(secondRelease, '2.0.0')
    assert.deepEqual(filesOf(out), second)
  })

  it('comes to the same catalogue from the pins alone', () => {
    build(firstRelease, '1.0.0')
    build(secondRelease, '2.0.0')
    const second = filesOf(out)
    for (const name of ['services.json', 'alpha', 'beta']) rmSync(join(out, name), {recursive: true})
    build(secondRelease, '2.0.0')
    assert.deepEqual(filesOf(out), second)
  })

  it('heeds pins that were written by hand', () => {
    build(firstRelease, '1.0.0')
    const reason = 'decided'
    writeFileSync(join(out, 'overlay', 'names.yaml'), JSON.stringify({defaultVersions: {alpha: {pin: 'v2', reason}}}))
    build(firstRelease, '1.0.0')
    const {services} = JSON.parse(filesOf(out).get('services.json') ?? '') as {
      services: Record<string, {defaultVersion: string}>
    }
    assert.equal(services['alpha']?.defaultVersion, 'v2')
  })

  it('tells how pages follow each other by what the SDK says of parameters, none of which it keeps', () => {
    const response = [{name: 'parts', type: 'list[str]'}]
    const limit = {name: 'limit', type: 'int', prose: '每页的数量'}
    const operations = ['ListParts', 'ListOthers', 'ListMore', 'ListMost', 'ListLast'].map((name, at) => ({
      name,
      path: `/v1/${String(at)}`,
      request: [limit, {name: 'offset', type: 'int', ...(at === 0 && {prose: '跳过的条数，默认0'})}],
      response,
    }))
    assert.equal(
      build({beta: {v1: {operations}}}, '1.0.0'),
      'pages: 1 by offset\n' +
        'no pages: 4: an offset that does not say what it counts (beta v1 list-others, beta v1 list-more, beta v1 list-most …)\n' +
        'operations: 5 added, 0 removed, 0 changed\n',
    )
    const text = filesOf(out).get('beta/v1.json') ?? ''
    const {operations: written} = JSON.parse(text) as {operations: Record<string, {pages?: unknown}>}
    assert.deepEqual(written['list-parts']?.pages, {
      style: 'offset',
      parameter: 'offset',
      items: ['parts'],
      limit: 'limit',
    })
    assert.match(text, /^[\n -~]*$/)
  })

  it('writes nothing where a checkout holds something unknown', () => {
    build(firstRelease, '1.0.0')
    const first = filesOf(out)
    const broken: MiniSdk = {
      ...firstRelease,
      beta: {v1: {operations: [{name: 'ListParts', request: [{name: 'id', type: 'set[str]'}]}]}},
    }
    assert.throws(
      () => build(broken, '3.0.0'),
      /list_parts_request\.py:\d+: expected a type, found String: 'set\[str\]'/,
    )
    assert.deepEqual(filesOf(out), first)
  })

  it('tells where the SDK contradicts itself, and leaves that out', () => {
    const {python, go} = writeMiniatureSdks(join(folder, '1.0.0'), '1.0.0', firstRelease)
    const client = join(python, 'huaweicloud-sdk-beta', 'huaweicloudsdkbeta', 'v1', 'beta_client.py')
    const stray =
      "query_params = []\n        if 'code2' in local_var_params:\n            query_params.append(('code', local_var_params['code2']))\n"
    writeFileSync(client, readFileSync(client, 'utf8').replace('query_params = []\n', stray))
    const printed: string[] = []
    buildCatalog({python, go, out, sources: sources('1.0.0')}, (text) => printed.push(text))
    assert.equal(printed[0], 'note: beta v1: ListParts: the request has no attribute code2; left out\n')
  })
})
