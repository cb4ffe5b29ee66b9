import {PagingError} from '../../errors/paging-error.js'
import {UsageError} from '../../errors/usage-error.js'
import {type RequestArguments} from '../../request/types.js'
import {type Value} from '../../values/value.js'
import {type PageContent} from './page-content.js'
import {type PagedOperation, positionText, withPosition} from './position.js'
import {isSameValue} from './same-value.js'

/** What asks for a page: arguments, or for a link that was found in the page before, that link besides. */
export interface PageRequest {
  readonly arguments: RequestArguments
  readonly link?: string
}

/** A page's items, and what comes after it: nothing after the last one. */
export interface Step {
  readonly items: readonly Value[]
  readonly next?: PageRequest
  /** The value that the paging parameter has in `next`. */
  readonly nextPosition?: string
  /** How many items there should be from the first page on, where the service counts them. */
  readonly total?: number
  /** Why the page after this one must not be asked for, although this is not the last. */
  readonly failure?: PagingError
}

type Next = Pick<Step, 'next' | 'nextPosition' | 'failure'>

export interface WalkOptions extends PagedOperation {
  readonly arguments: RequestArguments
}

/** What an offset or a page number is on the first page. @throws {UsageError} for what is no number. */
const startOf = (options: WalkOptions): number => {
  const {style, parameter = '', first = 0} = options.pages
  const text = style === 'offset' || style === 'page' ? positionText(options.arguments, parameter, options) : undefined
  if (text === undefined) return first
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new UsageError(`--all-pages begins at a whole number, and ${parameter} is none`)
}

/** The limit that was given, if it is one. */
const limitOf = (options: WalkOptions): number | undefined => {
  const {limit} = options.pages
  const text = limit === undefined ? undefined : positionText(options.arguments, limit, options)
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

const incomplete = {hint: 'What came may not be the whole list.'}

/** Where a walk over pages stands. Nothing in it grows with the pages: it remembers one. */
export class Walk {
  readonly #options: WalkOptions
  readonly #start: number
  readonly #limit: number | undefined
  /** What `parameter` is on the page that is taken in, where that is a number. */
  #position: number
  /** The items of the first page. */
  #pageSize = 0
  #pageCount = 0
  #itemCount = 0
  #before: readonly Value[] = []
  /** What the page that is taken in was asked for with, where the one before it told that. */
  #sent: string | undefined
  /** What was told some pages ago: a circle, of whatever length, comes by it again. */
  #milestone: string | undefined

  /** @throws {UsageError} where the position to begin with is no number and has to be one. */
  constructor(options: WalkOptions) {
    const {style, parameter = ''} = options.pages
    this.#options = options
    this.#start = startOf(options)
    this.#position = this.#start
    this.#limit = limitOf(options)
    if (style === 'marker') this.#sent = positionText(options.arguments, parameter, options)
  }

  /** Takes a page in. @throws {PagingError} where it is the one before again, and there should be more. */
  take(content: PageContent): Step {
    const {items} = content
    if (items.length === 0) return {items, ...this.#expected(content)}
    if (this.#pageCount > 0 && isSameValue(items, this.#before)) {
      // Some answer with the last page, or with the only one, whatever is asked for beyond it.
      if (this.#hasAll(content)) return {items: [], ...this.#expected(content)}
      throw this.#repeated()
    }
    if (this.#pageCount === 0) this.#pageSize = items.length
    this.#before = items
    this.#pageCount += 1
    this.#itemCount += items.length
    const {style} = this.#options.pages
    if (style === 'marker' || style === 'link') return {items, ...this.#follow(content)}
    return {items, ...this.#expected(content), ...this.#advance(content)}
  }

  /** As many as the service counts, those before the first page included. */
  #hasAll({total}: PageContent): boolean {
    const {style, first = 0} = this.#options.pages
    if (total === undefined || style === 'marker' || style === 'link') return false
    // A page may hold less than the limit that was given: better one page too many than one too few.
    const passed = (this.#start - first) * (style === 'page' ? this.#pageSize : 1)
    return passed + this.#itemCount >= total
  }

  /** What the service counts, of a walk that began with the first page. */
  #expected({total}: PageContent): Pick<Step, 'total'> {
    const {style, first = 0} = this.#options.pages
    const isNumbered = style === 'offset' || style === 'page'
    return total === undefined || !isNumbered || this.#start !== first ? {} : {total}
  }

  #repeated(): PagingError {
    const {parameter} = this.#options.pages
    const ignored = parameter === undefined ? 'its own link' : `the parameter ${parameter}`
    return new PagingError(`The service answered with the same page again: it does not heed ${ignored}`, incomplete)
  }

  /** By what the answer tells. */
  #follow({next, isNumber}: PageContent): Next {
    if (next === undefined) return {}
    // There is nothing after a position that does not go on: some services end with 0, others stay where they are.
    if (isNumber && Number(next) <= Number(this.#sent ?? 0)) return {}
    if (next === this.#sent || next === this.#milestone)
      return {failure: new PagingError('The service leads back to a page that came already', incomplete)}
    // It has no form in UTF-8, so that it cannot be sent.
    if (!next.isWellFormed())
      return {failure: new PagingError('What leads to the next page holds half of a character', incomplete)}
    // Powers of two: sooner or later the milestone is in the circle, and stays until it comes round.
    if ((this.#pageCount & (this.#pageCount - 1)) === 0) this.#milestone = next
    this.#sent = next
    const {style, parameter = ''} = this.#options.pages
    return style === 'link' ? {next: {arguments: this.#options.arguments, link: next}} : this.#request(parameter, next)
  }

  /** By numbers. */
  #advance(content: PageContent): Next {
    const {items, total} = content
    const {style, parameter = '', aligned, countsAll} = this.#options.pages
    // What counts no more than the first page holds may count just that page, unless there was room for more.
    const isSure = countsAll || items.length < (this.#limit ?? 0) || (total ?? 0) > this.#pageSize
    if (isSure && this.#hasAll(content)) return {}
    // An offset between two pages would be rounded down, and answered with items that came already.
    if (aligned && total === undefined && items.length < (this.#limit ?? this.#pageSize)) return {}
    this.#position += style === 'page' ? 1 : items.length
    return this.#request(parameter, String(this.#position))
  }

  #request(parameter: string, text: string): Next {
    const {pages, arguments: given} = this.#options
    const {limit, needsLimit, aligned, drops = []} = pages
    const changes = new Map<string, string | undefined>(drops.map((name) => [name, undefined]))
    const wantsLimit = limit !== undefined && (needsLimit || aligned)
    if (wantsLimit && positionText(given, limit, this.#options) === undefined)
      changes.set(limit, String(this.#pageSize))
    changes.set(parameter, text)
    return {next: {arguments: withPosition(given, changes, this.#options)}, nextPosition: text}
  }
}
