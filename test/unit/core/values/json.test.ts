import assert from 'node:assert/strict'
import {formatJson, compactJson} from '../../../../src/core/values/format-json.js'
import {JsonSyntaxError, parseJson} from '../../../../src/core/values/parse-json.js'

describe('JSON values', () => {
  it('come out as they came in: digits, key order, odd keys', () => {
    const text = '{"10":1.10,"2":12345678901234567890,"__proto__":{"a":[1e-7,-0,true,null,"\\u00e9\\n"]},"":[]}'
    assert.equal(formatJson(parseJson(text), compactJson), text.replace('\\u00e9', 'é'))
  })

  it('are laid out as JSON.stringify lays them out', () => {
    const value = {a: [1, {b: []}, {}], c: 'x'}
    assert.equal(formatJson(parseJson(JSON.stringify(value))), JSON.stringify(value, null, 2))
  })

  for (const text of [
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    '01',
    '1.',
    '"\n"',
    '"\\x"',
    '"\\u12g4"',
    'nul',
    '1 2',
    "{'a':1}",
    '[1 2]',
    '"a',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseJson(text), JsonSyntaxError))
  }

  it('refuses what is nested too deeply instead of running out of stack', () => {
    assert.throws(() => parseJson('['.repeat(100_000)), JsonSyntaxError)
  })
})
