import {type CatalogData} from '../files/catalog-data.js'

const stylesOf = ({services}: CatalogData): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const versions of services.values())
    for (const {operations} of versions.values())
      for (const {pages} of operations.values()) if (pages) counts.set(pages.style, (counts.get(pages.style) ?? 0) + 1)
  return counts
}

/** How many examples of a reason are named. */
const mostExamples = 3

/**
 * How many operations have pages of each style, and how many of those that look like lists have none, by reason, with a
 * few of them.
 */
export const formatPages = (catalog: CatalogData, unpaged: ReadonlyMap<string, readonly string[]>): string => {
  const styles = Array.from(stylesOf(catalog), ([style, count]) => `${String(count)} by ${style}`).sort()
  const reasons = Array.from(unpaged).sort(([, one], [, other]) => other.length - one.length)
  const lines = [
    ...(styles.length > 0 ? [`pages: ${styles.join(', ')}`] : []),
    ...reasons.map(
      ([reason, operations]) =>
        `no pages: ${String(operations.length)}: ${reason} (${operations.slice(0, mostExamples).join(', ')}${operations.length > mostExamples ? ' …' : ''})`,
    ),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
