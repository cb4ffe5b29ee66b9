import assert from 'node:assert/strict'
import {mustReplace} from '../../../../scripts/build/must-replace.js'

describe('mustReplace', () => {
  it('replaces the first match by a text taken literally', () => {
    assert.equal(mustReplace('a b b', 'b', '$&$1', 'here'), 'a $&$1 b')
  })

  it('gives the groups of a pattern to the replacement', () => {
    assert.equal(
      mustReplace('key=value', /(\w+)=(\w+)/, (_, key = '', value = '') => `${value}=${key}`, 'here'),
      'value=key',
    )
  })

  it('throws with the place where nothing matches', () => {
    assert.throws(() => mustReplace('a', 'b', 'c', 'axios/lib/utils.js'), {
      message: 'axios/lib/utils.js: there is no b to replace',
    })
  })
})
