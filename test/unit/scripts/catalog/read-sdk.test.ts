import assert from 'node:assert/strict'
import {readClient} from '../../../../scripts/catalog/python/read-client.js'
import {readModel} from '../../../../scripts/catalog/python/read-model.js'
import {readRegions} from '../../../../scripts/catalog/python/read-regions.js'
import {parseType} from '../../../../scripts/catalog/python/parse-type.js'
import {ShapeError} from '../../../../scripts/catalog/syntax/syntax-node.js'
import {clientSource, modelSource, regionSource} from './miniature-sdk.js'

describe('types of the Python SDK', () => {
  it('are primitives, lists, maps and classes, within each other', () => {
    assert.deepEqual(parseType('list[dict(str, list[Tag])]'), {list: {map: {list: {class: 'Tag'}}}})
    assert.deepEqual(parseType('decimal.Decimal'), {primitive: 'decimal'})
    assert.deepEqual(parseType('Decimal'), {class: 'Decimal'})
    assert.deepEqual(parseType('dict'), {map: {primitive: 'any'}})
  })

  it('are nothing else', () => {
    for (const text of ['list[str', 'dict(int, str)', 'tuple', 'A.B', ''])
      assert.equal(parseType(text), undefined, text)
  })
})

describe('readModel', () => {
  it('reads attributes in order, with wire names, what is required and what is marked sensitive', () => {
    const source = modelSource(
      'Thing',
      [
        {name: 'id', type: 'str', required: true},
        {name: '_from', wire: 'from', type: 'int'},
        {name: 'admin_pass', wire: 'adminPass', type: 'str', sensitive: true},
      ],
      'SdkResponse',
    )
    assert.deepEqual(readModel('thing.py', source), {
      name: 'Thing',
      base: 'SdkResponse',
      attributes: [
        {name: 'id', wire: 'id', type: {primitive: 'string'}, required: true, sensitive: false},
        {name: '_from', wire: 'from', type: {primitive: 'integer'}, required: false, sensitive: false},
        {name: 'admin_pass', wire: 'adminPass', type: {primitive: 'string'}, required: false, sensitive: true},
      ],
      constants: [],
      prose: 'r"""prose about Thing"""',
    })
  })

  it('reads an enumeration', () => {
    assert.deepEqual(readModel('color.py', modelSource('Color', ['red', 'green'])), {
      name: 'Color',
      base: 'none',
      attributes: [],
      constants: ['red', 'green'],
      prose: 'r"""prose about Color"""',
    })
  })

  const source = modelSource('Thing', [{name: 'id', type: 'str', required: true}])
  const changes: readonly (readonly [string, string, string, RegExp])[] = [
    ['a type', "'id': 'str'", "'id': 'set[str]'", /thing\.py:11: expected a type, found String/],
    [
      'a statement of the constructor',
      'self.id = id',
      'self.id = id or 1',
      /expected a statement that a constructor has/,
    ],
    ['a method', 'def to_dict', 'def to_bytes', /expected no method to_bytes/],
    ['a base', 'class Thing:', 'class Thing(Base):', /expected one of the three bases/],
    [
      'a statement of the class',
      'sensitive_list = []',
      'sensitive_list = []\n    print(1)',
      /expected a statement that a model has/,
    ],
    ['an attribute without a wire name', "'id': 'id'", "'other': 'id'", /expected a type for other/],
    ['broken source', 'openapi_types = {', 'openapi_types = {{', /source that the grammar knows/],
  ]
  for (const [what, from, to, message] of changes) {
    it(`fails loudly, with file and line, on ${what} that is not known`, () => {
      assert.ok(source.includes(from))
      assert.throws(
        () => readModel('thing.py', source.replace(from, to)),
        (error) => error instanceof ShapeError && message.test(error.message),
      )
    })
  }
})

describe('readClient', () => {
  it('reads credentials, and where each attribute of a request goes', () => {
    const source = clientSource(
      'ThingClient',
      [
        {
          name: 'ListThings',
          path: '/v1/{project_id}/things/{kind}',
          contentType: 'application/json;charset=UTF-8',
          request: [
            {name: 'kind', type: 'str', in: 'path'},
            {name: 'tags', type: 'list[str]'},
            {name: 'x_language', wire: 'X-Language', type: 'str', in: 'header'},
            {name: 'bucket_name', type: 'str', in: 'host'},
          ],
          responseHeaders: ['X-Request-Id'],
          deprecated: true,
        },
      ],
      'GlobalCredentials,BasicCredentials',
    )
    assert.deepEqual(readClient('thing_client.py', source), {
      name: 'ThingClient',
      credentials: ['GlobalCredentials', 'BasicCredentials'],
      operations: [
        {
          methodName: 'list_things',
          name: 'ListThings',
          request: 'ListThingsRequest',
          response: 'ListThingsResponse',
          method: 'GET',
          path: '/v1/{project_id}/things/{kind}',
          contentTypes: ['application/json;charset=UTF-8'],
          bindings: [
            {attribute: 'kind', in: 'path', wire: 'kind'},
            {attribute: 'tags', in: 'query', wire: 'tags', collection: 'multi'},
            {attribute: 'x_language', in: 'header', wire: 'X-Language'},
            {attribute: 'bucket_name', in: 'host', wire: 'cname'},
          ],
          responseHeaders: ['X-Request-Id'],
          deprecated: true,
        },
      ],
    })
  })

  const source = clientSource('ThingClient', [{name: 'ListThings', request: [{name: 'limit', type: 'int'}]}])
  const changes: readonly (readonly [string, string, string, RegExp])[] = [
    ['a place', "query_params.append(('limit'", "cookie_params.append(('limit'", /expected query_params\.append/],
    ['a condition', "if 'limit' in local_var_params", "if 'other' in local_var_params", /expected the same attribute/],
    ['an assignment', 'auth_settings = []', 'retry_settings = []', /expected a known assignment/],
    ['a docstring', 'Request instance for ListThings', 'Request for ListThings', /a docstring that names its request/],
    ['a method', 'def list_things_invoker', 'def list_things_twice', /expected no method list_things_twice/],
  ]
  for (const [what, from, to, message] of changes) {
    it(`fails loudly on ${what} that is not known`, () => {
      assert.ok(source.includes(from))
      assert.throws(
        () => readClient('thing_client.py', source.replace(from, to)),
        (error) => error instanceof ShapeError && message.test(error.message),
      )
    })
  }
})

describe('readRegions', () => {
  it('reads the provider and the regions in the order of the static fields, with all endpoints', () => {
    const {providerName, regions} = readRegions('thing_region.py', regionSource('thing'))
    assert.equal(providerName, 'THING')
    assert.deepEqual(
      [...regions],
      [
        ['eu-west-0', ['https://thing.eu-west-0.example.com', 'https://thing.eu-west-0.example.org']],
        ['cn-north-4', ['https://thing.cn-north-4.example.com']],
      ],
    )
  })
})
