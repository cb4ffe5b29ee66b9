import {type ServiceList} from '../../../src/core/catalog/types.js'
import {type VersionData} from './catalog-data.js'

const entryLines = (entries: Iterable<readonly [string, unknown]>): string =>
  Array.from(entries, ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',\n')

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : Number(one > other)

const block = (name: string, entries: Iterable<readonly [string, unknown]>): string => {
  const lines = entryLines([...entries].sort(byName))
  return `${JSON.stringify(name)}:{${lines === '' ? '' : `\n${lines}\n`}}`
}

/** The text of <service>/<version>.json: the head's keys first, then one operation and one schema a line, sorted. */
export const formatVersion = ({head, operations, schemas}: VersionData): string =>
  `{\n${entryLines(Object.entries(head))},\n${block('operations', operations)},\n${block('schemas', schemas)}\n}\n`

/** The text of services.json: one service a line, sorted. */
export const formatServiceList = ({services, ...head}: ServiceList): string =>
  `{\n${entryLines(Object.entries(head))},\n${block('services', Object.entries(services))}\n}\n`
