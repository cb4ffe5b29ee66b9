import assert from 'node:assert/strict'
import {type Field, type Pages, type Parameter} from '../../../../src/core/catalog/types.js'
import {paginate} from '../../../../src/core/client/paginate.js'
import {type PageRequest} from '../../../../src/core/client/paging/walk.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {type RequestArguments} from '../../../../src/core/request/types.js'
import {formatJson, compactJson} from '../../../../src/core/values/format-json.js'
import {parseJson} from '../../../../src/core/values/parse-json.js'
import {isValueMap, NumberText, type Value} from '../../../../src/core/values/value.js'

const query = (name: string, type: Field['type'] = 'string'): Parameter => ({name, in: 'query', type})
const parameters = [
  query('limit', 'int32'),
  query('offset', 'int32'),
  query('page', 'int32'),
  query('marker'),
  query('name'),
] as const

const given = (values: Readonly<Record<string, Value>>): RequestArguments => ({
  parameters: parameters.flatMap((parameter) => {
    const value = values[parameter.name]
    return value === undefined ? [] : [{parameter, value}]
  }),
})

/** `limit=2 offset=4`; a link as it is. */
const told = ({arguments: {parameters: sent, body}, link}: PageRequest): string =>
  link ??
  (body === undefined
    ? sent.map(({parameter, value}) => `${parameter.name}=${formatJson(value, compactJson)}`).join(' ')
    : formatJson(body, compactJson))

interface Walked {
  /** What was asked, in turn. */
  readonly asked: readonly string[]
  readonly items: readonly string[]
  readonly error?: unknown
  /** The number of all items that the last page told. */
  readonly total?: number | undefined
}

interface Script {
  readonly pages: Pages
  /** JSON; the last one is answered for ever. */
  readonly answers: readonly string[]
  readonly values?: Readonly<Record<string, Value>>
  readonly arguments?: RequestArguments
  readonly maxItems?: number
}

const walk = async ({pages, answers, values = {}, arguments: own, maxItems}: Script): Promise<Walked> => {
  const asked: string[] = []
  const items: string[] = []
  let total: number | undefined
  try {
    for await (const page of paginate({
      operation: {parameters},
      pages,
      bodyFields: [
        {name: 'offset', type: 'int32'},
        {name: 'limit', type: 'int32'},
      ],
      arguments: own ?? given(values),
      maxItems,
      ask: async (request) => {
        asked.push(told(request))
        return Promise.resolve(parseJson(answers[Math.min(asked.length, answers.length) - 1] ?? ''))
      },
    })) {
      items.push(...page.items.map((item) => formatJson(isValueMap(item) ? (item.get('id') ?? null) : item)))
      total = page.total
    }
    return {asked, items, ...(total !== undefined && {total})}
  } catch (error) {
    return {asked, items, error}
  }
}

const number = (digits: string): Value => new NumberText(digits)
const ids = (...all: readonly string[]): string => JSON.stringify(all.map((id) => ({id})))
const quoted = (...all: readonly string[]): readonly string[] => all.map((id) => JSON.stringify(id))

const offset: Pages = {style: 'offset', parameter: 'offset', items: ['things'], limit: 'limit'}
const page: Pages = {style: 'page', parameter: 'page', items: ['things'], limit: 'limit'}
const marker: Pages = {style: 'marker', parameter: 'marker', items: ['things'], limit: 'limit', next: ['next']}
const link: Pages = {style: 'link', items: ['things'], next: ['next']}

const messageOf = ({error}: Walked): string | undefined => (error instanceof Error ? error.message : undefined)

describe('paginate', () => {
  describe('by offsets', () => {
    it('goes on by the items that came, to an empty page', async () => {
      const answers = ['{"things": [1, 2]}', '{"things": [3]}', '{"things": []}']
      assert.deepEqual(await walk({pages: offset, answers, values: {name: 'a'}}), {
        asked: ['name="a"', 'name="a" offset=2', 'name="a" offset=3'],
        items: ['1', '2', '3'],
      })
    })

    it('ends with the number of all items, and begins where the user says', async () => {
      const pages = {...offset, total: ['total']}
      const answers = ['{"things": [5, 6], "total": 7}', '{"things": [7], "total": 7}']
      assert.deepEqual(await walk({pages, answers, values: {offset: number('4'), limit: number('2')}}), {
        asked: ['limit=2 offset=4', 'limit=2 offset=6'],
        items: ['5', '6', '7'],
      })
    })

    it('does not trust a number that may be of the page alone', async () => {
      const pages: Pages = {...offset, total: ['total']}
      const answers = ['{"things": [1, 2], "total": 2}', '{"things": [3], "total": 1}', '{"things": [], "total": 0}']
      assert.deepEqual((await walk({pages, answers})).asked, ['', 'offset=2', 'offset=3'])
      assert.deepEqual((await walk({pages: {...pages, countsAll: true}, answers})).asked, [''])
      assert.deepEqual((await walk({pages, answers, values: {limit: number('9')}})).asked, ['limit=9'])
      assert.deepEqual((await walk({pages, answers, values: {limit: number('2')}})).asked, [
        'limit=2',
        'limit=2 offset=2',
      ])
    })

    it('ends where the last page comes again, and all have come', async () => {
      const pages: Pages = {...offset, total: ['total']}
      assert.deepEqual(await walk({pages, answers: ['{"things": [1, 2], "total": 2}']}), {
        asked: ['', 'offset=2'],
        items: ['1', '2'],
        total: 2,
      })
    })

    it('counts from 1 where the first item is 1', async () => {
      const pages: Pages = {...offset, first: 1, total: ['total']}
      const answers = ['{"things": [1, 2], "total": 3}', '{"things": [3], "total": 3}']
      assert.deepEqual(await walk({pages, answers}), {asked: ['', 'offset=3'], items: ['1', '2', '3'], total: 3})
    })

    it('does not end where a page holds less than the limit: a service may allow no more', async () => {
      const answers = ['{"things": [1, 2]}', '{"things": [3]}', '{"things": []}']
      const {asked} = await walk({pages: offset, answers, values: {limit: number('1000')}})
      assert.deepEqual(asked, ['limit=1000', 'limit=1000 offset=2', 'limit=1000 offset=3'])
    })

    it('sends the limit along, and ends with a page that is not full, where offsets are multiples of it', async () => {
      const pages: Pages = {...offset, aligned: true}
      const answers = ['{"things": [1, 2]}', '{"things": [3]}']
      assert.deepEqual((await walk({pages, answers})).asked, ['', 'limit=2 offset=2'])
      const counted: Pages = {...pages, total: ['total']}
      const totals = ['{"things": [1, 2], "total": 3}', '{"things": [3], "total": 3}']
      assert.deepEqual((await walk({pages: counted, answers: totals, values: {limit: number('9')}})).asked, [
        'limit=9',
        'limit=9 offset=2',
      ])
    })

    it('tells the number of all items where less came', async () => {
      const pages = {...offset, total: ['total']}
      const answers = ['{"things": [1], "total": 9}', '{"things": [], "total": 9}']
      assert.deepEqual(await walk({pages, answers}), {asked: ['', 'offset=1'], items: ['1'], total: 9})
    })

    it('refuses to begin at what is no number, before anything is asked', async () => {
      const walked = await walk({pages: offset, answers: ['{}'], values: {offset: number('-1')}})
      assert.ok(walked.error instanceof UsageError)
      assert.deepEqual(
        [walked.asked, messageOf(walked)],
        [[], '--all-pages begins at a whole number, and offset is none'],
      )
    })

    it('sets the field of a body', async () => {
      const pages: Pages = {...offset, inBody: true, needsLimit: true}
      const answers = ['{"things": [1, 2]}', '{"things": []}']
      const body = new Map<string, Value>([['filter', 'a']])
      assert.deepEqual((await walk({pages, answers, arguments: {parameters: [], body}})).asked, [
        '{"filter":"a"}',
        '{"filter":"a","limit":2,"offset":2}',
      ])
    })
  })

  describe('by page numbers', () => {
    it('goes on by one from the first, to an empty page', async () => {
      const answers = ['{"things": [1]}', '{"things": [2]}', '{"things": []}']
      assert.deepEqual((await walk({pages: page, answers})).asked, ['', 'page=1', 'page=2'])
      assert.deepEqual((await walk({pages: {...page, first: 1}, answers})).asked, ['', 'page=2', 'page=3'])
    })

    it('ends with the number of all items, the pages before the first one counted', async () => {
      const pages: Pages = {...page, first: 1, total: ['total']}
      const answers = ['{"things": [3, 4], "total": 5}', '{"things": [5], "total": 5}']
      assert.deepEqual((await walk({pages, answers, values: {page: number('2')}})).asked, ['page=2', 'page=3'])
    })
  })

  describe('by markers', () => {
    it('sends what the answer tells until it tells nothing', async () => {
      const answers = ['{"things": [1], "next": "a"}', '{"things": [2], "next": "b"}', '{"things": [3], "next": null}']
      assert.deepEqual(await walk({pages: marker, answers}), {
        asked: ['', 'marker="a"', 'marker="b"'],
        items: ['1', '2', '3'],
      })
    })

    it('begins where the user says, and drops what else says so from the second page on', async () => {
      const pages = {...marker, drops: ['offset']}
      const answers = ['{"things": [1], "next": "b"}', '{"things": [2]}']
      assert.deepEqual((await walk({pages, answers, values: {marker: 'a', offset: number('3')}})).asked, [
        'offset=3 marker="a"',
        'marker="b"',
      ])
    })

    it('sends the id of the last item, to an empty page', async () => {
      const keyed: Pages = {style: 'marker', parameter: 'marker', items: ['things'], key: 'id'}
      const answers = [`{"things": ${ids('a', 'b')}}`, `{"things": ${ids('c')}}`, '{"things": []}']
      assert.deepEqual(await walk({pages: keyed, answers}), {
        asked: ['', 'marker="b"', 'marker="c"'],
        items: quoted('a', 'b', 'c'),
      })
    })

    it('ends where a position does not go on', async () => {
      for (const last of ['0', '2', '-1']) {
        const answers = ['{"things": [1], "next": 1}', '{"things": [2], "next": 2}', `{"things": [3], "next": ${last}}`]
        assert.deepEqual((await walk({pages: marker, answers})).asked, ['', 'marker="1"', 'marker="2"'])
      }
    })

    it('sends the limit along where it has to go with the marker', async () => {
      const answers = ['{"things": [1, 2], "next": "a"}', '{"things": [3], "next": "b"}', '{"things": []}']
      assert.deepEqual((await walk({pages: {...marker, needsLimit: true}, answers})).asked, [
        '',
        'limit=2 marker="a"',
        'limit=2 marker="b"',
      ])
    })
  })

  it('follows links until there is none', async () => {
    const answers = ['{"things": [1], "next": "/a?x=1"}', '{"things": [2], "next": "/a?x=2"}', '{"things": [3]}']
    assert.deepEqual(await walk({pages: link, answers}), {asked: ['', '/a?x=1', '/a?x=2'], items: ['1', '2', '3']})
  })

  describe('with a service that goes in a circle', () => {
    const repeated = 'The service answered with the same page again: it does not heed the parameter'
    const back = 'The service leads back to a page that came already'

    it('tells one that does not heed the parameter, and hands nothing out twice', async () => {
      for (const [pages, name] of [
        [offset, 'offset'],
        [page, 'page'],
      ] as const) {
        const walked = await walk({pages, answers: ['{"things": [1, 2]}']})
        assert.deepEqual([messageOf(walked), walked.items], [`${repeated} ${name}`, ['1', '2']])
        assert.equal(walked.asked.length, 2)
      }
    })

    it('tells a link that leads to its own page', async () => {
      const walked = await walk({pages: link, answers: ['{"things": [1], "next": "/a"}']})
      assert.deepEqual(
        [messageOf(walked), walked.items],
        ['The service answered with the same page again: it does not heed its own link', ['1']],
      )
    })

    it('tells a marker that comes again, after the page that told it', async () => {
      const answers = ['{"things": [1], "next": "a"}', '{"things": [2], "next": "a"}']
      const walked = await walk({pages: marker, answers})
      assert.deepEqual([messageOf(walked), walked.items, walked.asked.length], [back, ['1', '2'], 2])
    })

    it('tells a marker that cannot be sent', async () => {
      const walked = await walk({pages: marker, answers: ['{"things": [1], "next": "a\\ud800"}']})
      assert.deepEqual(
        [messageOf(walked), walked.items, walked.asked.length],
        ['What leads to the next page holds half of a character', ['1'], 1],
      )
    })

    it('ends in circles of any length', async () => {
      for (const length of [2, 3, 5, 17]) {
        const answers = Array.from({length: 200}, (_, at) => `{"things": [${at}], "next": "m${at % length}"}`)
        const walked = await walk({pages: marker, answers})
        assert.equal(messageOf(walked), back)
        assert.ok(walked.asked.length <= 4 * length + 1, String(walked.asked.length))
      }
    })
  })

  describe('with a most of items', () => {
    const answers = ['{"things": [1, 2]}', '{"things": [3, 4]}', '{"things": []}']

    it('hands out no more, and asks for no page that is not needed', async () => {
      assert.deepEqual(await walk({pages: offset, answers, maxItems: 3}), {
        asked: ['', 'offset=2'],
        items: ['1', '2', '3'],
      })
      assert.deepEqual(await walk({pages: offset, answers, maxItems: 2}), {asked: [''], items: ['1', '2']})
      assert.deepEqual((await walk({pages: offset, answers, maxItems: 9})).items, ['1', '2', '3', '4'])
    })

    it('does not mind what lies beyond', async () => {
      const circle = ['{"things": [1], "next": "a"}', '{"things": [2], "next": "a"}']
      assert.deepEqual(await walk({pages: marker, answers: circle, maxItems: 2}), {
        asked: ['', 'marker="a"'],
        items: ['1', '2'],
      })
    })
  })
})
