import {type Catalog} from './catalog.js'
import {nameKey} from './name-key.js'
import {type UnknownService, unknownService} from './suggest-operation.js'

/** The service that a word names exactly or by another spelling (`VPC`); undefined where it names none. */
export const matchService = (catalog: Catalog, word: string): string | undefined => {
  if (catalog.service(word)) return word
  const key = nameKey(word)
  const matches = Object.keys(catalog.services).filter((service) => nameKey(service) === key)
  return matches.length === 1 ? matches[0] : undefined
}

/**
 * The service that a word means: its exact name, or the SDK's spelling of it.
 * @throws {UsageError} with what is like it; the word after it and the hand-written commands make the suggestion better.
 */
export const findService = (
  catalog: Catalog,
  word: string,
  others: Pick<UnknownService, 'operation' | 'commands'> = {},
): string => {
  const service = matchService(catalog, word)
  if (service !== undefined) return service
  throw unknownService(catalog, {word, ...others})
}
