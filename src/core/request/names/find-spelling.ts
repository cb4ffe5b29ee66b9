import {flagName} from './flag-name.js'
import {nameKey} from '../../catalog/name-key.js'

/** Anything that has an attribute name and, where it differs, a wire name. */
export interface Named {
  readonly name: string
  readonly wire?: string
}

/** The name on the wire. */
export const wireName = ({name, wire = name}: Named): string => wire

interface Spellings {
  readonly flag: string
  readonly same: string
  readonly sameWire: string
}

const known = new WeakMap<Named, Spellings>()

/** Made once for each field: every step of every path asks for them. */
const spellingsOf = (named: Named): Spellings => {
  const found = known.get(named)
  if (found) return found
  const made = {flag: flagName(named.name), same: nameKey(named.name), sameWire: nameKey(wireName(named))}
  known.set(named, made)
  return made
}

/**
 * Those that a typed name means, by the first way of reading it that finds any: the exact attribute, the exact wire name,
 * the attribute's flag form, then sameness, of attributes before wire names (design §1). Two or more: it could be each of them.
 */
export const findSpelling = <T>(
  candidates: readonly T[],
  text: string,
  named: (candidate: T) => Named,
): readonly T[] => {
  const find = (isMeant: (candidate: Named) => boolean): readonly T[] =>
    candidates.filter((candidate) => isMeant(named(candidate)))
  const exact = find(({name}) => name === text)
  if (exact.length > 0) return exact
  const wire = find((candidate) => wireName(candidate) === text)
  if (wire.length > 0) return wire
  const flag = find((candidate) => spellingsOf(candidate).flag === text)
  if (flag.length > 0) return flag
  const key = nameKey(text)
  if (key === '') return []
  const same = find((candidate) => spellingsOf(candidate).same === key)
  return same.length > 0 ? same : find((candidate) => spellingsOf(candidate).sameWire === key)
}
