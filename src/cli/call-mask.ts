import {type FoundOperation} from '../core/catalog/find-operation.js'
import {type Type} from '../core/catalog/types.js'
import {type LogMask} from '../core/http/log-requests.js'
import {maskHeader} from '../core/output/mask-headers.js'
import {maskTarget, maskText} from '../core/output/mask-text.js'
import {mask, maskValue} from '../core/output/mask-value.js'
import {type RequestArguments} from '../core/request/types.js'
import {toPythonText} from '../core/request/wire/python-text.js'
import {quote} from '../core/request/wire/quote.js'
import {formatJson} from '../core/values/format-json.js'
import {JsonSyntaxError, parseJson} from '../core/values/parse-json.js'
import {FileValue, type Value} from '../core/values/value.js'

/** What of a call's path, query and headers is secret, as text and as it stands in a URL; the longest first. */
const secretTexts = ({parameters}: RequestArguments): readonly string[] =>
  parameters
    .filter(({parameter, value}) => parameter.sensitive && !(value instanceof FileValue))
    .flatMap(({value}) => (Array.isArray(value) ? (value as readonly Value[]) : [value]))
    .map(toPythonText)
    .filter((text) => text !== '')
    .flatMap((text) => [text, quote(text)])
    .sort((one, other) => other.length - one.length)

/** By the catalogue, as what was sent and as what came back: a log does not tell which of the two a body is. */
const maskBody = (text: string, {operation, file}: FoundOperation): string => {
  const types: readonly Type[] = [operation.body ?? 'any', {ref: operation.response}]
  try {
    return formatJson(
      types.reduce((value, type) => maskValue(value, type, (name) => file.schema(name)), parseJson(text)),
    )
  } catch (error) {
    if (error instanceof JsonSyntaxError) return maskText(text)
    throw error
  }
}

/** Hides in a log what is secret in one operation's requests and answers: by the catalogue, by name, by value. */
export const callMask = (found: FoundOperation, given: RequestArguments): LogMask => {
  const secrets = secretTexts(given)
  const hide = (text: string): string => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, mask), text)
  return {
    target: (target) => maskTarget(hide(target)),
    header: (name, value) => maskHeader(name, hide(value)),
    body: (text) => hide(maskBody(text, found)),
  }
}
