import {type Answer, answerWarnings, parseAnswer} from '../core/client/parse-answer.js'
import {type HttpResponse} from '../core/http/types.js'
import {writeTo} from '../core/io/write-stream.js'
import {loadFormatter} from '../core/output/load-formatter.js'
import {type Value} from '../core/values/value.js'
import {answerOptions} from './answer-options.js'
import {type CallContext} from './call-context.js'

const wantsColor = ({runtime, settings}: CallContext): boolean => {
  if (settings.get('no-color')) return false
  return settings.get('force-color') ?? runtime.io.stdout.isTerminal
}

const write = async (text: string, {runtime}: CallContext): Promise<void> => writeTo(runtime.io.stdout, text)

const showValue = async (value: Value, context: CallContext): Promise<void> => {
  const {runtime, settings} = context
  const {stdout} = runtime.io
  const format = await loadFormatter(settings.get('output'))
  const columns = stdout.isTerminal ? stdout.columns : undefined
  const text = format(value, {columns, color: wantsColor(context)})
  // An empty table is no text at all: who looks at a terminal would not know that there was an answer.
  if (text === '' && stdout.isTerminal && !settings.get('quiet'))
    runtime.io.stderr.stream.write('hwc: the answer has no entries\n')
  await write(text, context)
}

/** A text as it came; on a terminal its control characters are shown, not obeyed (design §8). */
const showText = async (text: string, context: CallContext): Promise<void> => {
  const line = text.endsWith('\n') ? text : `${text}\n`
  if (!context.runtime.io.stdout.isTerminal) return write(line, context)
  const {showControls} = await import('../core/values/show-controls.js')
  return write(showControls(line), context)
}

/** With `--include`: one object where the format is data, else status and headers as lines before the body. */
const showIncluded = async ({value, isText, ...head}: Answer, context: CallContext): Promise<void> => {
  const {includedHead, includedValue, isOneObject} = await import('./included-answer.js')
  if (isOneObject(context.settings.get('output'))) return showValue(includedValue(head, value ?? null), context)
  await write(includedHead(head), context)
  if (value !== undefined) await showBody(value, isText, context)
}

const showBody = async (value: Value, isText: boolean, context: CallContext): Promise<void> =>
  isText && typeof value === 'string' ? showText(value, context) : showValue(value, context)

/** Shows what came back: a stream goes to a file or a pipe, data through a formatter to stdout. */
export const showAnswer = async (response: HttpResponse, context: CallContext): Promise<void> => {
  const {runtime, settings, found, warn} = context
  if (found.operation.streamResponse && response.status < 400) {
    const {saveAnswer} = await import('./save-answer.js')
    const warnings = answerWarnings(response)
    warnings.forEach(warn)
    const saved = await saveAnswer(response, context)
    const {status, headers} = response
    if (saved && settings.get('include'))
      await showIncluded({status, headers, value: undefined, isText: false, warnings}, context)
    return
  }
  const answer = await parseAnswer(response, answerOptions(found, context.arguments, runtime))
  answer.warnings.forEach(warn)
  if (settings.get('include')) return showIncluded(answer, context)
  if (answer.value !== undefined) await showBody(answer.value, answer.isText, context)
}
