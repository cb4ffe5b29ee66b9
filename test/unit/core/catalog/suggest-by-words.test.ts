import assert from 'node:assert/strict'
import {suggestByWords} from '../../../../src/core/catalog/suggest-by-words.js'

const commands = [
  'batch-start-servers',
  'create-servers',
  'delete-server-group',
  'list-public-zones',
  'list-server-groups',
  'list-servers-details',
  'set-rule',
  'show-rule',
  'show-server',
]

const operations = (name: string): readonly string[] => suggestByWords(name, commands, {most: 3, hasVerb: true})

describe('suggestByWords', () => {
  it('finds names that have the words and more, in their order', () => {
    assert.deepEqual(operations('list-zones'), ['list-public-zones'])
    assert.deepEqual(operations('zones-list'), [])
    assert.deepEqual(operations('start_server'), ['batch-start-servers'])
  })

  it('prefers what lists things where that is asked for, to what lists things of things', () => {
    assert.deepEqual(operations('list-server'), ['list-servers-details', 'show-server', 'list-server-groups'])
  })

  it('takes a verb for another of its kind, and no slip of one', () => {
    assert.deepEqual(operations('get-rule'), ['show-rule'])
    assert.deepEqual(operations('remove-server-group'), ['delete-server-group'])
  })

  it('takes words with slips where they are long enough', () => {
    assert.deepEqual(operations('list-pubilc-zone'), ['list-public-zones'])
    assert.deepEqual(suggestByWords('buckt', ['bucket-name', 'object-key'], {most: 3}), ['bucket-name'])
    assert.deepEqual(suggestByWords('ip', ['id-name'], {most: 3}), [])
  })

  it('finds nothing for no words', () => {
    assert.deepEqual(operations(''), [])
    assert.deepEqual(operations('--'), [])
  })
})
