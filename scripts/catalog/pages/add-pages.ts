import {type Operation} from '../../../src/core/catalog/types.js'
import {type SchemaOf} from './answer-shape.js'
import {derivePages, type PagesSource, type ProseOf, readSiblings} from './derive-pages.js'

export interface PagedSources {
  readonly operations: ReadonlyMap<string, Operation>
  /** The SDK's name of an operation's request model. */
  readonly requestOf: (command: string) => string
  readonly schema: SchemaOf
  readonly prose: ProseOf
  /** Told why an operation that looks like a list gets no pages. */
  readonly refuse: (command: string, reason: string) => void
}

/** The operations of a service version, those with pages telling how they follow each other. */
export const addPages = ({
  operations,
  requestOf,
  schema,
  prose,
  refuse,
}: PagedSources): ReadonlyMap<string, Operation> => {
  const sources = new Map(
    Array.from(operations, ([command, operation]): [string, PagesSource] => [
      command,
      {operation, request: requestOf(command), schema, prose},
    ]),
  )
  const siblings = readSiblings([...sources.values()])
  return new Map(
    Array.from(sources, ([command, source]): [string, Operation] => {
      const derived = derivePages(source, siblings)
      if (derived === undefined) return [command, source.operation]
      if ('reason' in derived) {
        refuse(command, derived.reason)
        return [command, source.operation]
      }
      return [command, {...source.operation, pages: derived.pages}]
    }),
  )
}
