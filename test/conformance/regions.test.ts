import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type ServiceVersion} from '../../src/core/catalog/types.js'
import {resolveSettings} from '../../src/core/config/resolve-settings.js'
import {type RegionSources} from '../../src/core/endpoints/region-endpoints.js'
import {resolveEndpoint, type ResolvedEndpoint} from '../../src/core/endpoints/resolve-endpoint.js'
import {ConfigError} from '../../src/core/errors/config-error.js'
import {UsageError} from '../../src/core/errors/usage-error.js'
import {readCases, setStage} from '../support/credential-cases.js'
import {repositoryRoot} from '../support/repository.js'

interface RegionCase {
  readonly id: string
  readonly description: string
  readonly service: string
  readonly region_id: string
  readonly env: Readonly<Record<string, string>>
  readonly then_env?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly expected?: {readonly id: string; readonly endpoints: readonly string[]}
  readonly expected_error?: {readonly class: string; readonly message: string}
}

const cases = readCases<RegionCase>('regions.json')

/** The head of a service version in the catalogue. */
const headOf = (service: string, version: string): ServiceVersion =>
  JSON.parse(readFileSync(join(repositoryRoot, 'catalog', service, `${version}.json`), 'utf8')) as ServiceVersion

const services: Readonly<Record<string, ServiceVersion>> = {
  ecs: headOf('ecs', 'v2'),
  cts: headOf('cts', 'v3'),
  iotda: headOf('iotda', 'v5'),
}

interface Outcome {
  readonly found?: ResolvedEndpoint
  readonly error?: unknown
  readonly warnings: readonly string[]
}

const observe = async ({service: name, region_id, env, then_env, files}: RegionCase): Promise<Outcome> => {
  const stage = setStage({env: {...env, ...then_env}, ...(files ? {files} : {})})
  const service = services[name]
  assert.ok(service)
  const warnings: string[] = []
  const {surroundings} = stage
  try {
    const settings = resolveSettings({flags: new Map([['region', region_id]]), env: surroundings.env})
    const sources: RegionSources = {service, settings, surroundings, warn: (message) => void warnings.push(message)}
    return {found: await resolveEndpoint({...sources, credentialType: 'basic'}), warnings: warnings.map(stage.contract)}
  } catch (error) {
    return {error, warnings}
  } finally {
    stage.strike()
  }
}

/** A broken file does not matter where the catalogue knows the region; it is told. */
const brokenFile =
  (warning: RegExp) =>
  ({found, warnings}: Outcome): void => {
    assert.deepEqual(found?.endpoints, ['https://ecs.cn-north-4.myhuaweicloud.com'])
    assert.match(warnings.join('\n'), warning)
  }

const endpointsAre =
  (...endpoints: readonly string[]) =>
  ({found, error}: Outcome): void => {
    assert.deepEqual(found?.endpoints, endpoints, String(error))
  }

/** Where hwc is meant to do otherwise (docs/sdk-differences.md). */
const differences: Readonly<Record<string, (outcome: Outcome) => void>> = {
  'env-several': endpointsAre('https://a.example.com', 'https://b.example.com'),
  'env-trailing-comma': endpointsAre('https://a.example.com'),
  'env-no-scheme': endpointsAre('https://ecs.example.com'),
  'file-empty': brokenFile(/^\$HOME\/\.huaweicloud\/regions\.yaml: expected services/),
  'file-list': brokenFile(/: expected services/),
  'file-text': brokenFile(/: expected services/),
  'file-bad-yaml': brokenFile(/ is not valid YAML; the file is not used$/),
  'file-service-null': brokenFile(/: expected a list of regions under ECS; /),
  'file-service-map': brokenFile(/: expected a list of regions under ECS; /),
  'file-int-id': ({found, warnings}) => {
    assert.deepEqual([found?.endpoints, warnings], [['https://ecs.cn-north-4.myhuaweicloud.com'], []])
  },
  // One endpoint, not one of each letter.
  'file-endpoints-text': endpointsAre('https://ab'),
  // The second look-up is another command here: it reads the file that the changed variable names.
  'file-loaded-once': ({error}) => {
    assert.ok(error instanceof UsageError)
  },
}

describe('Regions, as the SDK finds their endpoints', () => {
  for (const vector of cases) {
    it(`${vector.id}: ${vector.description}`, async () => {
      const outcome = await observe(vector)
      const difference = differences[vector.id]
      if (difference) return difference(outcome)
      if (vector.expected) {
        assert.deepEqual(
          [outcome.found?.region, outcome.found?.endpoints, outcome.warnings],
          [vector.expected.id, vector.expected.endpoints, []],
          String(outcome.error),
        )
        return
      }
      assert.ok(outcome.error instanceof UsageError)
      if (vector.region_id === '') {
        assert.equal(outcome.error.message, '--region: expected a region id')
        return
      }
      const [before, listed = ''] = outcome.error.message.split('; it has ')
      assert.equal(before, `--region: ecs has no region ${vector.region_id}`)
      const builtIn = Object.keys(services['ecs']?.regions ?? {}).sort()
      // A region of the file that is near but not the same is listed too.
      const known = vector.id === 'file-id-case' ? ['CN-TEST-1', ...builtIn] : builtIn
      assert.deepEqual(listed.split(', '), known)
    })
  }

  it('fails for a broken file where the catalogue does not know the region', async () => {
    const texts = cases.flatMap(({id, files}) => (id.startsWith('file-') && differences[id] && files ? [files] : []))
    for (const files of texts) {
      const {error, found} = await observe({
        id: '',
        description: '',
        service: 'ecs',
        region_id: 'cn-test-1',
        env: {},
        files,
      })
      assert.ok(found || error instanceof ConfigError || error instanceof UsageError)
    }
    const broken = await observe({
      id: '',
      description: '',
      service: 'ecs',
      region_id: 'cn-test-1',
      env: {},
      files: {'$HOME/.huaweicloud/regions.yaml': 'ECS: ['},
    })
    assert.ok(broken.error instanceof ConfigError)
  })
})
