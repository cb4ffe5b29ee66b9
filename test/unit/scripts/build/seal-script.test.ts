import assert from 'node:assert/strict'
import {sealScript, unsealScript} from '../../../../scripts/build/seal-script.js'

describe('sealScript', () => {
  it('names a script by its text, in its first line', () => {
    const script = sealScript('(function () {\n})\n')
    assert.match(script, /^\/\/hwc [\da-f]{16}\n\(function \(\) \{\n\}\)\n$/)
    assert.equal(unsealScript(script), '(function () {\n})\n')
    assert.notEqual(sealScript('(function () {})\n').split('\n')[0], script.split('\n')[0])
  })

  it('refuses what is no script', () => {
    assert.throws(() => sealScript('(function () {'), SyntaxError)
  })
})
