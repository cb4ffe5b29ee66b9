/** Orders API versions by their number: `v2` before `v10`. */
export const compareVersions = (one: string, other: string): number => Number(one.slice(1)) - Number(other.slice(1))

/** The highest of some API versions; undefined of none. */
export const highestVersion = (versions: readonly string[]): string | undefined =>
  [...versions].sort(compareVersions).at(-1)
