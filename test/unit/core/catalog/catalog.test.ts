import assert from 'node:assert/strict'
import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {mergeCatalog} from '../../../../scripts/catalog/merge.js'
import {Catalog} from '../../../../src/core/catalog/catalog.js'
import {nameKey} from '../../../../src/core/catalog/name-key.js'
import {highestVersion} from '../../../../src/core/catalog/version-number.js'
import {catalogData, operation, writeCatalogCopy} from '../../scripts/catalog/catalog-copy.js'

const listThings = operation('ListThings', {deprecated: true, body: {ref: 'Körper'}})
const data = catalogData({
  alpha: {
    v1: {
      operations: {'list-things': listThings, 'show-thing': operation('ShowThing')},
      schemas: {Körper: {fields: [{name: 'id', type: 'string'}]}},
    },
    v2: {operations: {}},
  },
  alphabet: {v1: {operations: {'list-letters': operation('ListLetters')}}},
})

describe('Catalog', () => {
  const from = writeCatalogCopy(data)
  const to = join(from, 'dist')
  const catalog = new Catalog(to)

  before(() => {
    mergeCatalog({from, to})
  })

  after(() => {
    rmSync(from, {recursive: true})
  })

  it('tells of one service as of all, by its exact name', () => {
    const other = new Catalog(to)
    for (const name of [
      'alpha',
      'alphabet',
      'Alpha',
      'alph',
      'services',
      'schemaVersion',
      '__proto__',
      'a"b',
      'versions',
    ]) {
      const expected = Object.hasOwn(catalog.services, name) ? catalog.services[name] : undefined
      assert.deepEqual([other.service(name), catalog.service(name)], [expected, expected], name)
    }
  })

  it('knows the services', () => {
    assert.deepEqual(Object.keys(catalog.services), ['alpha', 'alphabet'])
    assert.equal(catalog.list.sources.python.release, '1.0.0')
  })

  it('reads a file once, and its head, operations and schemas by name', () => {
    const file = catalog.open('alpha', 'v1')
    assert.equal(catalog.open('alpha', 'v1'), file)
    assert.deepEqual(file.head, data.services.get('alpha')?.get('v1')?.head)
    assert.deepEqual(file.operation('list-things'), listThings)
    assert.deepEqual(file.operation('show-thing'), operation('ShowThing'))
    assert.equal(file.operation('list'), undefined)
    assert.equal(file.operation('Answer'), undefined)
    assert.deepEqual(file.schema('Körper'), {fields: [{name: 'id', type: 'string'}]})
    assert.deepEqual(file.commands(), ['list-things', 'show-thing'])
    assert.throws(() => file.schema('Thing'), /The catalogue has no schema Thing of alpha v1/)
    assert.throws(() => file.schema('list-things'), TypeError)
  })

  it('reads a version without operations', () => {
    const file = catalog.open('alpha', 'v2')
    assert.deepEqual(file.commands(), [])
    assert.equal(file.operation('list-things'), undefined)
    assert.deepEqual(file.schema('Answer'), {fields: []})
  })

  it('lists the operations of one service, and of all', () => {
    const things = [
      {service: 'alpha', command: 'list-things', version: 'v1', name: 'ListThings', deprecated: true},
      {service: 'alpha', command: 'show-thing', version: 'v1', name: 'ShowThing'},
    ]
    const letters = [{service: 'alphabet', command: 'list-letters', version: 'v1', name: 'ListLetters'}]
    assert.deepEqual(catalog.operations('alpha'), things)
    assert.deepEqual(catalog.operations('alphabet'), letters)
    assert.deepEqual(catalog.operations('alp'), [])
    assert.deepEqual(catalog.allOperations(), [...things, ...letters])
  })
})

describe('nameKey', () => {
  it('drops case and every sign but letters, digits and dots', () => {
    const names = ['X-Language', '_from', 'os:scheduler_hints', 'dim.0', 'ETag']
    assert.deepEqual(names.map(nameKey), ['xlanguage', 'from', 'osschedulerhints', 'dim.0', 'etag'])
  })
})

describe('highestVersion', () => {
  it('counts: v10 comes after v9', () => {
    assert.equal(highestVersion(['v9', 'v10', 'v2']), 'v10')
    assert.equal(highestVersion([]), undefined)
  })
})
