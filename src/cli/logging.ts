import {type LogMask} from '../core/http/log-requests.js'
import {passTrace} from '../core/http/pass-trace.js'
import {type Middleware} from '../core/http/types.js'
import {type Runtime} from './runtime.js'
import {type Setup} from './setup.js'

/**
 * What every try passes once it is signed: HWC_TRACE is sent along, and what shows requests and answers on stderr stands
 * there where `--debug` asks for it; the mask is loaded then.
 */
export const logging = async (
  settings: Setup['settings'],
  {io, now}: Pick<Runtime, 'io' | 'now'>,
  loadMask: () => Promise<LogMask>,
): Promise<readonly Middleware[]> => {
  const traceParent = settings.get('trace')
  const trace = traceParent === undefined ? [] : [passTrace(traceParent)]
  if (!settings.get('debug')) return trace
  const [{logRequests}, mask] = await Promise.all([import('../core/http/log-requests.js'), loadMask()])
  const write = (text: string): void => {
    io.stderr.stream.write(text)
  }
  return [...trace, logRequests({write, mask, now})]
}
