import {editDistance, nearest} from '../errors/nearest.js'
import {UsageError} from '../errors/usage-error.js'
import {type Catalog} from './catalog.js'
import {nameKey} from './name-key.js'
import {type IndexedOperation} from './operation-index.js'
import {isVerb, singular, suggestByWords, toKebab} from './suggest-by-words.js'

/** As much of a typed word as a message may show: what might be a pasted secret is not repeated (design §8). */
export const shownWord = (word: string, isNear: boolean): string => {
  const isPlainWord = word.length <= 40 && /^[a-z][a-z\d_/.-]*$/.test(word)
  return isNear || isPlainWord ? word : '…'
}

const mostSuggestions = 3

/** `hwc vpc list-vpcs`, each once, at most a few. */
const commandLines = (operations: readonly IndexedOperation[]): readonly string[] =>
  [...new Set(operations.map(({service, command}) => `hwc ${service} ${command}`))].slice(0, mostSuggestions)

const didYouMean = (lines: readonly string[]): string => {
  const [first = '', ...others] = lines
  return others.length === 0 ? `did you mean ${first}?` : `did you mean one of ${lines.join(', ')}?`
}

interface Told {
  readonly what: string
  readonly suggestions: readonly string[]
  readonly hint: string
}

const toUsageError = ({what, suggestions, hint}: Told): UsageError => {
  const [suggestion] = suggestions
  const message = suggestion === undefined ? what : `${what}; ${didYouMean(suggestions)}`
  return new UsageError([{message, suggestion}], {hint})
}

/** Operations of any service that a word names, whatever its spelling. */
const operationsCalled = (catalog: Catalog, word: string): readonly IndexedOperation[] => {
  const key = nameKey(word)
  return catalog.allOperations().filter(({command}) => nameKey(command) === key)
}

/** Commands that do something to what the word names, with another verb or none (`vpcs`); those that show it first. */
const sameThing = (word: string, commands: readonly string[]): readonly string[] => {
  const nouns = [word, word.slice(word.indexOf('-') + 1)].map(singular)
  const about = commands.filter((command) => nouns.includes(singular(command.slice(command.indexOf('-') + 1))))
  const rank = (command: string): number => (/^(?:list|show)-/.test(command) ? 0 : 1)
  return about.sort((one, other) => rank(one) - rank(other)).slice(0, mostSuggestions)
}

/** So many wrong letters are a slip, not another name. */
const mostSlips = 2

interface NearOperations {
  /** Those that the word is a slip of. */
  readonly slips: readonly IndexedOperation[]
  /** Those that have its words and more. */
  readonly longer: readonly IndexedOperation[]
  /** Those that are like it in any way. */
  readonly alike: readonly IndexedOperation[]
}

/** The operations of a service that are like a word; what is deprecated only where nothing else is. */
const nearOperations = (catalog: Catalog, service: string, word: string): NearOperations => {
  const all = catalog.operations(service)
  const kebab = toKebab(word)
  const open = (commands: readonly string[]): readonly IndexedOperation[] =>
    commands.flatMap((command) => all.find((operation) => operation.command === command) ?? [])
  const namesOf = (operations: readonly IndexedOperation[]): string[] => [
    ...new Set(operations.map(({command}) => command)),
  ]
  const commands = namesOf(all)
  const near = nearest(kebab, commands, mostSuggestions)
  // Who types another verb means it: `get-rule` is no slip of `set-rule`.
  const [verb = ''] = kebab.split('-')
  const slips = near.filter(
    (command) =>
      editDistance(kebab, command, mostSlips) <= mostSlips && (!isVerb(verb) || command.startsWith(`${verb}-`)),
  )
  // Twins that differ by hyphens alone are equally near.
  const distance = (command: string): number => editDistance(kebab.replaceAll('-', ''), command.replaceAll('-', ''))
  const least = Math.min(...slips.map(distance))
  const options = {most: mostSuggestions + 1, hasVerb: true}
  const current = suggestByWords(word, namesOf(all.filter(({deprecated}) => deprecated !== true)), options)
  const longer = current.length > 0 ? current : suggestByWords(word, commands, options)
  // Of a verb alone a few of many are no help.
  const isVague = isVerb(kebab) && longer.length > mostSuggestions
  return {
    slips: open(slips.filter((command) => distance(command) === least)),
    longer: isVague ? [] : open(longer.slice(0, mostSuggestions)),
    alike: open(near.length > 0 ? near : sameThing(kebab, commands)),
  }
}

/** The operation that was meant where the service is one of a few: exact names first, then slips, then exact ones elsewhere. */
const likelyLines = (catalog: Catalog, services: readonly string[], operation: string): readonly string[] => {
  const called = operationsCalled(catalog, operation)
  const exact = called.filter(({service}) => services.includes(service))
  if (exact.length > 0) return commandLines(exact)
  const slips = services.flatMap((service) => nearOperations(catalog, service, operation).slips.slice(0, 1))
  if (slips.length > 0) return commandLines(slips)
  const elsewhere = new Set(called.map(({service}) => service)).size
  return elsewhere <= mostSuggestions ? commandLines(called) : []
}

/** The hand-written command that a line was meant for: `configure list` of `cofigure lst`. */
const ownLine = (first: string, second: string | undefined, commands: readonly string[]): string => {
  const below = commands.filter((command) => command.startsWith(`${first} `))
  const [near] =
    second === undefined
      ? []
      : nearest(
          second,
          below.map((command) => command.slice(first.length + 1)),
        )
  return near === undefined ? `hwc ${first}` : `hwc ${first} ${near}`
}

export interface UnknownService {
  readonly word: string
  /** The word after it. */
  readonly operation?: string | undefined
  /** The hand-written commands that it may be a slip of: `configure list`. */
  readonly commands?: readonly string[]
}

/** What to say where the first word is no service: it may be a slip of one, or an operation without its service. */
export const unknownService = (catalog: Catalog, {word, operation, commands = []}: UnknownService): UsageError => {
  const own = new Set(commands.map((command) => command.split(' ')[0] ?? command))
  const distance = (name: string): number => editDistance(word.toLowerCase(), name)
  const names = nearest(word, [...own, ...Object.keys(catalog.services)], mostSuggestions).filter(
    (name) => !own.has(name) || distance(name) <= mostSlips,
  )
  const distances = names.map(distance)
  const nearestNames = names.filter((_, index) => distances[index] === distances[0])
  const ownLines = nearestNames.filter((name) => own.has(name)).map((name) => ownLine(name, operation, commands))
  const services = names.filter((name) => !own.has(name))
  const likely = operation === undefined || ownLines.length > 0 ? [] : likelyLines(catalog, services, operation)
  const asOperation = commandLines(operationsCalled(catalog, word))
  const asService = nearestNames.filter((name) => !own.has(name)).map((name) => `hwc ${name}`)
  const asFlag = word.toLowerCase() === 'version' ? ['hwc --version'] : []
  const suggestions = [asFlag, likely, asOperation, [...ownLines, ...asService]].find(({length}) => length > 0) ?? []
  const isOwn = suggestions[0] !== undefined && suggestions[0] === ownLines[0]
  return toUsageError({
    what: `There is no ${isOwn ? 'command' : 'service'} ${shownWord(word, suggestions.length > 0)}`,
    suggestions,
    hint: isOwn ? 'hwc --help lists the commands and the services.' : 'hwc --help lists the services.',
  })
}

/** What to say where a service has no such operation: it may be a slip, a part of a name, or another service's. */
export const unknownOperation = (catalog: Catalog, service: string, word: string): UsageError => {
  const {slips, longer, alike} = nearOperations(catalog, service, word)
  const called = operationsCalled(catalog, word)
  const services = new Set(called.map((operation) => operation.service)).size
  const elsewhere = services <= mostSuggestions ? called : []
  const isElsewhereOnce = services === 1
  const byWords = [
    ...longer.slice(0, mostSuggestions - (isElsewhereOnce ? 1 : 0)),
    ...(isElsewhereOnce ? elsewhere : []),
    ...slips,
  ]
  const isSure = slips.some(({command}) => editDistance(toKebab(word), command) < mostSlips)
  const inService = isSure ? slips : longer.length > 0 ? byWords : slips
  const found = [inService, elsewhere, alike].find((operations) => operations.length > 0)
  const suggestions = commandLines(found ?? [])
  return toUsageError({
    what: `${service} has no operation ${shownWord(word, suggestions.length > 0)}`,
    suggestions,
    hint: `hwc ${service} --help lists its operations.`,
  })
}

/** What to say where a service has no such version. */
export const unknownVersion = (service: string, version: string, versions: readonly string[]): UsageError => {
  const suggestion = versions.find((each) => each === `v${version}`)
  const near = suggestion === undefined ? '' : `; did you mean ${suggestion}?`
  const message = `${service} has no version ${version}, only ${versions.join(', ')}${near}`
  return new UsageError([{message, flag: '--api-version', expected: `one of ${versions.join(', ')}`, suggestion}])
}
