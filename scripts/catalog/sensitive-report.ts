import {type Field} from '../../src/core/catalog/types.js'
import {type CatalogData} from './files/catalog-data.js'
import {sensitiveJudge, type SensitiveOverlay} from './overlay/sensitive-rule.js'

interface Tally {
  readonly title: string
  /** How often each name is there. */
  readonly names: Map<string, number>
}

interface OwnedField {
  readonly field: Field
  readonly owner?: {readonly service: string; readonly schema: string}
}

const allFields = ({services}: CatalogData): readonly OwnedField[] =>
  [...services].flatMap(([service, versions]) =>
    [...versions.values()].flatMap(({operations, schemas}): OwnedField[] => [
      ...[...operations.values()].flatMap(({parameters}) => parameters.map((field) => ({field}))),
      ...[...schemas].flatMap(([schema, {fields}]) => fields.map((field) => ({field, owner: {service, schema}}))),
    ]),
  )

const sum = (names: ReadonlyMap<string, number>): number => [...names.values()].reduce((one, other) => one + other, 0)

const block = ({title, names}: Tally): string => {
  const list = [...names]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, count]) => (count === 1 ? name : `${name} (${String(count)})`))
  return `${title}: ${String(sum(names))}\n  ${list.join(', ')}\n`
}

/**
 * What is sensitive in a catalogue, as text: by each pattern of the rule, by the SDK's mark alone, and what an exception
 * took out. Names with how often they are there.
 */
export const sensitiveReport = (catalog: CatalogData, overlay: SensitiveOverlay): string => {
  const judge = sensitiveJudge(overlay)
  const tallies = new Map<string, Tally>()
  const count = (title: string, name: string): void => {
    const tally = tallies.get(title) ?? {title, names: new Map<string, number>()}
    tally.names.set(name, (tally.names.get(name) ?? 0) + 1)
    tallies.set(title, tally)
  }
  for (const {field, owner} of allFields(catalog)) {
    const verdict = judge.ofField(field, owner)
    if (verdict?.sensitive) count(`rule ${verdict.pattern} (${verdict.reason})`, field.name)
    else if (field.sensitive) count("the SDK's mark alone", field.name)
    else if (verdict) count(`exception ${verdict.pattern} (${verdict.reason})`, field.name)
  }
  const titles = [...tallies.keys()].sort()
  const total = [...tallies.values()].filter(({title}) => !title.startsWith('exception')).map(({names}) => sum(names))
  const blocks = titles.map((title) => tallies.get(title)).filter((tally) => tally !== undefined)
  return `${blocks.map(block).join('')}sensitive fields: ${String(total.reduce((one, other) => one + other, 0))}\n`
}
