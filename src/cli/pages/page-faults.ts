import {type Operation} from '../../core/catalog/types.js'
import {type Fault} from '../../core/errors/usage-error.js'
import {wireName} from '../../core/request/names/find-spelling.js'
import {type NameTable, shownName} from '../../core/request/names/name-table.js'
import {type RequestArguments} from '../../core/request/types.js'
import {type ResolvedWords} from '../resolve-words.js'

/** Names of parameters that have to do with pages, in any spelling. */
const pagingName =
  /^(?:limit|offset|marker|start|start-?number|page|page-?(?:size|no|num|number|index|token)|per-?page|size|continue|cursor|(?:next-)?token|(?:current|cur)-page)$/

const pagingFlags = ({entries}: NameTable): readonly string[] =>
  entries
    .filter(({place, field}) => (place === 'query' || place === 'body') && typeof field.type === 'string')
    .map(shownName)
    .filter((name) => pagingName.test(name.replace(/^(?:query|body)\./, '')))
    .map((name) => `--${name}`)

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

/** Why an operation has no pages that could be followed. */
const unpagedReason = ({streamResponse}: Operation, names: NameTable): string => {
  if (streamResponse) return 'is for lists, and the answer of this operation is a file'
  const flags = pagingFlags(names)
  return flags.length === 0
    ? 'is for lists that come in pages, and this operation has none'
    : `does not know how the pages of this operation follow each other; page by hand with ${listed(flags)}`
}

/** The flag that turns the direction, where it was given. */
const turningFlag = ({entries}: NameTable, {pages}: Operation, given: RequestArguments): string | undefined => {
  const entry = entries.find(({place, field}) => place === 'query' && wireName(field) === pages?.reverse)
  const isGiven = given.parameters.some(({parameter, value}) => parameter === entry?.field && value === true)
  return entry && isGiven ? `--${shownName(entry)}` : undefined
}

/** What is wrong with asking for pages; what `given` says matters only where the operation has a direction. */
export const pageFaults = (
  {settings, names}: Pick<ResolvedWords, 'settings' | 'names'>,
  operation: Operation,
  given: RequestArguments,
): readonly Fault[] => {
  if (settings.get('all-pages') !== true) {
    if (!settings.has('max-items')) return []
    const suggestion = '--all-pages'
    return [{message: '--max-items counts what --all-pages brings: type that too', flag: '--max-items', suggestion}]
  }
  const fault = (message: string): Fault => ({message: `--all-pages ${message}`, flag: '--all-pages'})
  if (!operation.pages) return [fault(unpagedReason(operation, names))]
  const turning = turningFlag(names, operation, given)
  return [
    ...(settings.get('include') === true
      ? [fault('shows the items of many answers, and --include the status and the headers of one')]
      : []),
    ...(turning === undefined ? [] : [fault(`goes forward, and ${turning} backward`)]),
  ]
}
