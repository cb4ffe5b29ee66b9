import {flagName} from './flag-name.js'
import {sameName} from './same-name.js'

/** Anything that has an attribute name and, where it differs, a wire name. */
export interface Named {
  readonly name: string
  readonly wire?: string
}

/** The name on the wire. */
export const wireName = ({name, wire = name}: Named): string => wire

/**
 * Those that a typed name means, by the first way of reading it that finds any: the exact attribute, the exact wire name,
 * the attribute's flag form, then sameness, of attributes before wire names (design §1). Two or more: it could be each of them.
 */
export const findSpelling = <T>(
  candidates: readonly T[],
  text: string,
  named: (candidate: T) => Named,
): readonly T[] => {
  const exact = candidates.filter((candidate) => named(candidate).name === text)
  if (exact.length > 0) return exact
  const wire = candidates.filter((candidate) => wireName(named(candidate)) === text)
  if (wire.length > 0) return wire
  const flag = candidates.filter((candidate) => flagName(named(candidate).name) === text)
  if (flag.length > 0) return flag
  const key = sameName(text)
  if (key === '') return []
  const same = candidates.filter((candidate) => sameName(named(candidate).name) === key)
  if (same.length > 0) return same
  return candidates.filter((candidate) => sameName(wireName(named(candidate))) === key)
}
