import {type LogMask} from '../core/http/log-requests.js'
import {passTrace} from '../core/http/pass-trace.js'
import {type Middleware} from '../core/http/types.js'
import {type Runtime} from './runtime.js'
import {type Setup} from './setup.js'

export interface LoggingOptions {
  readonly runtime: Runtime
  /** Is told of a log that cannot be written. */
  readonly warn: (message: string) => void
  /** The SDK's client class that the requests are of, for the access log. */
  readonly client: string | undefined
  /** Called where something is shown. */
  readonly loadMask: () => Promise<LogMask>
}

/**
 * What every try passes once it is signed: HWC_TRACE is sent along; requests and answers are shown on stderr where `--debug`
 * asks for it, and `--log-file` gets its line. The mask is loaded for these.
 */
export const logging = async (
  settings: Setup['settings'],
  {runtime, warn, client = '', loadMask}: LoggingOptions,
): Promise<readonly Middleware[]> => {
  const middlewares: Middleware[] = []
  const traceParent = settings.get('trace')
  if (traceParent !== undefined) middlewares.push(passTrace(traceParent))
  const isShown = settings.get('debug')
  const path = settings.get('log-file')
  if (!isShown && path === undefined) return middlewares
  const mask = await loadMask()
  if (isShown) {
    const [{logRequests}, {hideSent}] = await Promise.all([
      import('../core/http/log-requests.js'),
      import('../core/output/hide-sent.js'),
    ])
    const {clock, io} = runtime
    const write = (text: string): void => {
      io.stderr.stream.write(text)
    }
    middlewares.push(logRequests({write, mask, hideQuoted: hideSent, clock}))
  }
  if (path !== undefined) {
    const [{logAccess}, {accessLogOptions}] = await Promise.all([
      import('../core/http/access-log.js'),
      import('./access-log.js'),
    ])
    middlewares.push(logAccess(accessLogOptions({path, runtime, warn}, {client, mask})))
  }
  return middlewares
}
