import assert from 'node:assert/strict'
import {join} from 'node:path'
import {checkCatalog} from '../../scripts/catalog/check/check-catalog.js'
import {readCatalog} from '../../scripts/catalog/files/read-catalog.js'
import {declaresProject} from '../../scripts/catalog/merge-version.js'
import {
  bodySchemaName,
  isForm,
  type PlacedField,
  placedFields,
  shortNames,
} from '../../scripts/catalog/names/short-names.js'
import {readScope} from '../../scripts/catalog/overlay/read-overlays.js'
import {nameKey} from '../../src/core/catalog/name-key.js'
import {type Operation} from '../../src/core/catalog/types.js'
import {settingsTable} from '../../src/core/config/settings-table.js'
import {repositoryRoot} from '../support/repository.js'

interface Entry {
  readonly service: string
  readonly version: string
  readonly command: string
  readonly operation: Operation
  /** Parameters, and the top-level fields of an object body or form. */
  readonly fields: readonly PlacedField[]
  /** The names that fields have without their place. */
  readonly short: ReadonlySet<PlacedField['field']>
}

const countBy = (names: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

const hasTwice = (names: readonly string[]): boolean => new Set(names).size < names.length

describe('the committed catalogue', () => {
  const folder = join(repositoryRoot, 'catalog')
  const catalog = readCatalog(folder)
  const entries: Entry[] = []
  for (const [service, versions] of catalog?.services ?? []) {
    for (const [version, {operations, schemas}] of versions) {
      for (const [command, operation] of operations) {
        const short = new Set(Array.from(shortNames(operation, schemas).values(), ({field}) => field))
        entries.push({service, version, command, operation, fields: placedFields(operation, schemas), short})
      }
    }
  }
  const where = (test: (entry: Entry) => boolean): number => entries.filter(test).length

  it('is well formed', () => {
    assert.deepEqual(checkCatalog(folder), [])
  })

  it('comes from the releases that it names', () => {
    assert.deepEqual(catalog?.list.sources, {
      python: {release: '3.1.211', commit: '343a486b5c8ab656611159f314df6e575d0f6398'},
      go: {release: '0.1.188', commit: '1cd70eb6f730ea721771a6ec8d96352bbb801787'},
    })
  })

  it('is whole: services, versions, operations', () => {
    const services = [...(catalog?.services.values() ?? [])]
    assert.deepEqual(
      {
        services: services.length,
        versions: services.reduce((sum, versions) => sum + versions.size, 0),
        operations: entries.length,
        parameters: entries.reduce((sum, {fields}) => sum + fields.length, 0),
      },
      // The SDK's clients name 64,547; four of those are attributes that its requests do not have (the generator tells).
      {services: 189, versions: 221, operations: 15_074, parameters: 64_543},
    )
  })

  it('has the bodies, forms and prefixes that the SDK has', () => {
    assert.deepEqual(
      {
        noObject: where(({operation}) => {
          const {body} = operation
          return body !== undefined && body !== 'file' && bodySchemaName(operation) === undefined
        }),
        file: where(({operation}) => operation.body === 'file'),
        forms: where(({operation}) => isForm(operation)),
        hostPrefixes: where(({operation}) => operation.parameters.some((parameter) => parameter.in === 'host')),
        streamedAnswers: where(({operation}) => operation.streamResponse === true),
        deprecated: where(({operation}) => operation.deprecated === true),
      },
      {noObject: 126, file: 1, forms: 101, hostPrefixes: 45, streamedAnswers: 81, deprecated: 229},
    )
  })

  it('has the methods and content types that the SDK has', () => {
    assert.deepEqual(countBy(entries.map(({operation}) => operation.method)), {
      GET: 6480,
      POST: 5049,
      PUT: 1865,
      DELETE: 1588,
      PATCH: 83,
      HEAD: 9,
    })
    assert.deepEqual(countBy(entries.map(({operation}) => operation.contentType.split(';')[0] ?? '')), {
      'application/json': 14_947,
      'multipart/form-data': 95,
      'application/bson': 14,
      'application/xml': 10,
      'application/x-www-form-urlencoded': 6,
      'application/openstack-images-v2.1-json-patch': 1,
      'application/octet-stream': 1,
    })
  })

  it('declares project ids in paths, and says for every service what they mean', () => {
    const declaring = countBy(entries.filter(({operation}) => declaresProject(operation)).map(({service}) => service))
    const {filled, explicit} = readScope(folder)
    const inList = (list: Readonly<Record<string, string>>): Readonly<Record<string, number | undefined>> =>
      Object.fromEntries(Object.keys(list).map((service) => [service, declaring[service]]))
    assert.deepEqual(inList(filled), {cloudrtc: 12, sa: 61, secmaster: 395, waf: 1})
    assert.deepEqual(inList(explicit), {
      cloudtest: 118,
      codeartsartifact: 18,
      codeartsbuild: 10,
      codeartscheck: 18,
      codeartsdeploy: 11,
      codeartspipeline: 24,
      codeartsrepo: 50,
      codecheck: 18,
      iam: 13,
      projectman: 104,
    })
    assert.equal(
      where(({operation}) => declaresProject(operation)),
      853,
    )
  })

  it('has operations that use one name twice, and parameters without a short name', () => {
    const fields = entries.flatMap(({fields: all, short}) =>
      all.map((placed) => ({placed, isShort: short.has(placed.field)})),
    )
    const long = fields.filter(({isShort}) => !isShort).map(({placed}) => nameKey(placed.field.name))
    assert.deepEqual(
      {
        nameTwice: where(({fields: all}) => hasTwice(all.map(({field}) => field.name))),
        withoutShortName: long.length,
        projectIds: long.filter((key) => key === 'projectid').length,
      },
      {nameTwice: 120, withoutShortName: 1749, projectIds: 994},
    )
  })

  it('loses short names to no other flags than those of the first release', () => {
    const flags = settingsTable.filter(({flag}) => flag).map(({name}) => name)
    const used = new Set(entries.flatMap(({fields}) => fields.map(({field}) => nameKey(field.name))))
    assert.deepEqual(
      flags.filter((name) => used.has(nameKey(name))),
      [
        'profile',
        'region',
        'project-id',
        'endpoint',
        'api-version',
        'output',
        'query',
        'columns',
        'include',
        'max-items',
        'wait-timeout',
        'body',
        'retries',
        'concurrency',
        'proxy',
        'insecure',
        'signing-algorithm',
        'quiet',
        'progress',
      ],
    )
  })

  it('has pairs of operations that differ by hyphens alone', () => {
    const commands = new Map<string, Set<string>>()
    for (const {service, command} of entries) {
      const key = `${service} ${nameKey(command)}`
      commands.set(key, (commands.get(key) ?? new Set()).add(command))
    }
    const twins = [...commands.values()].filter(({size}) => size > 1)
    assert.deepEqual([...new Set(twins.map(({size}) => size))], [2])
    assert.equal(twins.length, 19)
  })

  it('has the default versions of the first generation', () => {
    const defaults = Object.entries(catalog?.list.services ?? {}).filter(([, {versions}]) => versions.length > 1)
    assert.deepEqual(Object.fromEntries(defaults.map(([service, {defaultVersion}]) => [service, defaultVersion])), {
      aad: 'v1',
      antiddos: 'v1',
      aom: 'v2',
      cbh: 'v2',
      cc: 'v3',
      cce: 'v3',
      cdn: 'v2',
      ces: 'v2',
      cloudpond: 'v1',
      cloudrtc: 'v2',
      codeartsinspector: 'v3',
      codeartsrepo: 'v4',
      css: 'v1',
      drs: 'v5',
      dwr: 'v3',
      eihealth: 'v1',
      eip: 'v2',
      elb: 'v3',
      ges: 'v2',
      hilens: 'v3',
      iam: 'v3',
      iotedge: 'v2',
      live: 'v1',
      mrs: 'v2',
      pangulargemodels: 'v2',
      sa: 'v2',
      secmaster: 'v1',
      servicestage: 'v2',
      vpc: 'v2',
    })
  })
})
