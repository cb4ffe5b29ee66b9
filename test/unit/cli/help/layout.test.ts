import assert from 'node:assert/strict'
import {colorStyle, columns, paragraph, pathLines, section, unbroken, wrap} from '../../../../src/cli/help/layout.js'
import {displayWidth} from '../../../../src/core/output/display-width.js'

describe('wrap', () => {
  it('breaks between words', () => {
    assert.deepEqual(wrap('one two three four', 9), ['one two', 'three', 'four'])
  })

  it('leaves a word that is wider than the line alone', () => {
    assert.deepEqual(wrap('a https://example.com/long b', 10), ['a', 'https://example.com/long', 'b'])
  })

  it('counts East Asian characters as two columns', () => {
    assert.equal(displayWidth('a华为'), 5)
    assert.deepEqual(wrap('华为 云云', 8), ['华为', '云云'])
  })

  it('leaves no last word alone that another can stand with', () => {
    assert.deepEqual(wrap('one two three four', 15), ['one two', 'three four'])
    assert.deepEqual(wrap('one two threefour', 9), ['one two', 'threefour'])
    assert.deepEqual(wrap('a b twelve seven', 11), ['a b twelve', 'seven'])
  })

  it('keeps together what must not be broken', () => {
    assert.deepEqual(wrap(`one of ${unbroken('TLS v1.0')}, x`, 12), ['one of', 'TLS v1.0, x'])
    assert.deepEqual(columns([{left: '--a-flag-that-is-long', right: unbroken('a b')}], 28), [
      '  --a-flag-that-is-long  a b',
    ])
  })

  it('makes no line of no text', () => {
    assert.deepEqual(wrap('', 10), [])
  })
})

describe('paragraph', () => {
  it('hangs the lines after the first', () => {
    assert.deepEqual(paragraph('one two three', 11, 2, 4), ['  one two', '    three'])
  })
})

describe('pathLines', () => {
  it('breaks before slashes only', () => {
    assert.deepEqual(pathLines('PUT /v5/{project_id}/gateways/{gateway_id}', 31, 2), [
      '  PUT /v5/{project_id}/gateways',
      '      /{gateway_id}',
    ])
    assert.deepEqual(pathLines('GET /v1', 30, 2), ['  GET /v1'])
  })
})

describe('columns', () => {
  it('puts a text with a word that the right column would cut further left, below', () => {
    const rows = [
      {left: '--long-flag <text>', right: 'short'},
      {left: '--b', right: 'one of ALPHA, BEFORE_THE_FIRST_START'},
    ]
    assert.deepEqual(columns(rows, 40), [
      '  --long-flag <text>  short',
      '  --b',
      '                  one of ALPHA,',
      '                  BEFORE_THE_FIRST_START',
    ])
  })

  it('puts a long list below what reaches into the right column, not into a tower', () => {
    const rows = [
      {left: '--some-flag <text>', right: 'short'},
      {left: '--a-flag-that-is-longer <text>', right: 'one of ALPHA, BETA, GAMMA, DELTA, EPSILON, ZETA'},
    ]
    assert.deepEqual(columns(rows, 36), [
      '  --some-flag <text>  short',
      '  --a-flag-that-is-longer <text>',
      '      one of ALPHA, BETA, GAMMA,',
      '      DELTA, EPSILON, ZETA',
    ])
  })

  it('aligns the right texts and wraps them under themselves', () => {
    const rows = [
      {left: '--a <text>', right: 'first second third'},
      {left: '--long <text>', right: ''},
      {left: '--b', right: 'x', depth: 1},
    ]
    assert.deepEqual(columns(rows, 30), [
      '  --a <text>  first second',
      '              third',
      '  --long <text>',
      '    --b       x',
    ])
  })

  it('puts the right text behind a left text that reaches into its column, or below it', () => {
    const rows = [
      {left: '--a', right: 'one'},
      {left: '--very-long-name-of-a-flag-here', right: 'two'},
    ]
    assert.deepEqual(columns(rows, 40), ['  --a  one', '  --very-long-name-of-a-flag-here  two'])
    assert.deepEqual(columns(rows, 30), ['  --a  one', '  --very-long-name-of-a-flag-here', '       two'])
  })

  it('starts further right where that leaves fewer lines and fewer texts out of line', () => {
    const rows = [
      {left: '--a', right: 'required'},
      {left: '--channel.application-name <text>', right: 'required'},
      {left: '--channel.expiration-time <text>', right: 'required'},
    ]
    assert.deepEqual(columns(rows, 50), [
      '  --a                                required',
      '  --channel.application-name <text>  required',
      '  --channel.expiration-time <text>   required',
    ])
  })

  it('marks names without changing where things stand', () => {
    assert.deepEqual(columns([{left: '--a', right: 'one'}], 30, colorStyle), ['  \u001b[36m--a\u001b[39m  one'])
  })
})

describe('section', () => {
  it('is nothing without lines', () => {
    assert.deepEqual(section('PATH', []), [])
  })
})
