import {editDistance, nearest} from '../errors/nearest.js'
import {UsageError} from '../errors/usage-error.js'
import {type Catalog} from './catalog.js'
import {nameKey} from './name-key.js'
import {type IndexedOperation} from './operation-index.js'

/** As much of a typed word as a message may show: what might be a pasted secret is not repeated (design §8). */
const shown = (word: string, isNear: boolean): string => {
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

const singular = (noun: string): string => noun.replace(/(?<=[^s])s$/, '')

/** Commands that do something to what the word names, with another verb or none (`describe-vpcs`, `vpcs`); those that show it first. */
const sameThing = (word: string, commands: readonly string[]): readonly string[] => {
  const nouns = [word, word.slice(word.indexOf('-') + 1)].map(singular)
  const about = commands.filter((command) => nouns.includes(singular(command.slice(command.indexOf('-') + 1))))
  const rank = (command: string): number => (/^(?:list|show)-/.test(command) ? 0 : 1)
  return about.sort((one, other) => rank(one) - rank(other)).slice(0, mostSuggestions)
}

/** The commands of a service that are most like a word. */
const nearOperations = (catalog: Catalog, service: string, word: string): readonly IndexedOperation[] => {
  const operations = catalog.operations(service)
  const kebab = word.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2').replaceAll('_', '-')
  const commands = new Set(operations.map(({command}) => command))
  const near = nearest(kebab, commands, mostSuggestions)
  const found = near.length > 0 ? near : sameThing(kebab.toLowerCase(), [...commands])
  return found.flatMap((command) => operations.filter((operation) => operation.command === command))
}

/** The services like a word that have the operation, exactly or nearly. */
const likelyLines = (catalog: Catalog, services: readonly string[], operation: string): readonly string[] => {
  const exact = operationsCalled(catalog, operation).filter(({service}) => services.includes(service))
  if (exact.length > 0) return commandLines(exact)
  return commandLines(services.flatMap((service) => nearOperations(catalog, service, operation).slice(0, 1)))
}

/** What to say where the first word is no service: it may be a slip of one, or an operation without its service. */
export const unknownService = (
  catalog: Catalog,
  {word, operation, otherWords = []}: {word: string; operation?: string; otherWords?: readonly string[]},
): UsageError => {
  const names = nearest(word, [...otherWords, ...Object.keys(catalog.services)], mostSuggestions)
  const likely = operation === undefined ? [] : likelyLines(catalog, names, operation)
  const asOperation = commandLines(operationsCalled(catalog, word))
  const distances = names.map((name) => editDistance(word.toLowerCase(), name))
  const asService = names.filter((_, index) => distances[index] === distances[0]).map((name) => `hwc ${name}`)
  const suggestions = [likely, asOperation, asService].find((lines) => lines.length > 0) ?? []
  return toUsageError({
    what: `There is no service ${shown(word, suggestions.length > 0)}`,
    suggestions,
    hint: 'hwc --help lists the services.',
  })
}

/** What to say where a service has no such operation: it may be a slip, or another service's. */
export const unknownOperation = (catalog: Catalog, service: string, word: string): UsageError => {
  const near = commandLines(nearOperations(catalog, service, word))
  const elsewhere = commandLines(operationsCalled(catalog, word))
  const suggestions = elsewhere.length > 0 ? elsewhere : near
  return toUsageError({
    what: `${service} has no operation ${shown(word, suggestions.length > 0)}`,
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
