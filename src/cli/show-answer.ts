import {parseAnswer} from '../core/client/parse-answer.js'
import {type HttpResponse} from '../core/http/types.js'
import {writeTo} from '../core/io/write-stream.js'
import {loadFormatter} from '../core/output/load-formatter.js'
import {maskText} from '../core/output/mask-text.js'
import {type CallContext} from './call-context.js'

const wantsColor = ({runtime, settings}: CallContext): boolean => {
  if (settings.get('no-color')) return false
  return settings.get('force-color') ?? runtime.io.stdout.isTerminal
}

/** Shows what came back: a stream goes to a file or a pipe, data through a formatter to stdout. */
export const showAnswer = async (response: HttpResponse, context: CallContext): Promise<void> => {
  const {runtime, settings, found, warn} = context
  const {operation, file} = found
  if (operation.streamResponse && response.status < 400) {
    const {saveAnswer} = await import('./save-answer.js')
    await saveAnswer(response, context)
    return
  }
  const {value, isText, warnings} = await parseAnswer(response, {
    now: runtime.now(),
    maskText,
    method: operation.method,
    fields: {operation, schema: (name) => file.schema(name)},
  })
  warnings.forEach(warn)
  if (value === undefined) return
  const {stdout} = runtime.io
  if (isText && typeof value === 'string') {
    await writeTo(stdout, value.endsWith('\n') ? value : `${value}\n`)
    return
  }
  const format = await loadFormatter(settings.get('output'))
  await writeTo(
    stdout,
    format(value, {columns: stdout.isTerminal ? stdout.columns : undefined, color: wantsColor(context)}),
  )
}
