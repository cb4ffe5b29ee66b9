import assert from 'node:assert/strict'
import {plainEnum} from '../../../../scripts/catalog/assemble/enum-values.js'
import {contentTypeOf} from '../../../../scripts/catalog/assemble/content-type.js'

describe('plainEnum', () => {
  it('keeps values, each once, without the spaces around them', () => {
    assert.deepEqual(plainEnum(['done', ' failed', 'done', 'power on', 'C#(.NET Core 2.0)']), [
      'done',
      'failed',
      'power on',
      'C#(.NET Core 2.0)',
    ])
    assert.deepEqual(plainEnum([1, 2]), [1, 2])
  })

  it('keeps none where one of them is an explanation', () => {
    assert.equal(plainEnum(['BUILDING：备份中', 'FAILED']), undefined)
    assert.equal(plainEnum(['Available values : power_state']), undefined)
    assert.equal(plainEnum(['one of the values that the service knows']), undefined)
  })
})

describe('contentTypeOf', () => {
  it('is in lower case, and the plain one where it is among several', () => {
    assert.equal(contentTypeOf(['application/json;charset=UTF-8']), 'application/json;charset=utf-8')
    assert.equal(contentTypeOf(['application/xml', 'application/JSON']), 'application/json')
    assert.equal(contentTypeOf(['application/xml', '*/*']), 'application/json')
    assert.equal(contentTypeOf(['application/xml', 'text/plain']), 'application/xml')
    assert.equal(contentTypeOf([]), 'application/json')
  })
})
