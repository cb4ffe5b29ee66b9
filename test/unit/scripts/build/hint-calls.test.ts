import assert from 'node:assert/strict'
import {hintCalls} from '../../../../scripts/build/hint-calls.js'

/** Hints each function of a script whose text is one of these. */
const hint = (script: string, ...texts: readonly string[]): string =>
  hintCalls(
    script,
    texts.map((text) => ({start: script.indexOf(text), end: script.indexOf(text) + text.length})),
  )

describe('hintCalls', () => {
  it('puts parentheses around functions that are expressions, one in the other too', () => {
    const inner = 'async function(){}'
    const outer = `function(e){var a=${inner};return a}`
    assert.equal(
      hint(`b=T(${outer}),c=function(){}`, outer, inner),
      'b=T((function(e){var a=(async function(){});return a})),c=function(){}',
    )
  })

  it('does so for two that end at one place', () => {
    const inner = 'function(){}'
    assert.equal(hint(`a=function(){return ${inner}}`, inner), `a=function(){return (${inner})}`)
    assert.equal(hint(`a(function(){b(${inner})})`, `function(){b(${inner})}`, inner), `a((function(){b((${inner}))}))`)
  })

  it('leaves declarations, methods, getters and arrow functions as they are', () => {
    const declared = 'function a(){}'
    const method = 'b(){}'
    const getter = 'get c(){}'
    const arrow = '()=>{}'
    const script = `${declared}x={${method},${getter}};y=${arrow};${declared.replace('a', 'd')}`
    assert.equal(hint(script, declared, method, getter, arrow, declared.replace('a', 'd')), script)
  })
})
