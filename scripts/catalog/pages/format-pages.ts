import {type CatalogData} from '../files/catalog-data.js'

/** How many operations have pages of each style, and which of those that look like lists have none, and why. */
export const formatPages = ({services}: CatalogData, unpaged: ReadonlyMap<string, readonly string[]>): string => {
  const counts = new Map<string, number>()
  for (const versions of services.values())
    for (const {operations} of versions.values())
      for (const {pages} of operations.values()) if (pages) counts.set(pages.style, (counts.get(pages.style) ?? 0) + 1)
  const styles = Array.from(counts, ([style, count]) => `${String(count)} by ${style}`).sort()
  const reasons = Array.from(unpaged, ([reason, operations]) => ({reason, operations})).sort(
    (one, other) => other.operations.length - one.operations.length,
  )
  return [
    `pages: ${styles.join(', ')}\n`,
    ...reasons.flatMap(({reason, operations}) => [
      `no pages (${String(operations.length)}): ${reason}\n`,
      ...operations.map((operation) => `  ${operation}\n`),
    ]),
  ].join('')
}
