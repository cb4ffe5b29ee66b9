import assert from 'node:assert/strict'
import {
  isItemId,
  isNextLink,
  isNextMarker,
  type PagingProse,
  readCountProse,
  readPagingProse,
} from '../../../../../scripts/catalog/pages/paging-prose.js'

const silent: PagingProse = {
  counts: undefined,
  isPlain: false,
  first: undefined,
  leastIsOne: false,
  aligned: false,
  needsLimit: false,
  staysOnLast: false,
}

describe('The description of a paging parameter', () => {
  const cases: readonly (readonly [title: string, text: string, says: Partial<PagingProse>])[] = [
    ['that is not there says nothing', '', {}],
    ['that is its name says nothing', 'offset', {}],
    ['that speaks of an offset counts items, but not plainly', '偏移量', {counts: 'items'}],
    ['that speaks of records counts items', '从第几条记录开始', {counts: 'items', isPlain: true}],
    ['that speaks of page numbers counts pages', '页码', {counts: 'pages'}],
    ['that speaks of both says neither', '分页索引，偏移量', {}],
    [
      'that speaks of a number of pages less one counts pages from 0',
      '偏移，从0开始，页数减1',
      {counts: 'pages', first: 0},
    ],
    ['tells the default', '页码，默认值：1', {counts: 'pages', first: 1}],
    ['tells the default by another word', '偏移，缺省值为1', {counts: 'items', first: 1}],
    ['tells the default by emphasised words', '**偏移量** **默认取值：** 0', {counts: 'items', first: 0}],
    ['tells no default of several digits', '页码，默认值为10', {counts: 'pages'}],
    ['tells what it starts from', '页码，从1开始', {counts: 'pages', first: 1}],
    ['that contradicts itself tells no start', '页码，从1开始，默认值0', {counts: 'pages'}],
    ['whose range begins at 0 starts there', '偏移，取值范围[0, 100]', {counts: 'items', first: 0}],
    ['whose range begins at 1 only says so', '页码，大于等于1', {counts: 'pages', leastIsOne: true}],
    ['whose range begins at 10 says nothing of it', '页码，大于等于10', {counts: 'pages'}],
    ['tells that it is a multiple of the limit', '偏移，limit的整数倍', {counts: 'items', aligned: true}],
    ['tells that it goes with the limit', '偏移，与limit一起使用', {counts: 'items', needsLimit: true}],
    ['tells that the last page comes again', '偏移，超过则返回最后一页', {counts: 'items', staysOnLast: true}],
    ['has its entities read', '偏移，offset&gt;&#x3D;0', {counts: 'items', first: 0}],
  ]
  for (const [title, text, says] of cases) {
    it(title, () => {
      assert.deepEqual(readPagingProse(text), {...silent, ...says})
    })
  }
})

describe('The description of a number in an answer', () => {
  it('tells whether it counts the list or a page', () => {
    assert.deepEqual(
      ['总数', '列表总条数', '当前页的条数', '总页数', '返回记录数', '返回所有的个数', '数量', ''].map(readCountProse),
      ['all', 'all', 'page', 'page', 'page', 'all', undefined, undefined],
    )
  })
})

describe('The description of a marker', () => {
  it('tells whether it is an id of the page before', () => {
    assert.deepEqual(
      [
        '上一页最后一条的ID',
        '起始ID',
        '最后一条的创建时间，ID',
        '最后一条的名称',
        '标记',
        '上一页的next_marker，ID',
      ].map(isItemId),
      [true, true, false, false, false, false],
    )
  })

  it('tells whether it is that of the next page, and whether a text is a link', () => {
    assert.deepEqual(['下一页的标记', '下次查询', '标记'].map(isNextMarker), [true, true, false])
    assert.deepEqual(['下一页链接', '页码'].map(isNextLink), [true, false])
  })
})
