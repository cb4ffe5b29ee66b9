import assert from 'node:assert/strict'
import {UsageError} from '../../../../../src/core/errors/usage-error.js'
import {compareCodePoints} from '../../../../../src/core/request/wire/code-point-order.js'
import {fillPath} from '../../../../../src/core/request/wire/fill-path.js'
import {type NamedValue} from '../../../../../src/core/request/wire/parameter-pairs.js'
import {queryString} from '../../../../../src/core/request/wire/query-string.js'
import {quote, quotePlus} from '../../../../../src/core/request/wire/quote.js'
import {compareNumbers} from '../../../../../src/core/values/compare-numbers.js'
import {parseJson} from '../../../../../src/core/values/parse-json.js'

const named = (name: string, json: string, collection?: 'csv' | 'multi'): NamedValue => ({
  name,
  value: parseJson(json),
  collection,
})

describe('quoting', () => {
  it('keeps letters, digits and _.-~ alone, and writes UTF-8 in upper case', () => {
    assert.equal(quote("aZ09_.-~ /%+*!'()é€😀"), 'aZ09_.-~%20%2F%25%2B%2A%21%27%28%29%C3%A9%E2%82%AC%F0%9F%98%80')
  })

  it('refuses half of a surrogate pair', () => {
    assert.throws(() => quote('a\ud800'), UsageError)
  })

  it('writes blanks as plus in forms only', () => {
    assert.equal(quotePlus('a b+c'), 'a+b%2Bc')
  })
})

describe('the order of texts', () => {
  it('is by code point, not by UTF-16 unit', () => {
    const texts = ['\u{1f600}', '\uff5e', 'a', 'B', '', 'ab', '\ud7ff', '\u{10000}']
    assert.deepEqual(texts.sort(compareCodePoints), ['', 'B', 'a', 'ab', '\ud7ff', '\uff5e', '\u{10000}', '\u{1f600}'])
  })
})

describe('the order of numbers', () => {
  it('is by exact value, however they are written', () => {
    const sorted = [
      '-1e3',
      '-2',
      '-1.5',
      '-0.001',
      '0',
      '1e-7',
      '0.1',
      '1.10',
      '9',
      '10',
      '1e2',
      '12345678901234567890',
      '12345678901234567891',
      '1e400',
    ]
    const shuffled = sorted.map((_, at) => sorted[(at * 5) % sorted.length] ?? '')
    assert.deepEqual(shuffled.toSorted(compareNumbers), sorted)
  })

  it('knows equal values', () => {
    for (const [one, other] of [
      ['1', '1.0'],
      ['100', '1e2'],
      ['-0', '0.00'],
      ['0.5', '5e-1'],
    ] as const)
      assert.equal(compareNumbers(one, other), 0, `${one} ${other}`)
  })
})

describe('the query string', () => {
  const cases: readonly (readonly [string, readonly NamedValue[], string])[] = [
    ['drops null and keeps empty texts and zero', [named('a', 'null'), named('b', '""'), named('c', '0')], 'b=&c=0'],
    [
      'sorts keys before encoding',
      [named('b', '1'), named('a-b', '1'), named('a', '1'), named('A', '1'), named('~', '1'), named('é', '1')],
      'A=1&a=1&a-b=1&b=1&~=1&%C3%A9=1',
    ],
    [
      'repeats the key of a declared list, csv too',
      [named('k', '["b","a"]', 'csv'), named('n', '[10,9,100]', 'multi')],
      'k=a&k=b&n=9&n=10&n=100',
    ],
    ['sorts texts that are digits as texts', [named('n', '["10","9","100"]', 'multi')], 'n=10&n=100&n=9'],
    [
      'puts numbers before texts where a list mixes them',
      [named('n', '["9",10,true,"a",2]', 'multi')],
      'n=true&n=2&n=10&n=9&n=a',
    ],
    [
      'writes an undeclared list sorted, its booleans as Python does',
      [named('k', '[true,false]'), named('l', '[]')],
      'k=False&k=True',
    ],
    ['writes booleans in lower case', [named('t', 'true'), named('f', 'false')], 'f=false&t=true'],
    ['writes the booleans of a declared list in lower case', [named('t', '[true,false]', 'multi')], 't=false&t=true'],
    [
      'writes a pair for each entry of a map',
      [named('tag', '{"k2":"v2","k1":"v1","b":true,"n":1.0}')],
      'tag=b%3DTrue&tag=k1%3Dv1&tag=k2%3Dv2&tag=n%3D1.0',
    ],
    [
      'writes a list in a map in Python notation',
      [named('tag', '{"k1":["a","it\'s",null,1.5,true]}')],
      'tag=k1%3D%5B%27a%27%2C%20%22it%27s%22%2C%20None%2C%201.5%2C%20True%5D',
    ],
    [
      'keeps the digits of numbers',
      [named('n', '1.10'), named('big', '12345678901234567890')],
      'big=12345678901234567890&n=1.10',
    ],
  ]
  for (const [title, parameters, expected] of cases) {
    it(title, () => assert.equal(queryString(parameters), expected))
  }

  it('writes bare keys for object storage', () => {
    const parameters = [
      named('acl', '" "'),
      named('b', '""'),
      named('c', 'false'),
      named('d', '0'),
      named('e', '"x y"'),
      named('f', 'true'),
    ]
    assert.equal(queryString(parameters, {bareKeys: true}), 'acl&b&c&d&e=x%20y&f=true')
  })
})

describe('the path', () => {
  const fill = (template: string, ...parameters: readonly NamedValue[]): string =>
    fillPath({template, parameters, fallback: (name) => (name === 'project_id' ? 'p/1' : undefined)})

  it('takes arguments first, then what the scope has, each encoded whole', () => {
    assert.equal(
      fill('/v1/{project_id}/r/{id}:{n}', named('id', '"a/b c+~*"'), named('n', '7')),
      '/v1/p%2F1/r/a%2Fb%20c%2B~%2A:7',
    )
    assert.equal(fill('/v1/{project_id}/x', named('project_id', '"p2"')), '/v1/p2/x')
  })

  it('writes booleans as Python does, and a map as its first entry', () => {
    assert.equal(fill('/{a}/{b}', named('a', 'true'), named('b', '{"k":"v","l":1}')), '/True/k%3Dv')
  })

  it('does not fill a placeholder that came in with a value', () => {
    assert.equal(fill('/{a}/{b}', named('a', '"{b}"'), named('b', '"x"')), '/%7Bb%7D/x')
  })

  it('leaves a placeholder that nothing fills', () => {
    assert.equal(fill('/{a}/{b}', named('a', 'null'), named('b', '"x"')), '/{a}/x')
  })

  for (const text of ['', '.', '..']) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => fill('/v1/{id}', named('id', JSON.stringify(text))), UsageError)
    })
  }
})
