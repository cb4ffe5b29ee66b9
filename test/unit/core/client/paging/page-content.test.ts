import assert from 'node:assert/strict'
import {pageContent} from '../../../../../src/core/client/paging/page-content.js'
import {type Pages} from '../../../../../src/core/catalog/types.js'
import {PagingError} from '../../../../../src/core/errors/paging-error.js'
import {parseJson} from '../../../../../src/core/values/parse-json.js'
import {NumberText} from '../../../../../src/core/values/value.js'

const read = (json: string, pages: Partial<Pages>) =>
  pageContent(parseJson(json), {style: 'marker', items: ['things'], ...pages})

describe('pageContent', () => {
  it('takes items, the next marker and the total from where they stand', () => {
    assert.deepEqual(
      read('{"page": {"next": "m2", "total": 12}, "data": {"things": [1, 2]}}', {
        items: ['data', 'things'],
        next: ['page', 'next'],
        total: ['page', 'total'],
      }),
      {items: [new NumberText('1'), new NumberText('2')], next: 'm2', total: 12},
    )
  })

  it('tells a marker that is a number from one that is a text', () => {
    const pages = {next: ['next']}
    assert.deepEqual(read('{"things": [], "next": 12345678901234567890}', pages), {
      items: [],
      next: '12345678901234567890',
      isNumber: true,
    })
    assert.deepEqual(read('{"things": [], "next": "5"}', pages), {items: [], next: '5'})
  })

  it('takes an empty marker, null and none for the end', () => {
    for (const json of ['{"things": [], "next": ""}', '{"things": [], "next": null}', '{"things": []}'])
      assert.deepEqual(read(json, {next: ['next']}), {items: []})
  })

  it('takes a field of the last item for the marker', () => {
    const things = [new Map([['id', 'a']]), new Map([['id', 'b']])]
    assert.deepEqual(read('{"things": [{"id": "a"}, {"id": "b"}]}', {key: 'id'}), {items: things, next: 'b'})
    assert.deepEqual(read('{"things": [{}]}', {key: 'id'}), {items: [new Map()]})
  })

  it('takes a link that is a text, an object, or one of several', () => {
    const link = {style: 'link', next: ['links']} as const
    for (const links of [
      '"/v1?a=1"',
      '{"href": "/v1?a=1"}',
      '[{"rel": "self", "href": "/"}, {"rel": "next", "href": "/v1?a=1"}]',
    ])
      assert.deepEqual(read(`{"things": [], "links": ${links}}`, link), {items: [], next: '/v1?a=1'})
    for (const links of ['null', '[]', '[{"rel": "previous", "href": "/"}]', '{}'])
      assert.deepEqual(read(`{"things": [], "links": ${links}}`, link), {items: []})
  })

  it('counts only by whole numbers, as numbers or texts', () => {
    const pages = {total: ['total']}
    assert.deepEqual(read('{"things": [], "total": "7"}', pages), {items: [], total: 7})
    for (const total of ['-1', '1.5', '"many"', 'null'])
      assert.deepEqual(read(`{"things": [], "total": ${total}}`, pages), {items: []})
  })

  it('takes an answer that is the list, and one that has none because it is empty', () => {
    assert.deepEqual(read('["a"]', {items: []}), {items: ['a']})
    assert.deepEqual(read('{"things": null, "count": 0, "others": []}', {}), {items: []})
    assert.deepEqual(read('{}', {items: ['data', 'things']}), {items: []})
    assert.deepEqual(pageContent(undefined, {style: 'marker', items: ['things']}), {items: []})
  })

  it('refuses an answer that is no page', () => {
    const refused: readonly (readonly [json: string, items: readonly string[], message: string])[] = [
      ['{"things": 1}', ['things'], "The answer's things is no list: its pages cannot be followed"],
      ['{"a": 1}', [], "The answer's body is no list: its pages cannot be followed"],
      ['["a"]', ['things'], 'The answer holds no things: its pages cannot be followed'],
      ['"text"', ['data', 'things'], 'The answer holds no data.things: its pages cannot be followed'],
      ['{"others": [1]}', ['things'], 'The answer holds another list and no things: its pages cannot be followed'],
      [
        '{"data": {"others": [1]}}',
        ['data', 'things'],
        'The answer holds another list and no data.things: its pages cannot be followed',
      ],
    ]
    for (const [json, items, message] of refused)
      assert.throws(
        () => read(json, {items}),
        (error) => error instanceof PagingError && error.message === message && error.exitCode === 6,
        json,
      )
  })
})
