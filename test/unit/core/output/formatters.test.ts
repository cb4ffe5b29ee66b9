import assert from 'node:assert/strict'
import yaml from 'js-yaml'
import {type Format, type FormatContext} from '../../../../src/core/output/format.js'
import {loadFormatter} from '../../../../src/core/output/load-formatter.js'
import {parseJson} from '../../../../src/core/values/parse-json.js'

const format = async (as: Format, json: string, context: FormatContext = {color: false}): Promise<string> =>
  (await loadFormatter(as))(parseJson(json), context)

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`

describe('JSON output', () => {
  it('keeps digits and order and escapes what a terminal would obey', async () => {
    assert.equal(
      await format('json', '{"10":1.10,"2":12345678901234567890,"é":"\\u001b\\u007f\\u009b\\u202e\\n","e":{},"l":[]}'),
      lines(
        '{',
        '  "10": 1.10,',
        '  "2": 12345678901234567890,',
        '  "é": "\\u001b\\u007f\\u009b\\u202e\\n",',
        '  "e": {},',
        '  "l": []',
        '}',
      ),
    )
  })
})

describe('YAML output', () => {
  it('keeps digits and order', async () => {
    assert.equal(
      await format(
        'yaml',
        '{"10":1.10,"2":12345678901234567890,"e":1e-7,"__proto__":{"l":[],"m":{}},"t":true,"n":null}',
      ),
      lines(
        "'10': 1.10",
        "'2': 12345678901234567890",
        'e: 1e-7',
        '__proto__:',
        '  l: []',
        '  m: {}',
        't: true',
        "'n': null",
      ),
    )
  })

  it('puts texts in quotes that a reader could take for something else', async () => {
    for (const text of [
      '1.10',
      '010',
      '0x1f',
      '1_000',
      '12:30',
      '+1',
      '.5',
      '1e3',
      'yes',
      'No',
      'null',
      '~',
      '',
      '2024-01-01',
      ' a',
      'a: b',
      '# x',
    ])
      assert.equal(await format('yaml', JSON.stringify([text])), `- '${text}'\n`)
    assert.equal(await format('yaml', '["plain","é","deadbeef"]'), lines('- plain', '- é', '- deadbeef'))
  })

  it('is read back as it was written', async () => {
    const text = '{"a":{"b":[{"c":"x\\ny\\n","d":"\'\\"","e":"\\u001b"},[[]],"long '.padEnd(200, 'long ') + '"]}}'
    assert.deepEqual(yaml.load(await format('yaml', text)), JSON.parse(text))
  })

  it('holds no character that a terminal would obey', async () => {
    assert.equal(await format('yaml', '["\\u001b[31m\\u009b"]'), '- "\\e[31m\\x9B"\n')
  })
})

describe('table output', () => {
  it('shows the list inside an answer, a row for each object', async () => {
    assert.equal(
      await format(
        'table',
        '{"vpcs":[{"id":"a","n":1.10,"tags":[{"k":"v"}]},{"id":"b\\u001b[31m\\n","more":null}],"page_info":{"count":2}}',
      ),
      lines(
        '┌───────────────┬──────┬─────────────┬──────┐',
        '│ id            │ n    │ tags        │ more │',
        '├───────────────┼──────┼─────────────┼──────┤',
        '│ a             │ 1.10 │ [{"k":"v"}] │      │',
        '│ b\\u001b[31m\\n │      │             │ null │',
        '└───────────────┴──────┴─────────────┴──────┘',
      ),
    )
  })

  it('shows an object as keys and values, lists of its own included', async () => {
    const expected = lines(
      '┌──────┬───────────┐',
      '│ id   │ 7         │',
      '│ nics │ [{"a":1}] │',
      '└──────┴───────────┘',
    )
    assert.equal(await format('table', '{"id":7,"nics":[{"a":1}]}'), expected)
    assert.equal(await format('table', '{"server":{"id":7,"nics":[{"a":1}]}}'), expected)
  })

  it('shows a list of scalars as one column, a scalar as a line, nothing for what is empty', async () => {
    assert.equal(
      await format('table', '["a",1]'),
      lines('┌───────┐', '│ value │', '├───────┤', '│ a     │', '│ 1     │', '└───────┘'),
    )
    assert.equal(await format('table', '"a\\tb"'), 'a\\tb\n')
    for (const empty of ['{}', '[]', '{"vpcs":[]}', '{"vpcs":[],"page_info":{"count":0}}'])
      assert.equal(await format('table', empty), '', empty)
  })

  it('cuts the widest cells to the width of the terminal', async () => {
    assert.equal(
      await format('table', '[{"id":"a","name":"123456789012345678901234567890","also":"中文中文中文中文中文"}]', {
        color: false,
        columns: 40,
      }),
      lines(
        '┌────┬────────────────┬────────────────┐',
        '│ id │ name           │ also           │',
        '├────┼────────────────┼────────────────┤',
        '│ a  │ 1234567890123… │ 中文中文中文…  │',
        '└────┴────────────────┴────────────────┘',
      ),
    )
  })

  it('becomes keys and values where so many columns do not fit', async () => {
    assert.equal(
      await format('table', '[{"a":"xxxxxxxxx","b":"yyyyyyyyy","c":"zzzzzzzzz"},{"a":"1"}]', {
        color: false,
        columns: 20,
      }),
      lines('┌───┬───────────┐', '│ a │ xxxxxxxxx │', '│ b │ yyyyyyyyy │', '│ c │ zzzzzzzzz │', '└───┴───────────┘') +
        lines('┌───┬───┐', '│ a │ 1 │', '└───┴───┘'),
    )
  })

  it('has colour only where it is asked for', async () => {
    assert.equal(
      await format('table', '[{"a":"b"}]', {color: true}),
      lines('┌───┐', '│ \u001b[1ma\u001b[22m │', '├───┤', '│ b │', '└───┘'),
    )
  })
})
