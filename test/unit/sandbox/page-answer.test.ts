import assert from 'node:assert/strict'
import {type Pages} from '../../../src/core/catalog/types.js'
import {compactJson, formatJson} from '../../../src/core/values/format-json.js'
import {parseJson} from '../../../src/core/values/parse-json.js'
import {pageAnswer} from '../../../src/sandbox/page-answer.js'

/** What is left of five things, or of what is given, where these parameters ask for a page. */
const page = (
  pages: Pages,
  asked: Readonly<Record<string, string>>,
  body = '{"things": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}, {"id": "e"}], "all": 0, "next": ""}',
): string => {
  const plan = {headers: [], fields: [], list: pages.items, isPaged: true, pages, owner: 'thing'}
  const echo = {body: undefined, scalars: new Map(Object.entries(asked)), lastId: undefined}
  return formatJson(pageAnswer(parseJson(body), plan, echo) ?? null, compactJson)
}

const ids = (text: string): string => Array.from(text.matchAll(/"id":"(\w)"/g), ([, id]) => id).join('')

describe('pageAnswer', () => {
  it('counts items by an offset, from the first number, with whatever names the catalogue says', () => {
    const pages: Pages = {style: 'offset', parameter: 'start', items: ['things'], limit: 'size', total: ['all']}
    assert.equal(page(pages, {start: '3', size: '1'}), '{"things":[{"id":"d"}],"all":5,"next":""}')
    assert.equal(ids(page({...pages, first: 1}, {start: '3', size: '2'})), 'cd')
    assert.equal(ids(page(pages, {offset: '3', limit: '1'})), 'abcde')
  })

  it('counts all by a text where the count is one', () => {
    const pages: Pages = {style: 'offset', parameter: 'offset', items: ['things'], total: ['all']}
    assert.equal(page(pages, {}, '{"things": ["a", "b"], "all": "9"}'), '{"things":["a","b"],"all":"2"}')
  })

  it('counts pages by a number, from the first one', () => {
    const pages: Pages = {style: 'page', parameter: 'offset', items: ['things'], limit: 'limit'}
    assert.equal(ids(page(pages, {offset: '1', limit: '2'})), 'cd')
    assert.equal(ids(page({...pages, first: 1}, {offset: '1', limit: '2'})), 'ab')
    assert.equal(ids(page(pages, {limit: '2'})), 'ab')
    assert.equal(ids(page(pages, {offset: '3', limit: '2'})), '')
  })

  it('begins after a marker, and tells the next one where the catalogue says', () => {
    const pages: Pages = {style: 'marker', parameter: 'from', items: ['things'], limit: 'limit', next: ['next']}
    assert.equal(page(pages, {limit: '2'}), '{"things":[{"id":"a"},{"id":"b"}],"all":0,"next":"b"}')
    assert.equal(page(pages, {limit: '2', from: 'b'}), '{"things":[{"id":"c"},{"id":"d"}],"all":0,"next":"d"}')
    assert.equal(page(pages, {limit: '2', from: 'd'}), '{"things":[{"id":"e"}],"all":0}')
    assert.equal(page(pages, {from: 'nobody'}), '{"things":[],"all":0}')
  })

  it('names things that are alike by their place', () => {
    const pages: Pages = {style: 'marker', parameter: 'marker', items: ['things'], limit: 'limit', next: ['next']}
    const body = '{"things": ["x", "x", "x"], "next": ""}'
    assert.equal(page(pages, {limit: '1', marker: 'entry-0'}, body), '{"things":["x"],"next":"entry-1"}')
  })

  it('tells a number where the marker is one', () => {
    const pages: Pages = {style: 'marker', parameter: 'marker', items: ['things'], limit: 'limit', next: ['next']}
    const body = '{"things": [{"id": "a"}, {"id": "b"}, {"id": "c"}], "next": 7}'
    assert.equal(page(pages, {limit: '1', marker: '1'}, body), '{"things":[{"id":"b"}],"next":2}')
    assert.equal(page(pages, {limit: '1', marker: '2'}, body), '{"things":[{"id":"c"}]}')
  })

  it('cuts a body that is the list', () => {
    const pages: Pages = {style: 'offset', parameter: 'offset', items: [], limit: 'limit'}
    assert.equal(page(pages, {offset: '1', limit: '1'}, '["a", "b", "c"]'), '["b"]')
  })
})
