import assert from 'node:assert/strict'
import {
  derivePages,
  type Derived,
  type PagesSource,
  readSiblings,
} from '../../../../../scripts/catalog/pages/derive-pages.js'
import {
  type Field,
  type Operation,
  type Parameter,
  type Schema,
  type Type,
} from '../../../../../src/core/catalog/types.js'

type Described = Field & {readonly says?: string}

const query = (...fields: readonly Described[]): readonly Described[] => fields

const text = (name: string, says = '', type: Type = 'string'): Described => ({name, type, says})
const number = (name: string, says = ''): Described => text(name, says, 'int32')
const list = (name: string, of: Type = {ref: 'Thing'}): Described => ({name, type: {list: of}})

const thing: Schema = {fields: [text('id'), text('name')]}

interface Given {
  readonly ask?: readonly Described[]
  readonly answer?: readonly Described[]
  readonly schemas?: Readonly<Record<string, readonly Described[]>>
  readonly operation?: Partial<Operation>
}

const sourceOf = ({ask = [], answer = [], schemas = {}, operation = {}}: Given): PagesSource => {
  const described: Readonly<Record<string, readonly Described[]>> = {Request: ask, Answer: answer, ...schemas}
  const all = new Map<string, Schema>([
    ['Thing', thing],
    ...Object.entries(described).map(([name, fields]): [string, Schema] => [name, {fields}]),
  ])
  return {
    operation: {
      name: 'ListThings',
      method: 'GET',
      path: '/v1/things',
      contentType: 'application/json',
      parameters: ask.map((field): Parameter => ({...field, in: 'query'})),
      response: 'Answer',
      ...operation,
    },
    request: 'Request',
    schema: (name) => all.get(name) ?? assert.fail(`no schema ${name}`),
    prose: (owner, attribute) => described[owner]?.find(({name}) => name === attribute)?.says ?? '',
  }
}

const derive = (given: Given, siblings: readonly Given[] = []): Derived | undefined =>
  derivePages(sourceOf(given), readSiblings([given, ...siblings].map(sourceOf)))

const things = list('things')
const limit = number('limit')

describe('derivePages', () => {
  const cases: readonly (readonly [title: string, given: Given, derived: Derived | undefined])[] = [
    [
      'takes an offset that counts items, and the total beside them',
      {ask: query(limit, number('offset', '从第几条开始')), answer: [things, number('total_count')]},
      {pages: {style: 'offset', parameter: 'offset', items: ['things'], limit: 'limit', total: ['total_count']}},
    ],
    [
      'takes an offset that counts pages for a page number',
      {ask: query(limit, number('offset', '页码，默认1')), answer: [things]},
      {pages: {style: 'page', parameter: 'offset', items: ['things'], limit: 'limit', first: 1}},
    ],
    [
      'takes an offset that starts with 1, is a multiple of the limit and goes with it',
      {ask: query(limit, number('offset', '条，默认1，limit的整数倍，与limit一起')), answer: [things]},
      {
        pages: {
          style: 'offset',
          parameter: 'offset',
          items: ['things'],
          limit: 'limit',
          first: 1,
          aligned: true,
          needsLimit: true,
        },
      },
    ],
    [
      'says where a total is said to be of the whole list',
      {ask: query(limit, number('offset', '从第几条开始')), answer: [things, number('total', '总数')]},
      {
        pages: {
          style: 'offset',
          parameter: 'offset',
          items: ['things'],
          limit: 'limit',
          total: ['total'],
          countsAll: true,
        },
      },
    ],
    [
      'takes no offset that does not say what it counts',
      {ask: query(limit, number('offset')), answer: [things]},
      {reason: 'an offset that does not say what it counts'},
    ],
    [
      'takes an offset beyond whose end the last page comes again only with a number of all items',
      {ask: query(limit, number('offset', '条，超过则返回最后一页')), answer: [things]},
      {reason: 'a last page that comes again, and no number of all items'},
    ],
    [
      'takes no offset in items whose least is 1 and whose first is not told',
      {ask: query(limit, number('offset', '条，大于等于1')), answer: [things]},
      {reason: 'an offset whose first is not told'},
    ],
    [
      'takes no offset in pages whose first is not told',
      {ask: query(limit, number('offset', '页码')), answer: [things]},
      {reason: 'an offset in pages whose first is not told'},
    ],
    [
      'takes a page number whose first is told, or at least 1',
      {ask: query(number('pageSize'), number('pageNo', '大于等于1')), answer: [things]},
      {pages: {style: 'page', parameter: 'pageNo', items: ['things'], limit: 'pageSize', first: 1}},
    ],
    [
      'takes a page number that starts with 0',
      {ask: query(number('size'), number('page', '默认0')), answer: [things]},
      {pages: {style: 'page', parameter: 'page', items: ['things'], limit: 'size'}},
    ],
    [
      'takes no page number whose first is not told',
      {ask: query(number('size'), number('page', '页码')), answer: [things]},
      {reason: 'a page number whose first is not told'},
    ],
    [
      'takes the next marker that the answer tells before an offset, which the pages after go without',
      {
        ask: query(limit, text('marker'), number('offset', '从第几条开始')),
        answer: [things, {name: 'page_info', type: {ref: 'PageInfo'}}],
        schemas: {PageInfo: [text('next_marker'), number('current_count')]},
      },
      {
        pages: {
          style: 'marker',
          parameter: 'marker',
          items: ['things'],
          limit: 'limit',
          next: ['page_info', 'next_marker'],
          drops: ['offset'],
        },
      },
    ],
    [
      'takes a field called marker where it is said to be that of the next page',
      {ask: query(limit, text('marker')), answer: [things, text('marker', '下一页')]},
      {pages: {style: 'marker', parameter: 'marker', items: ['things'], limit: 'limit', next: ['marker']}},
    ],
    [
      'does not take a marker for the next one that may be the request’s',
      {ask: query(limit, text('marker')), answer: [things, text('marker')]},
      {reason: 'a marker that no answer tells'},
    ],
    [
      'takes the last item’s id for the next marker where the marker is said to be one',
      {ask: query(limit, text('marker', '起始ID')), answer: [things]},
      {pages: {style: 'marker', parameter: 'marker', items: ['things'], limit: 'limit', key: 'id'}},
    ],
    [
      'takes no id that the items do not have',
      {ask: query(limit, text('marker', '起始ID')), answer: [list('names', 'string')]},
      {reason: 'a marker that no answer tells'},
    ],
    [
      'takes a token for a number only from a number',
      {
        ask: query(limit, number('start', '条')),
        answer: [things, {name: 'meta_data', type: {ref: 'Meta'}}],
        schemas: {Meta: [text('marker')]},
      },
      {pages: {style: 'offset', parameter: 'start', items: ['things'], limit: 'limit'}},
    ],
    [
      'names the parameter that turns the direction',
      {
        ask: query(limit, text('marker'), text('page_reverse', '', 'boolean')),
        answer: [things, text('next_marker')],
      },
      {
        pages: {
          style: 'marker',
          parameter: 'marker',
          items: ['things'],
          limit: 'limit',
          next: ['next_marker'],
          reverse: 'page_reverse',
        },
      },
    ],
    [
      'takes a link of an operation without positions',
      {
        answer: [things, {name: 'links', type: {ref: 'Links'}}],
        schemas: {Links: [text('next'), text('self')]},
      },
      {pages: {style: 'link', items: ['things'], next: ['links', 'next']}},
    ],
    [
      'takes a list of links',
      {
        answer: [things, list('things_links', {ref: 'Link'})],
        schemas: {Link: [text('rel'), text('href')]},
      },
      {pages: {style: 'link', items: ['things'], next: ['things_links']}},
    ],
    [
      'takes no link of what shows one thing',
      {
        answer: [things, {name: 'links', type: {ref: 'Links'}}],
        schemas: {Links: [text('next')]},
        operation: {name: 'ShowThing'},
      },
      undefined,
    ],
    [
      'finds the list in an object of the answer, and the total beside it',
      {
        ask: query(limit, number('offset', '条')),
        answer: [{name: 'data', type: {ref: 'Data'}}, number('total', '总页数')],
        schemas: {Data: [list('records'), number('count', '总数')]},
      },
      {
        pages: {
          style: 'offset',
          parameter: 'offset',
          items: ['data', 'records'],
          limit: 'limit',
          total: ['data', 'count'],
          countsAll: true,
        },
      },
    ],
    [
      'finds the list that an answer is, and the total in its header',
      {
        ask: query(limit, number('offset', '条')),
        answer: [list('body'), text('X-Total')],
        operation: {responseHeaders: ['X-Total']},
      },
      {pages: {style: 'offset', parameter: 'offset', items: [], limit: 'limit', total: ['X-Total']}},
    ],
    [
      'chooses the one list of objects among several',
      {ask: query(limit, number('offset', '条')), answer: [list('names', 'string'), things]},
      {pages: {style: 'offset', parameter: 'offset', items: ['things'], limit: 'limit'}},
    ],
    [
      'chooses none among several lists of objects',
      {ask: query(limit, number('offset', '条')), answer: [things, list('others')]},
      {reason: 'several lists'},
    ],
    ['finds no list', {ask: query(limit, number('offset', '条')), answer: [number('count')]}, {reason: 'no list'}],
    ['leaves alone what has no paging parameters', {ask: query(text('name')), answer: [things]}, undefined],
    [
      'leaves alone what answers with a file',
      {ask: query(limit, number('offset', '条')), answer: [things], operation: {streamResponse: true}},
      undefined,
    ],
    [
      'reads the body of a POST that lists',
      {
        answer: [things],
        schemas: {Body: [limit, number('offset', '条')]},
        operation: {method: 'POST', body: {ref: 'Body'}, parameters: []},
      },
      {pages: {style: 'offset', parameter: 'offset', inBody: true, items: ['things'], limit: 'limit'}},
    ],
    [
      'leaves alone a POST that may do something',
      {
        answer: [things],
        schemas: {Body: [limit, number('offset', '条')]},
        operation: {name: 'RunThings', method: 'POST', body: {ref: 'Body'}, parameters: []},
      },
      undefined,
    ],
  ]
  for (const [title, given, derived] of cases) {
    it(title, () => {
      assert.deepEqual(derive(given), derived)
    })
  }

  it('does not trust an offset that is none plainly where another of the service counts pages', () => {
    const count = number('total_count')
    const vague = {ask: query(limit, number('offset', '偏移量')), answer: [things, count]}
    const inPages = {ask: query(limit, number('offset', '第几页')), answer: [things]}
    const pages = {style: 'offset', parameter: 'offset', items: ['things'], limit: 'limit'} as const
    assert.deepEqual(derive(vague), {pages: {...pages, total: ['total_count']}})
    assert.deepEqual(derive(vague, [inPages]), {
      reason: 'an offset that may count pages, as others of the service do',
    })
    const plain = {ask: query(limit, number('offset', '从第几条开始')), answer: [things]}
    assert.deepEqual(derive(plain, [inPages]), {pages})
  })

  it('does not trust such an offset either where no number of all items would tell that some are missing', () => {
    const vague = {ask: query(limit, number('offset', '偏移量')), answer: [things]}
    assert.deepEqual(derive(vague), {
      reason: 'an offset that may count pages, and no number of all items that would tell',
    })
  })

  it('takes a page number for what two others of the service agree on', () => {
    const silent = {ask: query(limit, number('page')), answer: [things]}
    const told = {ask: query(limit, number('page', '从1开始')), answer: [things]}
    const other = {ask: query(limit, number('page', '从0开始')), answer: [things]}
    assert.deepEqual(derive(silent, [told, told]), {
      pages: {style: 'page', parameter: 'page', items: ['things'], limit: 'limit', first: 1},
    })
    for (const siblings of [[told], [told, other]])
      assert.deepEqual(derive(silent, siblings), {reason: 'a page number whose first is not told'})
  })
})
