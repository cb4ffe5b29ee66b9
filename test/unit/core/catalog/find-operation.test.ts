import assert from 'node:assert/strict'
import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {mergeCatalog} from '../../../../scripts/catalog/merge.js'
import {Catalog} from '../../../../src/core/catalog/catalog.js'
import {findOperation} from '../../../../src/core/catalog/find-operation.js'
import {findService} from '../../../../src/core/catalog/find-service.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {catalogData, operation, writeCatalogCopy} from '../../scripts/catalog/catalog-copy.js'

const data = catalogData({
  vpc: {
    v2: {operations: {'list-vpcs': operation('ListVpcs', {preferred: 'v2'}), 'create-vpc': operation('CreateVpc')}},
    v3: {
      operations: {
        'list-vpcs': operation('ListVpcs', {preferred: 'v2'}),
        'show-vpc': operation('ShowVpc', {body: {ref: 'Body'}}),
      },
      schemas: {Body: {fields: [{name: 'id', type: 'string'}]}},
    },
  },
  elb: {
    v3: {operations: {'create-load-balancer': operation('CreateLoadBalancer')}},
    v2: {operations: {'create-loadbalancer': operation('CreateLoadbalancer')}},
  },
  codeartsrepo: {v4: {operations: {'list-branches': operation('ListBranches')}}},
  aom: {
    v2: {operations: {'list-events': operation('ListEvents', {preferred: 'v4'})}},
    v4: {operations: {'list-events': operation('ListEvents', {preferred: 'v4'})}},
  },
})

const usageError = (call: () => unknown): Pick<UsageError, 'message' | 'hint' | 'faults'> => {
  try {
    call()
  } catch (error) {
    assert.ok(error instanceof UsageError)
    const {message, hint, faults} = error
    return {message, hint, faults}
  }
  return assert.fail('expected a usage error')
}

describe('finding an operation', () => {
  const from = writeCatalogCopy(data)
  const to = join(from, 'dist')
  let catalog: Catalog

  before(() => {
    mergeCatalog({from, to})
  })

  beforeEach(() => {
    catalog = new Catalog(to)
  })

  after(() => {
    rmSync(from, {recursive: true})
  })

  const found = (serviceWord: string, word: string, apiVersion?: string): string => {
    const {service, version, command, defaultVersion, versions} = findOperation(catalog, serviceWord, word, apiVersion)
    return `${service} ${command} ${version} (${defaultVersion} of ${versions.join()})`
  }

  it('takes the exact name, in the version that is meant', () => {
    assert.equal(found('vpc', 'list-vpcs'), 'vpc list-vpcs v2 (v2 of v2,v3)')
    assert.equal(found('vpc', 'show-vpc'), 'vpc show-vpc v3 (v3 of v3)')
    assert.equal(found('aom', 'list-events'), 'aom list-events v4 (v4 of v2,v4)')
  })

  it('takes the spellings of the SDK, and any that means one operation', () => {
    for (const word of ['list_vpcs', 'ListVpcs', 'listVpcs', 'LIST-VPCS']) {
      assert.equal(found('VPC', word), 'vpc list-vpcs v2 (v2 of v2,v3)', word)
    }
    assert.equal(found('CodeArtsRepo', 'ListBranches'), 'codeartsrepo list-branches v4 (v4 of v4)')
  })

  it('takes the version that is asked for', () => {
    for (const [word, version] of [
      ['list-vpcs', 'v3'],
      ['ListVpcs/v3', undefined],
      ['list_vpcs/V3', 'v3'],
    ] as const) {
      assert.equal(found('vpc', word, version), 'vpc list-vpcs v3 (v2 of v2,v3)')
    }
  })

  it('reads services.json and one service file for an exact name in the default version', () => {
    rmSync(join(to, 'index.tsv'))
    rmSync(join(to, 'vpc', 'v3.json'))
    try {
      const {operation: facts} = findOperation(catalog, 'vpc', 'list-vpcs')
      assert.deepEqual(facts, operation('ListVpcs', {preferred: 'v2'}))
    } finally {
      mergeCatalog({from, to})
    }
  })

  it('finds no names in schemas, heads or prototypes', () => {
    for (const word of ['Body', 'Answer', 'operations', 'schemas', 'version', '__proto__', 'constructor', '']) {
      assert.throws(() => findOperation(catalog, 'vpc', word), UsageError, word)
    }
    for (const word of ['__proto__', 'constructor', '']) {
      assert.throws(() => findOperation(catalog, word, 'list-vpcs'), UsageError, word)
    }
  })

  it('knows twins by their exact names and by the spelling of the SDK', () => {
    assert.equal(found('elb', 'create-loadbalancer'), 'elb create-loadbalancer v2 (v2 of v2)')
    assert.equal(found('elb', 'create_load_balancer'), 'elb create-load-balancer v3 (v3 of v3)')
    assert.equal(found('elb', 'CreateLoadbalancer'), 'elb create-loadbalancer v2 (v2 of v2)')
    assert.equal(found('elb', 'createloadbalancer', 'v2'), 'elb create-loadbalancer v2 (v2 of v2)')
  })

  it('names both where a variant could be either', () => {
    assert.deepEqual(
      usageError(() => findOperation(catalog, 'elb', 'createloadbalancer')),
      {
        message: 'elb has several operations of that name: create-load-balancer (v3) and create-loadbalancer (v2)',
        hint: 'Type one of them as it is written here.',
        faults: [
          {message: 'elb has several operations of that name: create-load-balancer (v3) and create-loadbalancer (v2)'},
        ],
      },
    )
  })

  it('lists the versions that service or operation have where another is asked for', () => {
    const fault = (message: string, expected: string, suggestion: string | undefined) => ({
      message,
      hint: undefined,
      faults: [{message, flag: '--api-version', expected, suggestion}],
    })
    assert.deepEqual(
      usageError(() => findOperation(catalog, 'vpc', 'list-vpcs', 'v9')),
      fault('vpc has no version v9, only v2, v3', 'one of v2, v3', undefined),
    )
    assert.deepEqual(
      usageError(() => findOperation(catalog, 'elb', 'create-loadbalancer', 'v3')),
      fault('elb create-loadbalancer is not in version v3; it is in v2', 'one of v2', 'v2'),
    )
  })

  it('refuses two versions at once', () => {
    const message = 'The operation asks for version v3, --api-version for v2'
    assert.deepEqual(
      usageError(() => findOperation(catalog, 'vpc', 'ListVpcs/v3', 'v2')),
      {
        message,
        hint: undefined,
        faults: [{message, flag: '--api-version'}],
      },
    )
  })

  const suggestions: readonly (readonly [string, string, string, string | undefined])[] = [
    ['vcp', 'list-vpcs', 'There is no service vcp; did you mean hwc vpc list-vpcs?', 'hwc vpc list-vpcs'],
    ['vcp', 'lst-vpcs', 'There is no service vcp; did you mean hwc vpc list-vpcs?', 'hwc vpc list-vpcs'],
    ['list-vpcs', '5', 'There is no service list-vpcs; did you mean hwc vpc list-vpcs?', 'hwc vpc list-vpcs'],
    ['vpc', 'lst-vpcs', 'vpc has no operation lst-vpcs; did you mean hwc vpc list-vpcs?', 'hwc vpc list-vpcs'],
    ['vpc', 'ShowVpx', 'vpc has no operation ShowVpx; did you mean hwc vpc show-vpc?', 'hwc vpc show-vpc'],
    ['aom', 'list-vpcs', 'aom has no operation list-vpcs; did you mean hwc vpc list-vpcs?', 'hwc vpc list-vpcs'],
    ['nothing-like-it', 'list', 'There is no service nothing-like-it', undefined],
    ['vpc', 'kMx9/Qq3vT0aPz', 'vpc has no operation …', undefined],
  ]
  for (const [service, word, message, suggestion] of suggestions) {
    it(`suggests what is like hwc ${service} ${word}`, () => {
      const {faults} = usageError(() => findOperation(catalog, service, word))
      assert.deepEqual(faults, [{message, suggestion}])
    })
  }

  it('suggests services and hand-written commands for a single word', () => {
    assert.equal(findService(catalog, 'VPC'), 'vpc')
    assert.equal(
      usageError(() => findService(catalog, 'sandbx', {commands: ['sandbox']})).message,
      'There is no command sandbx; did you mean hwc sandbox?',
    )
    assert.equal(
      usageError(() => findService(catalog, 'sandbx', {operation: 'strat', commands: ['sandbox start']})).message,
      'There is no command sandbx; did you mean hwc sandbox start?',
    )
  })
})
