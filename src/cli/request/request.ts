import {loadProfile} from '../../core/config/load-profile.js'
import {type Flags, resolveSettings} from '../../core/config/resolve-settings.js'
import {HwcError} from '../../core/errors/hwc-error.js'
import {UsageError} from '../../core/errors/usage-error.js'
import {type CallContext} from '../call-context.js'
import {openFiles} from '../open-files.js'
import {type Runtime} from '../runtime.js'
import {warn} from '../warn.js'
import {maskBody, readBody} from './request-body.js'
import {requestOperation} from './request-operation.js'
import {readRequestWords} from './request-words.js'

/** What `hwc request` was asked for. */
export interface TypedRequest {
  readonly method: string
  readonly path: string
  readonly service: string | undefined
  readonly params: readonly string[]
  readonly headers: readonly string[]
  readonly body: string | undefined
  readonly settings: Flags
}

const act = async (context: CallContext): Promise<void> => {
  if (context.settings.get('preview') === false) {
    const {sendOperation} = await import('../send-operation.js')
    return sendOperation(context, {foreign: true})
  }
  const {previewOperation} = await import('../preview-operation.js')
  const {body, ...given} = context.arguments
  const masked = maskBody(body)
  return previewOperation({...context, arguments: {...given, ...(masked !== undefined && {body: masked})}})
}

/**
 * Sends a signed request that the catalogue does not describe, and shows its answer.
 * @throws {HwcError} for whatever goes wrong on the way.
 */
export const request = async (typed: TypedRequest, runtime: Runtime): Promise<void> => {
  const {service, settings: flags} = typed
  const words = readRequestWords(typed)
  const tell = warn(runtime, flags.get('quiet') === true)
  const profile = loadProfile({flags, surroundings: runtime, warn: tell})
  const settings = resolveSettings({flags, env: runtime.env, profile})
  if (settings.provenance('output').origin === 'profile') runtime.errorOutput.profile = settings.get('output')
  const hasHost =
    settings.get('endpoint') !== undefined ||
    profile.kind === 'sandbox' ||
    profile.settings.has('endpoint') ||
    (runtime.env['HWC_ENDPOINT'] ?? '') !== ''
  if (service === undefined && !hasHost)
    throw new UsageError([{message: '--service is missing: where does the request go?', flag: '--service'}], {
      hint: 'Name the service with --service, or the host with --endpoint.',
    })
  const files = openFiles(runtime)
  try {
    const contentType = words.headers.findLast(([name]) => name.toLowerCase() === 'content-type')?.[1]
    const body = await readBody(typed.body, contentType, files)
    const described = requestOperation(
      await runtime.catalog(),
      {service, apiVersion: settings.get('api-version')},
      {words, body, isStreamed: settings.get('output-file') !== undefined},
    )
    await act({runtime, settings, profile, warn: tell, ...described})
  } catch (error) {
    if (error instanceof HwcError && !(error instanceof UsageError))
      error.place = {operation: `request ${words.method}`, ...error.place}
    throw error
  } finally {
    await files.cleanUp()
  }
}
