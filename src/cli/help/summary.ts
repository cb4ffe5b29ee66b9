import {phrases} from './spellings.js'
import {openStackProjects, plural, prepositions, singular, spell, verbs} from './words.js'

/** What an operation's name says. */
export interface NameParts {
  /** `create`; `create or delete`. */
  readonly verb: string
  /** What it acts on, spelt as English text, word by word: `security`, `groups`. */
  readonly words: readonly string[]
  /** Where what it acts on ends in `words` and what it is chosen by begins. */
  readonly end: number
  readonly batch: boolean
  /** `Neutron`, `v2`, `new`: what only tells the operation from its namesakes. */
  readonly marks: readonly string[]
}

const wordPattern = /[23]D(?![a-z])|[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g

/** `Create2dModel`, `Create2DModel`: a number of dimensions begins a word of its own. */
const dimensions = /(?<=[a-z])([23])[dD](?=[A-Z]|$)/g

/** The first words of phrases: the others need no look. */
const phraseStarts: ReadonlySet<string> = new Set(Array.from(phrases.keys(), (phrase) => phrase.split(' ')[0] ?? ''))

/** Replaces what words mean together, the longest first. */
const spellAll = (words: readonly string[]): string[] => {
  const spelt: string[] = []
  let at = 0
  while (at < words.length) {
    const word = words[at] ?? ''
    let length = phraseStarts.has(word.toLowerCase()) ? Math.min(3, words.length - at) : 0
    let phrase: string | undefined
    for (; length > 0 && phrase === undefined; length -= 1)
      phrase = phrases.get(
        words
          .slice(at, at + length)
          .join(' ')
          .toLowerCase(),
      )
    spelt.push(phrase ?? spell(word))
    at += phrase === undefined ? 1 : length + 1
  }
  return spelt
}

const isVersion = (word: string): boolean => /^v\d+$/i.test(word)

/** Takes apart what ends a name but is no part of what it acts on: `V2`, `New`, `UsingPost`. */
const readMarks = (words: string[]): string[] => {
  const marks: string[] = []
  const last = words.at(-1) ?? ''
  if (words.length > 2 && words.at(-2)?.toLowerCase() === 'using' && /^(?:get|post|put|delete)$/i.test(last)) {
    marks.push(last.toUpperCase())
    words.splice(-2)
  }
  while (words.length > 2 && (isVersion(words.at(-1) ?? '') || words.at(-1)?.toLowerCase() === 'new'))
    marks.unshift((words.pop() ?? '').toLowerCase())
  if (words.length > 2 && words.at(-1) === 'Intl') {
    words.pop()
    marks.unshift('international')
  }
  return marks
}

/** Whether what is acted on ends before a word: a preposition, or a participle before one (`APIs bound to app`). */
const endsObject = (words: readonly string[], index: number): boolean => {
  const word = words[index] ?? ''
  if (prepositions.has(word) || word === 'not') return true
  return /(?:^(?:un)?bound|[^e]ed)$/.test(word) && prepositions.has(words[index + 1] ?? '')
}

/** Takes an operation's name apart: `NeutronListSecurityGroups`, `BatchCreateOrDeleteTags`, `ListApisV2`. */
export const readName = (name: string): NameParts => {
  const words: string[] = name.replace(dimensions, '_$1D_').match(wordPattern) ?? [name]
  const marks = readMarks(words)
  const project = words.length > 1 && openStackProjects.has((words[0] ?? '').toLowerCase()) ? words.shift() : undefined
  const batch = words.length > 2 && words[0] === 'Batch' && verbs.has((words[1] ?? '').toLowerCase())
  if (batch) words.shift()
  const verb = [words.shift() ?? '']
  if (batch && words.length > 1 && /^(?:Delete|Remove|Update)$/.test(words[0] ?? '')) words.unshift('Or')
  while (words[0] === 'Or' && words.length > 2 && verbs.has((words[1] ?? '').toLowerCase()))
    verb.push('or', ...words.splice(0, 2).slice(1))
  const spelt = spellAll(words)
  const preposition = spelt.findIndex((_, index) => index > 0 && endsObject(spelt, index))
  return {
    verb: spellAll(verb).join(' '),
    words: spelt,
    end: preposition === -1 ? spelt.length : preposition,
    batch,
    marks: [...(project === undefined ? [] : [project]), ...marks],
  }
}

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** What an operation does, from the parts of its name alone: `NeutronListSecurityGroups` → `List security groups (Neutron)`. */
export const summaryOf = ({verb, words, end, batch, marks}: NameParts): string => {
  const isMany = verb === 'list' || words[0] === 'all'
  const nouns = words.map((word, index) => (isMany && index === end - 1 ? plural(word) : word))
  const mark = marks.length === 0 ? '' : ` (${marks.join(', ')})`
  return [capitalized(verb), ...nouns, ...(batch ? ['in batch'] : [])].join(' ') + mark
}

/** What an operation of this name does. */
export const summarize = (name: string): string => summaryOf(readName(name))

/** What every resource has: `ShowDetailsOfApp` is about the app. */
const partsOfAny: ReadonlySet<string> = new Set(['detail', 'details', 'information', 'restriction', 'status'])

/** What an operation acts on, word by word in the singular: `ListSecurityGroupsByTags` → `security`, `group`. */
export const resourceOf = ({words, end}: NameParts): string[] => {
  const isAbout = end === 1 && words[1] === 'of' && partsOfAny.has(singular(words[0] ?? ''))
  const start = isAbout ? 2 : 0
  const length = words.slice(start).findIndex((_, index) => index > 0 && endsObject(words, start + index))
  return words
    .slice(start, !isAbout ? end : length === -1 ? undefined : start + length)
    .map(singular)
    .flatMap((word) => word.split(' '))
}
