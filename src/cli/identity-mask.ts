import {type LogMask} from '../core/http/log-requests.js'
import {maskHeader} from '../core/output/mask-headers.js'
import {maskTarget, maskText} from '../core/output/mask-text.js'
import {mask, maskByName} from '../core/output/mask-value.js'
import {compactJson, formatJson} from '../core/values/format-json.js'
import {JsonSyntaxError, parseJson} from '../core/values/parse-json.js'
import {isValueMap, type Value} from '../core/values/value.js'

const parsed = (text: string): Value | undefined => {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined
    throw error
  }
}

/** A text may repeat what was sent: an error that quotes a request. */
const maskQuoted = (text: string): string => {
  const value = /^\s*[{[]/.test(text) ? parsed(text) : undefined
  return value === undefined ? maskText(text) : formatJson(maskAll(value), compactJson)
}

const maskTexts = (value: Value): Value => {
  if (typeof value === 'string') return maskQuoted(value)
  if (Array.isArray(value)) return (value as readonly Value[]).map(maskTexts)
  return isValueMap(value) ? new Map(Array.from(value, ([key, item]) => [key, maskTexts(item)] as const)) : value
}

const maskAll = (value: Value): Value => maskTexts(maskByName(value))

/** What is no JSON may be a token as it is: the metadata service answers so. */
const maskBody = (text: string): string => {
  const value = parsed(text)
  return value === undefined ? mask : formatJson(maskAll(value))
}

/** Hides in a log what is secret where credentials are asked for: more than elsewhere, since that is what it is about. */
export const identityMask: LogMask = {target: maskTarget, header: maskHeader, body: maskBody}
