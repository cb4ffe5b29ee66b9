import {compareVersions, highestVersion} from '../../../src/core/catalog/version-number.js'

/** Where several versions of a service have a command: the service's default version if it is one of them, else the highest. */
export const chooseVersion = (versions: readonly string[], defaultVersion: string): string =>
  versions.includes(defaultVersion) ? defaultVersion : (highestVersion(versions) ?? defaultVersion)

/** The version with most operations, ties to the higher (design §1). */
export const chooseDefaultVersion = (operations: ReadonlyMap<string, number>): string => {
  const [first] = [...operations].sort(
    ([one, count], [other, otherCount]) => otherCount - count || compareVersions(other, one),
  )
  if (!first) throw new Error('a service without versions')
  return first[0]
}
