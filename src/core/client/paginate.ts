import {type Value} from '../values/value.js'
import {pageContent} from './paging/page-content.js'
import {type PageRequest, type Step, Walk, type WalkOptions} from './paging/walk.js'

/** A page of a list, and what asks for the one after it. */
export type Page = Omit<Step, 'failure'>

export interface PaginateOptions extends WalkOptions {
  /** Makes a call and answers with its data. */
  readonly ask: (request: PageRequest) => Promise<Value | undefined>
  /** No more items than this, and no page that is not needed for them. */
  readonly maxItems?: number | undefined
}

/**
 * Follows the pages of a list: one is asked for when the one before it has been taken. It ends with the last page, with
 * an empty one, or when `maxItems` have come.
 * @throws {PagingError} where an answer is no page, or the pages go in a circle; what came before has been handed out.
 * @throws {UsageError} before anything is asked, where the position to begin with is no number and has to be one.
 */
export async function* paginate(options: PaginateOptions): AsyncGenerator<Page, void> {
  const {pages, ask, maxItems = Infinity} = options
  const walk = new Walk(options)
  let left = maxItems
  let request: PageRequest | undefined = {arguments: options.arguments}
  while (request !== undefined) {
    const {failure, ...step}: Step = walk.take(pageContent(await ask(request), pages))
    const items = step.items.slice(0, left)
    left -= items.length
    yield {...step, items}
    if (left <= 0) return
    if (failure) throw failure
    request = step.next
  }
}
