import {editDistance} from '../errors/nearest.js'

/** Verbs that people and other tools use for the same: the first of a line stands for all of it. */
const sameVerbs = [
  'show list get describe query ls fetch find view',
  'delete remove rm del destroy terminate drop',
  'create add new make insert',
  'update modify set edit change patch',
  'reboot restart',
]

const verbKinds: ReadonlyMap<string, string> = new Map(
  sameVerbs.flatMap((line) => {
    const verbs = line.split(' ')
    return verbs.map((verb) => [verb, verbs[0] ?? verb])
  }),
)

/** Whether a word is one of the verbs that have others of their kind. */
export const isVerb = (word: string): boolean => verbKinds.has(word)

/** `VcpList_items` → `vcp-list-items`. */
export const toKebab = (word: string): string =>
  word
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()

/** A noun without the endings of its plural; good enough to compare two of them. */
export const singular = (noun: string): string => noun.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '')

/** What it costs to read one word as another, undefined where it is another word. */
const wordCost = (typed: string, word: string, asVerb: boolean): number | undefined => {
  if (typed === word) return 0
  if (singular(typed) === singular(word)) return asVerb ? undefined : 0.1
  if (asVerb && verbKinds.has(typed) && verbKinds.get(typed) === verbKinds.get(word)) return 0.5
  const slips = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2
  const distance = slips === 0 ? Infinity : editDistance(typed, word, slips)
  return distance <= slips ? distance : undefined
}

/**
 * What it costs to read a name as another that has all of its words in the same order, undefined where that has not.
 * Words in front of them cost more than words behind them.
 */
const nameCost = (typed: readonly string[], words: readonly string[], hasVerb: boolean): number | undefined => {
  let cost = 0
  let at = 0
  for (const [index, word] of typed.entries()) {
    const asVerb = hasVerb && index === 0
    let found: number | undefined
    for (; at < words.length && found === undefined; at += 1) found = wordCost(word, words[at] ?? '', asVerb)
    if (found === undefined) return undefined
    if (index === 0) cost += (at - 1) * 0.25
    cost += found
  }
  return cost + words.length - typed.length
}

export interface ByWordsOptions {
  readonly most: number
  /** The first word is a verb: `describe` is then `list` and `show`, and `list` wants a plural. */
  readonly hasVerb?: boolean
}

/**
 * The names that have all words of a mistyped one, in its order, each perhaps with a slip: `list-public-zones` where
 * `list-zones` was typed. Best first; what is worse by more than a word than the best is not among them.
 */
export const suggestByWords = (
  name: string,
  candidates: Iterable<string>,
  {most, hasVerb = false}: ByWordsOptions,
): readonly string[] => {
  const typed = toKebab(name)
    .split(/[-.]/)
    .filter((word) => word !== '')
  if (typed.length === 0) return []
  const noun = typed.at(-1) ?? ''
  const wantsPlural = hasVerb && verbKinds.get(typed[0] ?? '') === 'show' && typed.length > 1
  const found = Array.from(candidates).flatMap((candidate) => {
    const words = candidate.toLowerCase().split(/[-.]/)
    const cost = nameCost(typed, words, hasVerb)
    if (cost === undefined) return []
    const isPlural = words.some((word) => word.endsWith('s') && singular(word) === singular(noun))
    return [{candidate, cost: wantsPlural && !isPlural ? cost + 0.75 : cost}]
  })
  const best = Math.min(...found.map(({cost}) => cost))
  return found
    .filter(({cost}) => cost <= best + 1)
    .sort((one, other) => one.cost - other.cost)
    .slice(0, most)
    .map(({candidate}) => candidate)
}
