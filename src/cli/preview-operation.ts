import {writeTo} from '../core/io/write-stream.js'
import {loadFormatter} from '../core/output/load-formatter.js'
import {previewRequest, previewValue} from '../core/output/preview/preview-request.js'
import {buildPreview} from './build-preview.js'
import {type CallContext} from './call-context.js'

/** Shows the request that would be sent, secrets masked; nothing is sent and no credentials are needed (design §1). */
export const previewOperation = async (context: CallContext): Promise<void> => {
  const {runtime, settings} = context
  const request = await buildPreview(context)
  const {stdout} = runtime.io
  const form = settings.get('preview')
  const asData = settings.provenance('output').origin !== 'default' && form !== 'curl'
  if (asData) {
    const format = await loadFormatter(settings.get('output'))
    await writeTo(stdout, format(previewValue(request), {columns: stdout.columns, color: false}))
    return
  }
  await writeTo(stdout, previewRequest(request, form === 'curl' ? 'curl' : 'text'))
}
