import {Readable} from 'node:stream'
import {isStreamBody, type Middleware} from '../core/http/types.js'
import {type Progress} from '../core/output/progress.js'
import {type CallContext} from './call-context.js'

async function* counted(source: Readable, progress: Progress): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    yield chunk as Uint8Array
    // Asked for more: what was given has gone on.
    progress.update((chunk as Uint8Array).length)
  }
}

/** Shows how much of a body that is read while it is sent has gone out, of each try anew (design §7). */
export const showUpload =
  ({runtime, settings}: Pick<CallContext, 'runtime' | 'settings'>): Middleware =>
  (next) =>
  async (request, options) => {
    const {body} = request
    const isShown = runtime.io.stderr.isTerminal || settings.get('progress') === 'plain'
    if (!isStreamBody(body) || !isShown) return next(request, options)
    const {createProgress} = await import('../core/output/progress.js')
    const progress = await createProgress({
      mode: settings.get('progress'),
      quiet: settings.get('quiet'),
      stream: runtime.io.stderr,
      label: 'uploading',
      total: body.length,
    })
    const open = (): Readable => Readable.from(counted(body.open(), progress), {objectMode: false})
    try {
      return await next({...request, body: {...body, open}}, options)
    } finally {
      progress.stop()
    }
  }
