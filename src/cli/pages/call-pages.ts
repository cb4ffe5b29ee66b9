import {nextTarget} from '../../core/client/paging/next-link.js'
import {type PageRequest} from '../../core/client/paging/walk.js'
import {paginate} from '../../core/client/paginate.js'
import {parseAnswer} from '../../core/client/parse-answer.js'
import {type Pages} from '../../core/catalog/types.js'
import {HwcError} from '../../core/errors/hwc-error.js'
import {PagingError} from '../../core/errors/paging-error.js'
import {type HttpResponse} from '../../core/http/types.js'
import {schemaOf} from '../../core/request/names/schema-lookup.js'
import {type Value} from '../../core/values/value.js'
import {answerOptions} from '../answer-options.js'
import {warnOnce} from '../warn-once.js'
import {type CallContext} from '../call-context.js'
import {callOperation} from '../call-operation.js'
import {tellOfSandbox} from '../open-sandbox.js'
import {openSession, type Session} from '../session.js'
import {tellOfRetry} from '../warn.js'
import {howFar, type Progress} from './how-far.js'
import {openShownItems} from './show-items.js'

/** Makes the call of one page and answers with its data. */
const askWith =
  (session: Session, context: CallContext) =>
  async ({arguments: given, link}: PageRequest): Promise<Value | undefined> => {
    const take = async (response: HttpResponse): Promise<Value | undefined> => {
      const {status, value, isText, warnings} = await parseAnswer(
        response,
        answerOptions(context.found, given, session.runtime),
      )
      if (status >= 300) throw new PagingError(`The service answered with ${status} in place of a page`)
      warnings.forEach(session.warn)
      // A text is no object that has no list: it is told as what it is.
      return isText ? (value ?? '') : value
    }
    const retarget = link === undefined ? undefined : {retarget: nextTarget.bind(undefined, link)}
    return callOperation(session, {...context, arguments: given, ...retarget}, take)
  }

const showPages = async (pages: Pages, context: CallContext, session: Session): Promise<void> => {
  const {runtime, settings, profile, found} = context
  const {operation, file} = found
  const progress: Progress = {items: 0, pages: 0, nextPosition: undefined}
  const shown = await openShownItems(pages.items, context)
  const walk = paginate({
    operation,
    pages,
    bodyFields: schemaOf(operation.body, (name) => file.schema(name))?.fields ?? [],
    arguments: context.arguments,
    maxItems: settings.get('max-items'),
    ask: askWith(session, context),
  })
  let counted: number | undefined
  try {
    for await (const {items, total, next, nextPosition} of walk) {
      if (progress.pages === 0 && profile.kind === 'sandbox') tellOfSandbox(context)
      progress.pages += 1
      progress.items += items.length
      progress.nextPosition = nextPosition
      await shown.add(items)
      counted = total
      if (next !== undefined && runtime.interruption.exitCode() !== undefined) {
        await shown.breakOff()
        const told = howFar(progress, context)
        if (!settings.get('quiet')) runtime.io.stderr.stream.write(`hwc: interrupted: ${told}\n`)
        return
      }
    }
    await shown.end()
    if (counted !== undefined && counted > progress.items && settings.get('max-items') === undefined)
      session.warn(`the service counts ${counted} items, and ${progress.items} came`)
  } catch (error) {
    if (!(error instanceof HwcError) || progress.pages === 0) throw error
    await shown.breakOff()
    if (error instanceof PagingError) {
      // What the service does not heed takes nobody further.
      progress.nextPosition = undefined
      error.place = {region: settings.get('region')}
    }
    error.hint = [error.hint, `${howFar(progress, context)}.`].filter((line) => line !== undefined).join('\n')
    throw error
  }
}

/**
 * Calls a list operation page after page, and shows the items while they come.
 * @throws {HwcError} for whatever goes wrong on the way; it says how much came, and how to go on.
 */
export const callPages = async (pages: Pages, context: CallContext): Promise<void> => {
  const {runtime, settings, found} = context
  const {service, version, command} = found
  const session = openSession({
    runtime,
    warn: warnOnce(context.warn),
    totalTimeout: settings.get('total-timeout'),
    only: {service, version, command},
    notify: tellOfRetry(runtime, settings.get('quiet')),
  })
  try {
    await showPages(pages, context, session)
  } finally {
    await session.close()
  }
}
