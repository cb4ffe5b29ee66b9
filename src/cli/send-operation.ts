import {resolve} from 'node:path'
import {type HttpResponse} from '../core/http/types.js'
import {type CallContext} from './call-context.js'
import {callOperation} from './call-operation.js'
import {tellOfSandbox} from './open-sandbox.js'
import {openSession} from './session.js'
import {showAnswer} from './show-answer.js'
import {showUpload} from './show-upload.js'
import {tellOfRetry} from './warn.js'

/**
 * Makes one call and shows its answer; one that the catalogue does not have is `foreign`.
 * @throws {HwcError} for whatever goes wrong on the way.
 */
export const sendOperation = async (
  context: CallContext,
  {foreign = false}: {readonly foreign?: boolean} = {},
): Promise<void> => {
  const {runtime, settings, profile, found, warn} = context
  const {service, version, command} = found
  const file = settings.get('output-file')
  if (file !== undefined && file !== '-') {
    const {checkTarget} = await import('../core/client/download/check-target.js')
    await checkTarget(resolve(runtime.cwd, file))
  }
  const session = openSession({
    runtime,
    warn,
    totalTimeout: settings.get('total-timeout'),
    only: foreign ? undefined : {service, version, command},
    notify: tellOfRetry(runtime, settings.get('quiet')),
  })
  try {
    const show = async (response: HttpResponse): Promise<void> => {
      if (profile.kind === 'sandbox') tellOfSandbox(context)
      await showAnswer(response, context)
    }
    await callOperation(session, context, show, [showUpload(context)])
  } finally {
    await session.close()
  }
}
