import {reservedSettings} from '../../src/cli/words/settings.js'
import {nameTable} from '../../src/core/request/names/name-table.js'
import {type CatalogOperation} from './every-operation.js'

type Random = () => number

const below = (random: Random, count: number): number => Math.floor(random() * count)

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[below(random, items.length)]
  if (item === undefined) throw new RangeError('There is nothing to pick from')
  return item
}

const many = <Item>(random: Random, most: number, make: () => Item): Item[] =>
  Array.from({length: below(random, most + 1)}, make)

const oddTexts: readonly string[] = [
  '', '-', '--', '---', '-5', '-o', '-h', '-x', '-ojson', '=', '--=', '--=x', '.', '..', '--.', '--..', 'true', 'false', 'null', '~',
  '{', '[', '[]', '{}', '[1,2', '{a: 1}', '{"a": [1, {"b": null}]}', '- a', 'a: b', '*a', '&a [*a]', '!!int x', '!<x>', '%', '@', '`',
  'file://x', 'file://-', 'fileb64://x', 'fileb64://', 'file://gone', '~/x', '0', '010', '1.10', '1e999', '99999999999999999999', '0x1F',
  '__proto__', 'constructor', '4000000000', '\u0000', '\uD800', '\uFEFF', 'é', '-----BEGIN', '--body', '--body={}', '--no-', '--no-body',
  '--help', '--preview', 'help', '{"__proto__": {"x": 1}}', '{constructor: {prototype: {x: 1}}}', '9'.repeat(400), '-0', '1_000', '.5', '+1',
] // prettier-ignore

const tails: readonly string[] = [
  '.0', '.1', '.4000000000', '.-1', '.__proto__', '.__proto__.x', '.constructor.prototype.x', '.a', '.a.b.c', '.', '..x', '.name', '.0.name', '.NAME',
] // prettier-ignore

const signs: readonly string[] = ['a', 'Z', '0', '-', '_', ' ', '.', '=', ':', '{', '}', '[', '"', "'", '\\', '\n', '\t', '\u001b', '\u009b', '/', '&', '#', 'é', 'ß', 'İ', '名', '\u200b', '\u202e', '\uDC00', '\uD83D', '😀', '\u0301'] // prettier-ignore

const randomText = (random: Random): string => many(random, 8, () => pick(random, signs)).join('')

const randomJson = (random: Random, depth = 0): unknown => {
  const kind = below(random, depth > 3 ? 4 : 7)
  if (kind === 0) return null
  if (kind === 1) return random() < 0.5
  if (kind === 2) return below(random, 1000) * pick(random, [1, -1, 0.5, 1e20])
  if (kind === 3) return randomText(random)
  if (kind === 4) return many(random, 3, () => randomJson(random, depth + 1))
  const keys = ['name', 'id', 'key', 'value', '__proto__', 'a.b', '', '0']
  return Object.fromEntries(many(random, 3, () => [pick(random, keys), randomJson(random, depth + 1)]))
}

const randomValue = (random: Random): string => {
  const kind = below(random, 10)
  if (kind < 5) return pick(random, oddTexts)
  if (kind < 7) return randomText(random)
  return kind < 9 ? JSON.stringify(randomJson(random)) : String(below(random, 100))
}

/** A name with one letter dropped, doubled, swapped with its neighbour or in the other case. */
const nearMiss = (random: Random, name: string): string => {
  const at = below(random, name.length)
  const [before, sign, after] = [name.slice(0, at), name.slice(at, at + 1), name.slice(at + 1)]
  const ways = [before + after, before + sign + sign + after, before + after.slice(0, 1) + sign + after.slice(1)]
  return pick(random, [...ways, name.toUpperCase(), name.replaceAll('_', '-')])
}

/** Every name of an operation, in its spellings, and of the reserved flags. */
const namesOf = ({operation, schema}: CatalogOperation): readonly string[] => [
  ...nameTable(operation, schema, []).entries.flatMap(({qualified, field}) => [
    qualified,
    field.name,
    field.wire ?? field.name,
    qualified.replace(/^\w+\./, ''),
  ]),
  ...reservedSettings.map(({name}) => name),
  'body',
  'body.0',
  'nonsense',
  'constructor',
  '__proto__',
  'toString',
]

const deepTail = (random: Random): string =>
  many(random, 40, () => `.${pick(random, ['0', 'a', 'name', 'id', '', 'constructor'])}`).join('')

/**
 * Makes command lines of an operation, the words after its name: real flags in every spelling, near-misses, odd values,
 * paths that lead nowhere. One seed gives the same lines.
 */
export const wordMaker = (operation: CatalogOperation, random: Random): (() => string[]) => {
  const names = namesOf(operation)
  const flag = (): string => {
    const name = pick(random, names)
    const typed = random() < 0.2 ? nearMiss(random, name) : name
    const kind = random()
    const tail = kind < 0.6 ? '' : kind < 0.95 ? pick(random, tails) : deepTail(random)
    return pick(random, ['--', '--', '--', '--', '--no-', '-']) + typed + tail
  }
  const piece = (): string[] => {
    const kind = below(random, 10)
    if (kind < 4) return [flag(), randomValue(random)]
    if (kind < 7) return [`${flag()}=${randomValue(random)}`]
    return kind < 9 ? [flag()] : [randomValue(random)]
  }
  return () => many(random, 5, piece).flat()
}
