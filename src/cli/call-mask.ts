import {type FoundOperation} from '../core/catalog/find-operation.js'
import {type Type} from '../core/catalog/types.js'
import {type LogMask} from '../core/http/log-requests.js'
import {maskHeader} from '../core/output/mask-headers.js'
import {maskTarget, maskText} from '../core/output/mask-text.js'
import {maskTexts} from '../core/output/mask-texts.js'
import {mask, maskValue} from '../core/output/mask-value.js'
import {secretTexts} from '../core/output/secret-texts.js'
import {type RequestArguments} from '../core/request/types.js'
import {toPythonText} from '../core/request/wire/python-text.js'
import {quote} from '../core/request/wire/quote.js'
import {formatJson} from '../core/values/format-json.js'
import {readJson} from '../core/values/read-json.js'
import {FileValue, type Value} from '../core/values/value.js'

const asTexts = (value: Value): readonly string[] =>
  value instanceof FileValue
    ? []
    : (Array.isArray(value) ? (value as readonly Value[]) : [value]).map(toPythonText).filter((text) => text !== '')

/** What of a call's path, query and headers is secret, as text and as it stands in a URL. */
const parameterSecrets = ({parameters}: RequestArguments): readonly string[] =>
  parameters
    .filter(({parameter}) => parameter.sensitive)
    .flatMap(({value}) => asTexts(value))
    .flatMap((text) => [text, quote(text)])

/** Shorter ones would take words out of what is no secret. */
const shortestHidden = 4

/** What of a call's body, and inside its parameters, is secret and long enough to be told from other words. */
const bodySecrets = ({parameters, body}: RequestArguments, {operation, file}: FoundOperation): readonly string[] => {
  const schema = (name: string) => file.schema(name)
  return [
    ...parameters.flatMap(({parameter, value}) => secretTexts(value, parameter.type, schema)),
    ...(body === undefined ? [] : secretTexts(body, operation.body ?? 'any', schema)),
  ].filter((text) => text.length >= shortestHidden)
}

const replacing = (secrets: readonly string[]): ((text: string) => string) => {
  const longestFirst = [...new Set(secrets)].sort((one, other) => other.length - one.length)
  return (text) => longestFirst.reduce((hidden, secret) => hidden.replaceAll(secret, mask), text)
}

/** Takes the secrets of one call out of what a service says about it: services quote what they were sent. */
export const hideSecrets = (found: FoundOperation, given: RequestArguments): ((text: string) => string) =>
  replacing([...parameterSecrets(given), ...bodySecrets(given, found)].filter((text) => text.length >= shortestHidden))

/** By the catalogue, as what was sent and as what came back: a log does not tell which of the two a body is. */
const maskBody = (text: string, {operation, file}: FoundOperation): string => {
  const value = readJson(text)
  if (value === undefined) return maskText(text)
  const types: readonly Type[] = [operation.body ?? 'any', {ref: operation.response}]
  const schema = (name: string) => file.schema(name)
  return formatJson(maskTexts(types.reduce((masked, type) => maskValue(masked, type, schema), value)))
}

/** Hides in a log what is secret in one operation's requests and answers: by the catalogue, by name, by value. */
export const callMask = (found: FoundOperation, given: RequestArguments): LogMask => {
  const hide = replacing([...parameterSecrets(given), ...bodySecrets(given, found)])
  return {
    target: (target) => maskTarget(hide(target)),
    header: (name, value) => maskHeader(name, hide(value)),
    body: (text) => hide(maskBody(text, found)),
  }
}
