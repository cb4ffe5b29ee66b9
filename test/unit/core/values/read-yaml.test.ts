import assert from 'node:assert/strict'
import {decimalNumber, PlainScalar, resolveWritten, type Written} from '../../../../src/core/values/plain-scalar.js'
import {readJsonOrYaml, readYaml, YamlSyntaxError} from '../../../../src/core/values/read-yaml.js'
import {NumberText} from '../../../../src/core/values/value.js'
import {plain} from '../../../support/read-line.js'

const shown = (written: Written): unknown => {
  if (written instanceof PlainScalar) return `~${written.text}`
  if (Array.isArray(written)) return written.map((entry: Written) => shown(entry))
  if (written instanceof Map) return Array.from(written as Map<string, Written>, ([key, entry]) => [key, shown(entry)])
  return plain(written as null | string | boolean | NumberText)
}

const rejects = async (text: string): Promise<YamlSyntaxError> => {
  try {
    await readYaml(text)
  } catch (error) {
    if (error instanceof YamlSyntaxError) return error
    throw error
  }
  throw new Error(`It is YAML: ${text}`)
}

describe('YAML', () => {
  it('keeps plain scalars as they were written, and tells them from quoted ones', async () => {
    const text =
      'a: 1.10\nb: "010"\nc: no\nd: \'x\'\ne: |\n  1\nf:\ng: ~\nh: ""\ni: !!str 5\nj: !!int 5\nk: &x 010\nl: *x\nm: &y "1"\nn: *y\n'
    assert.deepEqual(shown(await readYaml(text)), [
      ['a', '~1.10'],
      ['b', '010'],
      ['c', '~no'],
      ['d', 'x'],
      ['e', '1\n'],
      ['f', null],
      ['g', '~~'],
      ['h', ''],
      ['i', '5'],
      ['j', '~5'],
      ['k', '~010'],
      ['l', '~010'],
      ['m', '1'],
      ['n', '1'],
    ])
  })

  it('keeps the order and the text of keys', async () => {
    assert.deepEqual(shown(await readYaml('{b: 1, 10: 2, "2": 3, 1.10: 4, __proto__: 5, ? no : 6, <<: 7}')), [
      ['b', '~1'],
      ['10', '~2'],
      ['2', '~3'],
      ['1.10', '~4'],
      ['__proto__', '~5'],
      ['no', '~6'],
      ['<<', '~7'],
    ])
  })

  it('reads nested lists and objects, scalars alone, and nothing', async () => {
    assert.deepEqual(shown(await readYaml('- a: [1, {b: c}]\n- - d\n')), [[['a', ['~1', [['b', '~c']]]]], ['~d']])
    assert.deepEqual(shown(await readYaml('text')), '~text')
    assert.deepEqual(await readYaml(''), null)
    assert.deepEqual(await readYaml('# only a comment'), null)
  })

  it('says where it is none, and nothing of the text', async () => {
    for (const text of [
      'a: [hunter2',
      'a: !hunter2 b',
      'a: *hunter2',
      '{a: 1, a: hunter2}',
      '{a: 1, "a": 2}',
      '@hunter2',
      'a: b: hunter2',
      '? {hunter2: 1}\n: b',
      '--- hunter2\n--- b',
    ]) {
      const {message} = await rejects(text)
      assert.match(message, / \(line \d+, column \d+\)$/)
      assert.ok(!message.includes('hunter2'), message)
    }
    assert.deepEqual([(await rejects('a: 1\nb: [1, 2')).line, (await rejects('{a: 1, a: 2}')).column], [3, 8])
    assert.equal((await rejects('a: 1\n"a": 2')).line, 2)
  })

  it('ends where aliases would grow without end', async () => {
    const bomb = [
      'a0: &a0 [x, x]',
      ...Array.from(
        {length: 40},
        (_, at) => `a${String(at + 1)}: &a${String(at + 1)} [*a${String(at)}, *a${String(at)}]`,
      ),
    ]
    assert.match((await rejects(bomb.join('\n'))).message, /too big/)
    assert.match((await rejects('&a [*a]')).message, /too big/)
    assert.match((await rejects('['.repeat(5000))).message, /line/)
  })

  it('is read after JSON, which numbers take their digits from', async () => {
    assert.deepEqual(shown(await readJsonOrYaml('\uFEFF{"a": 1.10, "b": "c", "d": null}')), [
      ['a', '#1.10'],
      ['b', 'c'],
      ['d', null],
    ])
    assert.deepEqual(shown(await readJsonOrYaml('{a: 1.10}')), [['a', '~1.10']])
  })

  it('has the core schema where there is no other type', async () => {
    assert.deepEqual(
      plain(
        resolveWritten(
          await readYaml(
            '[1, -0x1F, 0x1f, 0o17, 010, 1.50, .5, 1e3, true, no, ~, Null, 12345678901234567890, "1", .inf]',
          ),
        ),
      ),
      [
        '#1',
        '-0x1F',
        '#31',
        '#15',
        '#10',
        '#1.50',
        '#0.5',
        '#1e3',
        true,
        'no',
        null,
        null,
        '#12345678901234567890',
        '1',
        '.inf',
      ],
    )
  })
})

describe('a decimal number', () => {
  it('is written as JSON writes it, with every digit', () => {
    const cases = {
      '1': '1',
      '+1': '1',
      '-0': '-0',
      '000': '0',
      '007.50': '7.50',
      '.5': '0.5',
      '-.5e+3': '-0.5e+3',
      '5.': '5',
      '1E5': '1E5',
    }
    for (const [text, wanted] of Object.entries(cases))
      assert.deepEqual(decimalNumber(text), new NumberText(wanted), text)
  })

  it('is nothing else', () => {
    for (const text of ['', '.', '+', '1e', '1.2.3', ' 1', '1\n', '0x1', '--1', '1_0', 'e5'])
      assert.equal(decimalNumber(text), undefined, text)
  })
})
