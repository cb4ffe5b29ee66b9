import assert from 'node:assert/strict'
import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {checkCatalog} from '../../../../scripts/catalog/check/check-catalog.js'
import {type CatalogData} from '../../../../scripts/catalog/files/catalog-data.js'
import {type Operation, type Pages, type Schema} from '../../../../src/core/catalog/types.js'
import {catalogData, type CatalogTexts, operation, type VersionFacts, writeCatalogCopy} from './catalog-copy.js'

const folders: string[] = []

const problemsOf = (
  data: CatalogData,
  texts: CatalogTexts = {},
  change: (folder: string) => void = () => undefined,
) => {
  const folder = writeCatalogCopy(data, texts)
  folders.push(folder)
  change(folder)
  return checkCatalog(folder)
}

const one = (listThings: Partial<Operation>, schemas: Readonly<Record<string, Schema>> = {}): CatalogData =>
  catalogData({alpha: {v1: {operations: {'list-things': operation('ListThings', listThings)}, schemas}}})

describe('checkCatalog', () => {
  after(() => {
    for (const folder of folders) rmSync(folder, {recursive: true})
  })

  it('finds nothing wrong with a catalogue that is well formed', () => {
    const path = '/v1/{project_id}/{domain_id}/things/{thing-id}'
    const parameters = [{name: 'thing_id', wire: 'thing-id', in: 'path', type: 'string'}] as const
    assert.deepEqual(problemsOf(one({path, parameters, body: {ref: 'Body'}}, {Body: {fields: []}})), [])
  })

  const wrong: readonly (readonly [string, CatalogData, readonly string[]])[] = [
    [
      'a reference that does not resolve',
      one({body: {list: {ref: 'Body'}}}),
      ['alpha v1: list-things: no schema Body'],
    ],
    [
      'a reference of a field that does not resolve',
      one({}, {Answer: {fields: [{name: 'thing', type: {map: {ref: 'Thing'}}}]}}),
      ['alpha v1: Answer: thing: no schema Thing'],
    ],
    ['a schema that nothing uses', one({}, {Thing: {fields: []}}), ['alpha v1: Thing: nothing uses it']],
    [
      'a placeholder that nothing fills',
      one({path: '/v1/{thing_id}'}),
      ['alpha v1: list-things: nothing fills {thing_id}'],
    ],
    [
      'a path parameter without a place',
      one({parameters: [{name: 'id', in: 'path', type: 'string'}]}),
      ['alpha v1: list-things: id has no place in the path'],
    ],
    [
      'two parameters whose qualified names are the same',
      one({
        parameters: [
          {name: 'thing_id', in: 'query', type: 'string'},
          {name: 'thingId', in: 'query', type: 'string'},
        ],
      }),
      ['alpha v1: list-things: the qualified name query.thingid twice'],
    ],
    [
      'an explanation among the values of an enumeration',
      one({}, {Answer: {fields: [{name: 'state', type: 'string', enum: ['DONE：it is done']}]}}),
      ['alpha v1: Answer: state: an enumeration of other things than values of its type'],
    ],
    [
      'a sentence as a name',
      one({}, {Answer: {fields: [{name: 'The state of it.', type: 'string'}]}}),
      ['alpha v1: Answer: The state of it.: the name'],
    ],
    [
      'an SDK name that is another one than the command',
      catalogData({alpha: {v1: {operations: {'list-things': operation('ListParts')}}}}),
      ['alpha v1: list-things: the SDK name ListParts'],
    ],
    [
      'a form without fields',
      one({contentType: 'multipart/form-data'}),
      ['alpha v1: list-things: a form without fields'],
    ],
  ]
  for (const [what, data, problems] of wrong) {
    it(`finds ${what}`, () => {
      assert.deepEqual(problemsOf(data), problems)
    })
  }

  it('finds versions that do not agree on the one that is meant', () => {
    const version = (preferred?: string): VersionFacts => ({
      operations: {'list-things': operation('ListThings', preferred === undefined ? {} : {preferred})},
    })
    const problems = ['alpha list-things: which version is meant']
    assert.deepEqual(problemsOf(catalogData({alpha: {v1: version(), v2: version()}})), problems)
    assert.deepEqual(problemsOf(catalogData({alpha: {v1: version('v1'), v2: version('v2')}})), problems)
    assert.deepEqual(problemsOf(catalogData({alpha: {v1: version('v3'), v2: version('v3')}})), problems)
    assert.deepEqual(problemsOf(catalogData({alpha: {v1: version('v1')}})), problems)
    assert.deepEqual(problemsOf(catalogData({alpha: {v1: version('v2'), v2: version('v2')}})), [])
  })

  it('finds a file that was edited by hand', () => {
    const edit = (folder: string): void => {
      const file = join(folder, 'alpha/v1.json')
      writeFileSync(file, readFileSync(file, 'utf8').replace('"method":"GET",', '"method": "GET",'))
    }
    assert.deepEqual(problemsOf(one({}), {}, edit), ['alpha/v1.json is not as the generator writes it'])
  })

  it('finds a service that is in services.json otherwise', () => {
    const {list, services} = one({})
    const summary = {versions: ['v1'], defaultVersion: 'v2', credentialType: 'global', operations: {v1: 2}} as const
    assert.deepEqual(problemsOf({list: {...list, services: {alpha: summary}}, services}), [
      'alpha: its operations in services.json',
      'alpha: its credential type in services.json',
      'alpha: its default version',
    ])
  })

  describe('finds in the pages of an operation', () => {
    const limit = {name: 'limit', in: 'query', type: 'int32'} as const
    const offset = {name: 'offset', in: 'query', type: 'int32'} as const
    const schemas = {
      Answer: {
        fields: [
          {name: 'things', type: {list: {ref: 'Thing'}}},
          {name: 'total', type: 'int32'},
        ],
      },
      Thing: {fields: [{name: 'id', type: 'string'}]},
    } as const
    const right: Pages = {style: 'offset', parameter: 'offset', items: ['things'], limit: 'limit', total: ['total']}
    const check = (pages: Pages, texts: CatalogTexts = {}): readonly string[] =>
      problemsOf(one({parameters: [limit, offset], pages}, schemas), texts)

    it('nothing where they name what is there', () => {
      assert.deepEqual(check(right), [])
      assert.deepEqual(check({style: 'marker', parameter: 'offset', items: ['things'], key: 'id'}), [])
    })

    it('names of nothing, and styles that lack or have too much', () => {
      const wrong = {...right, limit: 'size', items: ['others'], total: ['count'], other: 1, reverse: 'back'}
      assert.deepEqual(check(wrong), [
        'alpha v1: list-things: pages: nothing is known of other',
        'alpha v1: list-things: pages: there is no parameter size',
        'alpha v1: list-things: pages: there is no parameter back',
        'alpha v1: list-things: pages: the answer has no list others',
        'alpha v1: list-things: pages: the answer has no count',
      ])
      assert.deepEqual(
        check({style: 'marker', parameter: 'offset', items: ['things'], key: 'name', first: 1, aligned: true}),
        [
          'alpha v1: list-things: pages: a first number of what is no number',
          'alpha v1: list-things: pages: a multiple of what is no offset',
          'alpha v1: list-things: pages: the items have no name',
        ],
      )
      assert.deepEqual(check({style: 'link', parameter: 'offset', items: ['things']}), [
        'alpha v1: list-things: pages: a parameter that a link does not need and others do',
        'alpha v1: list-things: pages: a link that nobody tells',
      ])
    })

    it('overlays of no operation, without a reason, or that say what was derived', () => {
      const pages = JSON.stringify({
        'v1 list-things': {value: right},
        'v2 list-things': {value: right, reason: 'none'},
      })
      assert.deepEqual(check(right, {overlays: {alpha: `pages: ${pages}\n`}}), [
        'alpha.yaml: v1 list-things: it says what was derived',
        'alpha.yaml: v1 list-things: no reason',
        'alpha.yaml: v2 list-things: there is no such operation',
      ])
    })
  })

  it('finds overlays that say nothing, or too little', () => {
    const parameters = [{name: 'project_id', in: 'path', type: 'string'}] as const
    const texts: CatalogTexts = {
      scope: '{filled: {beta: none}, explicit: {}}\n',
      sensitive:
        '{rule: [{reason: none, names: [secret]}], exceptions: [], fields: [{reason: none, fields: [alpha Answer.key]}]}\n',
      names:
        'defaultVersions: {alpha: {pin: v2, reason: none}}\nshortNames: {alpha v1 list-things limit: {pin: query.limit, reason: none}}\n',
      services: 'alpha: {title: Things, area: compute}\nbeta: {}\n',
      idempotency: "tokens: [{names: ['*client_token']}]\n",
      overlays: {alpha: 'errorFormat: {value: none}\nother: 1\n', beta: ''},
    }
    assert.deepEqual(problemsOf(one({path: '/v1/{project_id}', parameters}), texts), [
      'scope.yaml does not say what alpha means',
      'scope.yaml: beta declares no project id',
      'sensitive.yaml: nothing is called secret',
      'sensitive.yaml: nothing is called alpha Answer.key',
      'names.yaml: alpha is not v2 by default',
      'names.yaml: alpha v1 list-things limit is not query.limit',
      'services.yaml: there is no service beta',
      'services.yaml: alpha needs title, description and area',
      'idempotency.yaml: no reason for *client_token',
      'idempotency.yaml: nothing is called *client_token',
      'alpha.yaml: nothing is known of other',
      'alpha.yaml: there is no format of errors none',
      'alpha.yaml: no reason for errorFormat',
      'beta.yaml: there is no such service',
    ])
  })
})
