import assert from 'node:assert/strict'
import {type Field, type Operation, type Pages, type Type} from '../../../src/core/catalog/types.js'
import {type CatalogOperation} from '../../support/every-operation.js'
import {
  type LocalServer,
  type RecordedRequest,
  type ScriptedAnswer,
  startLocalServer,
} from '../../support/local-server.js'
import {requiredWords} from '../../support/required-words.js'
import {runCommand} from '../../support/run-command.js'
import {assertNoOffenders, type Offender} from '../calls/offenders.js'
import {type NamedOperation, namedOperations, runsAll} from '../calls/named-operations.js'
import {itemIds, pagedService} from './paged-service.js'

interface Paged extends NamedOperation {
  readonly pages: Pages
}

const operations = namedOperations()
const paged = operations.flatMap((named): Paged[] => {
  const {pages} = named.operation
  return pages ? [{...named, pages}] : []
})

const wireName = ({name, wire = name}: Field): string => wire

const isList = (type: Type | undefined): type is {readonly list: Type} => typeof type === 'object' && 'list' in type

const isNumber = (type: Type | undefined): boolean => type === 'integer' || type === 'int32' || type === 'int64'

const fieldsOf = (type: Type | undefined, {schema}: CatalogOperation): readonly Field[] =>
  typeof type === 'object' && 'ref' in type ? schema(type.ref).fields : []

/** The type of what stands at a path of the answer; undefined where nothing does. */
const typeAt = (path: readonly string[], named: CatalogOperation): Type | undefined => {
  const {response, responseHeaders = []} = named.operation
  const all = named.schema(response).fields
  const own = all.filter((field) => !responseHeaders.includes(wireName(field)))
  const [whole] = own.length === 1 && own[0]?.name === 'body' ? own : []
  const [first, ...rest] = path
  if (first === undefined) return whole?.type ?? {ref: response}
  const near = [...(whole ? fieldsOf(whole.type, named) : own), ...all.filter((field) => !own.includes(field))]
  let type = near.find((field) => wireName(field) === first)?.type
  for (const name of rest) type = fieldsOf(type, named).find((field) => wireName(field) === name)?.type
  return type
}

/** Everything that takes values by name and may say something of pages. */
const askedFields = ({operation, schema, pages}: Paged): readonly Field[] =>
  pages.inBody
    ? fieldsOf(operation.body, {operation, schema} as CatalogOperation)
    : operation.parameters.filter((parameter) => parameter.in === 'query')

const problemsOf = (named: Paged): readonly string[] => {
  const {pages} = named
  const names = askedFields(named).map(wireName)
  const {parameter, limit, drops = [], items, total, next, key} = pages
  const list = typeAt(items, named)
  return [
    ...[parameter, limit, ...drops].filter((name) => name !== undefined && !names.includes(name)),
    ...(isList(list) ? [] : [items.join('.')]),
    ...[total, next].filter((path) => path && typeAt(path, named) === undefined).map((path) => path?.join('.')),
    ...(key === undefined ||
    fieldsOf(isList(list) ? list.list : undefined, named).some((field) => wireName(field) === key)
      ? []
      : [key]),
  ].map((name) => `there is no ${String(name)}`)
}

const pagingNames =
  /^(limit|offset|marker|page|page_?(no|num|number|index|size)|per_page|current_page|cur_page|continue|start_number)$/i

/** What looks like a list in pages although nobody knows how they follow each other, and why, as far as its shape tells. */
const unpagedReason = (named: NamedOperation): string | undefined => {
  const {method, parameters, response, pages, streamResponse} = named.operation
  const names = parameters.filter((parameter) => parameter.in === 'query').map(wireName)
  if (method !== 'GET' || pages || streamResponse || names.filter((name) => pagingNames.test(name)).length < 2)
    return undefined
  const lists = named.schema(response).fields.filter(({type}) => isList(type)).length
  if (lists > 1) return 'several lists'
  return lists === 0 ? 'no list at the top of its answer' : 'its parameters do not tell enough'
}

const count = <T>(entries: readonly T[], by: (entry: T) => string | undefined): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const entry of entries) {
    const key = by(entry)
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

const told = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, number]) => `${number} ${name}`)
    .join('; ')

describe('The pages of every list', function () {
  this.timeout(300_000)

  it('name parameters and fields of the answer that are there', () => {
    const offenders = paged.flatMap((named): Offender[] =>
      problemsOf(named).map((message) => ({title: named.title, message})),
    )
    assertNoOffenders(offenders, import.meta.url)
  })

  it('are known of so many operations, by style, and of so many that look like lists not', function () {
    if (!runsAll) this.skip()
    const styles = count(paged, ({pages: {style, inBody}}) => (inBody ? `${style}, in the body` : style))
    const unknown = count(operations, unpagedReason)
    process.stdout.write(`      pages: ${told(styles)}\n      lists without pages: ${told(unknown)}\n`)
    assert.ok(paged.length > 2100, String(paged.length))
  })

  it('page by hand where both directions are open: what turns one round is a parameter', () => {
    const isTurning = ({parameters}: Operation): boolean =>
      parameters.some(
        ({type, ...field}) => type === 'boolean' && /^(page_reverse|reverse_page)$/.test(wireName({...field, type})),
      )
    const offenders = paged
      .filter(({operation, pages}) => isTurning(operation) !== (pages.reverse !== undefined))
      .map(({title}) => ({title, message: 'its direction'}))
    assertNoOffenders(offenders, import.meta.url)
  })

  describe('called with --all-pages', () => {
    let server: LocalServer
    let answer: (request: RecordedRequest) => ScriptedAnswer = () => ({})
    before(async () => {
      server = await startLocalServer((request) => answer(request))
    })
    after(async () => {
      await server.close()
    })

    /** What is required; a text that has to be a position or a size is a number. */
    const wordsOf = (named: Paged): readonly string[] => {
      const {parameter, limit, style} = named.pages
      const numbers = new Map(
        askedFields(named).flatMap((field): (readonly [string, string])[] => {
          const text = `some-${field.name.replaceAll(/\W/g, '-')}`
          if (wireName(field) === limit) return [[text, '2']]
          return wireName(field) === parameter && style !== 'marker' ? [[text, '1']] : []
        }),
      )
      return requiredWords(named, '/dev/null').map((word) => numbers.get(word) ?? word)
    }

    const check = async (named: Paged): Promise<void> => {
      const {service, version, command, pages, operation} = named
      answer = pagedService({
        pages,
        hasNumericMarker: pages.next !== undefined && isNumber(typeAt(pages.next, named)),
        headers: operation.responseHeaders ?? [],
      })
      const before = server.requests.length
      const {stdout, stderr, exitCode} = await runCommand(
        [service, command, '--api-version', version, ...wordsOf(named), '--all-pages'],
        {
          env: {
            HUAWEICLOUD_SDK_AK: 'TESTACCESSKEY',
            HUAWEICLOUD_SDK_SK: 'test-secret-key',
            HUAWEICLOUD_SDK_PROJECT_ID: 'p1',
            HUAWEICLOUD_SDK_DOMAIN_ID: 'd1',
            HWC_REGION: 'cn-north-4',
            HWC_ENDPOINT: server.url,
            HWC_RETRIES: '0',
          },
        },
      )
      assert.equal(exitCode, 0, stderr)
      const lists = stdout.match(/"item-\d"/g) ?? []
      assert.deepEqual(
        lists,
        itemIds.map((id) => `"${id}"`),
        `${stdout}${server.requests
          .slice(before)
          .map(({target, body}) => `${target} ${body.toString()}`)
          .join('\n')}`,
      )
      assert.ok(server.requests.length - before <= itemIds.length, 'more requests than pages')
    }

    it('bring each item once', async () => {
      const offenders: Offender[] = []
      const called = paged.filter(({peculiarity}) => peculiarity === undefined)
      for (const named of called) {
        try {
          await check(named)
        } catch (error) {
          offenders.push({title: named.title, message: (error as Error).message})
        }
      }
      assertNoOffenders(offenders, import.meta.url)
      if (runsAll) assert.ok(called.length > 2000, String(called.length))
    })
  })
})
