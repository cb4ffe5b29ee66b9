import assert from 'node:assert/strict'
import {nameTable, type NameTable, shownName} from '../../../../../src/core/request/names/name-table.js'
import {type Operation} from '../../../../../src/core/catalog/types.js'
import {operationOf, schemaLookup} from '../../../../support/read-line.js'

const reserved = ['region', 'project-id', 'query', 'body', 'no-color']

const tableOf = (facts: Partial<Operation>, fields: readonly object[] = []): NameTable =>
  nameTable(operationOf(facts), schemaLookup({Body: {fields: fields as never}}), reserved)

const qualified = (table: NameTable, text: string): string[] => table.lookUp(text).map((entry) => entry.qualified)

describe('the names of an operation', () => {
  it('writes attributes in kebab-case', () => {
    const table = tableOf({
      parameters: [
        {in: 'query', name: 'enterprise_project_id', type: 'string'},
        {in: 'header', name: 'x_language', wire: 'X-Language', type: 'string'},
        {in: 'query', name: '_from', wire: 'from', type: 'string'},
        {in: 'query', name: 'os:scheduler_hints', type: 'string'},
      ],
    })
    assert.deepEqual(table.entries.map(shownName), [
      'enterprise-project-id',
      'x-language',
      'from',
      'os-scheduler-hints',
    ])
  })

  it('gives a reserved flag’s name in its qualified form only', () => {
    const table = tableOf({
      parameters: [
        {in: 'query', name: 'region', type: 'string'},
        {in: 'path', name: 'project_id', type: 'string'},
        {in: 'query', name: 'limit', type: 'int32'},
      ],
    })
    assert.deepEqual(table.entries.map(shownName), ['query.region', 'path.project-id', 'limit'])
  })

  it('names places in their qualified form only', () => {
    const table = tableOf({parameters: [{in: 'query', name: 'path', type: 'string'}], body: {ref: 'Body'}}, [
      {name: 'host', type: 'string'},
      {name: 'form', type: 'string'},
    ])
    assert.deepEqual(table.entries.map(shownName), ['query.path', 'body.host', 'body.form'])
    assert.deepEqual(qualified(table, 'path'), [])
    assert.deepEqual(qualified(table, 'query.path'), ['query.path'])
  })

  it('finds an entry by every spelling, with and without its place', () => {
    const table = tableOf({parameters: [{in: 'header', name: 'x_sdk_name', wire: 'X-Sdk-Name', type: 'string'}]})
    const spellings = ['x_sdk_name', 'X-Sdk-Name', 'x-sdk-name', 'xSdkName', 'XSDKNAME', 'X_SDK-name']
    for (const spelling of spellings.flatMap((text) => [text, `header.${text}`, `Header.${text}`])) {
      assert.deepEqual(qualified(table, spelling), ['header.x-sdk-name'], spelling)
    }
    assert.deepEqual(qualified(table, 'query.x-sdk-name'), [])
    assert.deepEqual(qualified(table, 'x.sdk.name'), [])
  })

  it('answers every entry that one name could be', () => {
    const table = tableOf({parameters: [{in: 'path', name: 'instance_id', type: 'string'}], body: {ref: 'Body'}}, [
      {name: 'instance_id', type: 'string'},
    ])
    assert.deepEqual(qualified(table, 'instance-id'), ['path.instance-id', 'body.instance-id'])
    assert.deepEqual(qualified(table, 'body.InstanceId'), ['body.instance-id'])
    assert.deepEqual(table.entries.map(shownName), ['path.instance-id', 'body.instance-id'])
  })

  it('lets an attribute’s spelling beat a wire spelling', () => {
    const table = tableOf({
      parameters: [
        {in: 'query', name: 'name_like', wire: 'name', type: 'string'},
        {in: 'query', name: 'name', wire: 'exact', type: 'string'},
      ],
    })
    assert.deepEqual(qualified(table, 'name'), ['query.name'])
    assert.deepEqual(qualified(table, 'Name'), ['query.name'])
    assert.deepEqual(qualified(table, 'exact'), ['query.name'])
  })

  it('keeps a pinned short name although another attribute has the same name now', () => {
    const table = tableOf({
      parameters: [
        {in: 'query', name: 'tag', type: 'string', short: true},
        {in: 'header', name: 'tag', type: 'string'},
      ],
    })
    assert.deepEqual(table.entries.map(shownName), ['tag', 'header.tag'])
    assert.deepEqual(qualified(table, 'Tag'), ['query.tag'])
  })

  it('calls the fields of a form form fields', () => {
    const table = tableOf({contentType: 'multipart/form-data', body: {ref: 'Body'}}, [{name: 'file', type: 'file'}])
    assert.deepEqual(
      table.entries.map((entry) => entry.qualified),
      ['form.file'],
    )
    assert.deepEqual(qualified(table, 'body.file'), [])
  })

  it('finds names that hold dots', () => {
    const table = tableOf(
      {parameters: [{in: 'query', name: 'dim_0', wire: 'dim.0', type: 'string'}], body: {ref: 'Body'}},
      [{name: 'elasticsearch_yml', wire: 'elasticsearch.yml', type: 'string'}],
    )
    assert.deepEqual(qualified(table, 'dim.0'), ['query.dim-0'])
    assert.deepEqual(qualified(table, 'query.DIM.0'), ['query.dim-0'])
    assert.deepEqual(qualified(table, 'elasticsearch.yml'), ['body.elasticsearch-yml'])
    assert.equal(table.longest, 3)
  })

  it('treats names of Object.prototype and names of signs alone as any other text', () => {
    const table = tableOf({parameters: [{in: 'query', name: 'limit', type: 'int32'}]})
    for (const text of ['constructor', '__proto__', 'toString', '', '.', '-', '_', 'query.', '.limit']) {
      assert.deepEqual(qualified(table, text), [], text)
    }
  })
})
