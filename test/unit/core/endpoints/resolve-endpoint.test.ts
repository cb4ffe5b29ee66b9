import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {parseEndpoint, parseEndpoints} from '../../../../src/core/config/parse-endpoint.js'
import {resolveSettings} from '../../../../src/core/config/resolve-settings.js'
import {
  type EndpointSources,
  resolveEndpoint,
  type ResolvedEndpoint,
} from '../../../../src/core/endpoints/resolve-endpoint.js'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'

const service = {
  service: 'demo',
  regionName: 'DEMO',
  regions: {
    'cn-north-1': ['https://demo.cn-north-1.example.com'],
    'cn-north-4': ['https://a.example.com', 'https://b.example.com'],
  },
}

interface Scene extends Partial<EndpointSources> {
  readonly flags?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

const resolve = async ({flags = {}, env = {}, ...more}: Scene): Promise<ResolvedEndpoint> =>
  resolveEndpoint({
    service,
    settings: resolveSettings({flags: new Map(Object.entries(flags)), env}),
    surroundings: {env, home: ''},
    credentialType: 'basic',
    warn: () => undefined,
    ...more,
  })

const accountEndpoint = {endpoints: ['https://own.example.com'], source: 'HWC_ENDPOINT'}

describe('The endpoint of a call', () => {
  it("is --endpoint, then the account's, then the region's, never mixed", async () => {
    const flags = {region: 'cn-north-4'}
    assert.deepEqual(await resolve({flags: {...flags, endpoint: 'x,http://y:1/'}, accountEndpoint}), {
      endpoints: ['https://x', 'http://y:1'],
      source: '--endpoint',
      region: 'cn-north-4',
    })
    assert.deepEqual(await resolve({flags, accountEndpoint}), {...accountEndpoint, region: 'cn-north-4'})
    assert.deepEqual(await resolve({flags}), {
      endpoints: ['https://a.example.com', 'https://b.example.com'],
      source: 'the catalogue',
      region: 'cn-north-4',
    })
  })

  it('needs no region where it was given, and no region that the service knows', async () => {
    assert.deepEqual(await resolve({flags: {endpoint: 'x'}}), {
      endpoints: ['https://x'],
      source: '--endpoint',
      region: undefined,
    })
    assert.equal((await resolve({flags: {endpoint: 'x', region: 'xx-1'}})).region, 'xx-1')
  })

  it("is in the catalogue's first region for a global service without one", async () => {
    assert.equal((await resolve({credentialType: 'global'})).region, 'cn-north-1')
    assert.equal((await resolve({credentialType: 'global', env: {HWC_REGION: 'cn-north-4'}})).region, 'cn-north-4')
  })

  it('of a regional service without a region is an error with the regions of the service', async () => {
    await assert.rejects(resolve({}), (error) => {
      assert.ok(error instanceof ConfigError)
      assert.equal(error.message, 'No region is set; demo has cn-north-1, cn-north-4')
      return true
    })
  })

  it('of an unknown region is 2 from the command line and 3 from elsewhere, with the nearest', async () => {
    await assert.rejects(resolve({flags: {region: 'cn-nroth-4'}}), (error) => {
      assert.ok(error instanceof UsageError)
      assert.equal(error.message, '--region: demo has no region cn-nroth-4; it has cn-north-1, cn-north-4')
      assert.deepEqual([error.hint, error.faults[0]?.suggestion], ['Did you mean cn-north-4?', 'cn-north-4'])
      return true
    })
    await assert.rejects(resolve({env: {HW_REGION_NAME: 'elsewhere'}}), (error) => {
      assert.ok(error instanceof ConfigError)
      assert.match(error.message, /^HW_REGION_NAME: demo has no region elsewhere;/)
      assert.equal(error.hint, 'Its endpoint may be set as HUAWEICLOUD_SDK_REGION_DEMO_ELSEWHERE.')
      return true
    })
    await assert.rejects(resolve({flags: {region: '__proto__'}}), UsageError)
  })

  it('in the sandbox has a region that only --region overrides', async () => {
    const profile = {kind: 'sandbox'} as const
    assert.equal((await resolve({profile, env: {HWC_REGION: 'cn-north-1'}})).region, 'cn-north-4')
    assert.equal((await resolve({profile, flags: {region: 'cn-north-1'}})).region, 'cn-north-1')
    const regions = {'eu-1': ['https://eu']}
    assert.equal((await resolve({profile, service: {...service, regions}})).region, 'eu-1')
  })

  it('is read of a regions.yaml with a key twice as PyYAML reads it: the last counts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hwc-regions-'))
    try {
      const path = join(folder, 'regions.yaml')
      const env = {HUAWEICLOUD_SDK_REGIONS_FILE: path}
      const scene = {env, flags: {region: 'my-1'}}
      writeFileSync(path, 'DEMO:\n- {id: my-1, endpoint: a}\nDEMO:\n- {id: my-1, endpoint: b, endpoint: c}\n')
      assert.deepEqual((await resolve(scene)).endpoints, ['https://c'])
      const spellings = ['DEMO', 'demo', '"DEMO"'].map((name, at) => `${name}: [{id: my-1, endpoint: e${at}}]\n`)
      writeFileSync(path, spellings.join(''))
      assert.deepEqual(
        (await resolve(scene)).endpoints,
        ['https://e1'],
        'a key in quotes is the key without, in its place',
      )
      writeFileSync(path, 'DEMO:\n  - id: my-1\n\tendpoint: secret\n')
      await assert.rejects(resolve(scene), {message: `${path}, line 3, is not valid YAML`})
    } finally {
      rmSync(folder, {recursive: true})
    }
  })

  it('of a variable that holds none is an error that names it', async () => {
    const name = 'HUAWEICLOUD_SDK_REGION_DEMO_CN_NORTH_4'
    const flags = {region: 'cn-north-4'}
    await assert.rejects(resolve({flags, env: {[name]: ','}}), {message: `${name}: there is no endpoint`})
    await assert.rejects(resolve({flags, env: {[name]: 'https://u:secret@h'}}), {
      message: `${name}: expected a host, or http:// or https:// and a host`,
    })
  })
})

describe('The text of an endpoint', () => {
  it('has a scheme or gets https, and keeps its letters and its port', () => {
    const texts = ['h', ' h:8080 ', 'http://h', 'HTTPS://Host/', 'httpbin.org', '[::1]:80', 'http://127.0.0.1:1']
    assert.deepEqual(
      texts.map((text) => parseEndpoint(text)),
      [
        'https://h',
        'https://h:8080',
        'http://h',
        'https://Host',
        'https://httpbin.org',
        'https://[::1]:80',
        'http://127.0.0.1:1',
      ],
    )
  })

  it('has no path, unless that is dropped as the SDK does', () => {
    const texts = ['h/v1', 'h?x', 'h#x', 'https://h//', 'h/\\evil']
    assert.deepEqual(
      texts.map((text) => [parseEndpoint(text), parseEndpoint(text, {dropPath: true})]),
      texts.map(() => [undefined, 'https://h']),
    )
  })

  it('has no user, no blank, no other scheme', () => {
    for (const text of ['u:p@h', 'ftp://h', 'a b', '', 'https://', 'h:99999', 'h\\x', '//h'])
      assert.equal(parseEndpoint(text), undefined, text)
  })

  it('may be a comma list', () => {
    assert.deepEqual(parseEndpoints('a, http://b ,'), ['https://a', 'http://b'])
    assert.equal(parseEndpoints('a,b/c'), undefined)
    assert.equal(parseEndpoints(' , '), undefined)
  })
})
