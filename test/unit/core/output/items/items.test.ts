import assert from 'node:assert/strict'
import {type Format} from '../../../../../src/core/output/format.js'
import {loadItems} from '../../../../../src/core/output/items/load-items.js'
import {loadFormatter} from '../../../../../src/core/output/load-formatter.js'
import {parseJson} from '../../../../../src/core/values/parse-json.js'
import {type Value} from '../../../../../src/core/values/value.js'

const context = {color: false}

/** Digits, keys that look like numbers, texts of several lines, nothing, lists in lists. */
const items = parseJson(`[
  {"id": 12345678901234567890, "price": 1.10, "10": "b", "2": "a"},
  {"text": "one\\ntwo\\n\\nthree\\n", "more": {"deep": [[], {}, [1, [2]]]}},
  "plain", "", 7, null, true, [], {}, [1], {"a": "\\u0085 \\u001b[31m"}, "- not: a list", {"a: b": "x\\n  y\\n"}
]`) as readonly Value[]

const paths: readonly (readonly string[])[] = [[], ['things'], ['data', 'odd: name'], ['a', '10', 'c']]

const wrap = (path: readonly string[], list: Value): Value =>
  path.reduceRight<Value>((inner, name) => new Map([[name, inner]]), list)

/** What comes when the items come in pages of these sizes. */
const inPages = async (format: Format, path: readonly string[], sizes: readonly number[]): Promise<string> => {
  const writer = (await loadItems(format))(path, context)
  let from = 0
  const texts = sizes.map((size) => writer.add(items.slice(from, (from += size))))
  return [...texts, writer.end()].join('')
}

describe('Items that come page by page', () => {
  for (const format of ['json', 'yaml'] as const) {
    it(`make the same ${format} as the whole`, async () => {
      const formatter = await loadFormatter(format)
      for (const path of paths) {
        for (const sizes of [[items.length], items.map(() => 1), [0, 3, 0, 2, items.length - 5, 0], [], [0]]) {
          const count = sizes.reduce((sum, size) => sum + size, 0)
          assert.equal(
            await inPages(format, path, sizes),
            formatter(wrap(path, items.slice(0, count)), context),
            JSON.stringify([path, sizes]),
          )
        }
      }
    })
  }

  it('make one table of all pages', async () => {
    const rows = parseJson('[{"id": "a", "n": 1.10}, {"id": "b", "more": [1]}]') as readonly Value[]
    const writer = (await loadItems('table'))(['things'], context)
    const text = rows.map((row) => writer.add([row])).join('') + writer.end()
    assert.equal(text, (await loadFormatter('table'))(wrap(['things'], rows), context))
    assert.equal((await loadItems('table'))(['things'], context).end(), '')
  })

  it('that break off leave nothing that looks whole', async () => {
    const broken = async (format: Format): Promise<string> => {
      const writer = (await loadItems(format))(['things'], context)
      return writer.add(['a', 'b']) + writer.breakOff()
    }
    assert.equal(await broken('json'), '{\n  "things": [\n    "a",\n    "b"\n')
    assert.equal(await broken('yaml'), 'things:\n  - a\n  - b\n')
    assert.match(await broken('table'), /a .*\n.*b /)
    for (const format of ['json', 'yaml', 'table'] as const)
      assert.equal((await loadItems(format))(['things'], context).breakOff(), '')
  })
})
