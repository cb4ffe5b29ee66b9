import {shellQuote} from '../../core/output/preview/shell-quote.js'
import {wireName} from '../../core/request/names/find-spelling.js'
import {nameTable, shownName} from '../../core/request/names/name-table.js'
import {type CallContext} from '../call-context.js'
import {reservedNames} from '../words/settings.js'

/** What came of a list so far. */
export interface Progress {
  items: number
  pages: number
  /** What the paging parameter has on the page after that; undefined where no flag can say so. */
  nextPosition: string | undefined
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** The flag that takes a list up where it broke off. */
const goOn = (position: string, {found: {operation, file}}: Pick<CallContext, 'found'>): string => {
  const {parameter, inBody} = operation.pages ?? {}
  const {entries} = nameTable(operation, (name) => file.schema(name), reservedNames)
  const entry = entries.find(
    ({place, field}) => wireName(field) === parameter && place === (inBody ? 'body' : 'query') && !field.sensitive,
  )
  return entry ? `; go on with --${shownName(entry)} ${shellQuote(position)}` : ''
}

/** Tells how much came, and how to go on from there where a flag can say that. */
export const howFar = ({items, pages, nextPosition}: Progress, context: Pick<CallContext, 'found'>): string => {
  const came = `${counted(items, 'item')} of ${counted(pages, 'page')} came before that`
  return nextPosition === undefined ? came : came + goOn(nextPosition, context)
}
