import {isDeepStrictEqual} from 'node:util'
import {type Findings} from './findings.js'

const pairs = (query: string): readonly string[] => query.split('&')
const nameOf = (pair: string): string => decodeURIComponent(pair.slice(0, pair.indexOf('=')))

const byName = (one: string, other: string): number => {
  if (nameOf(one) === nameOf(other)) return 0
  return nameOf(one) < nameOf(other) ? -1 : 1
}

/** The same pairs, letter for letter; those of hwc are sorted by name. */
export const compareQueries = (hwc: string, node: string, findings: Findings): void => {
  if (hwc === node) return
  const sorted = Array.from(pairs(node)).sort(byName)
  if (isDeepStrictEqual(pairs(hwc), sorted)) findings.know('the order of the query')
  else findings.differ('query', hwc, node)
}
