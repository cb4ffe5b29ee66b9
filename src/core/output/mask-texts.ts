import {compactJson, formatJson} from '../values/format-json.js'
import {readJson} from '../values/read-json.js'
import {isValueMap, type Value} from '../values/value.js'
import {maskText} from './mask-text.js'
import {maskByName} from './mask-value.js'

const maskQuoted = (text: string): string => {
  const value = /^\s*[{[]/.test(text) ? readJson(text) : undefined
  return value === undefined ? maskText(text) : formatJson(maskTexts(maskByName(value)), compactJson)
}

/**
 * Masks what looks like a secret inside the texts of a value: signed addresses, and requests that are quoted, as text or
 * as JSON within JSON.
 */
export const maskTexts = (value: Value): Value => {
  if (typeof value === 'string') return maskQuoted(value)
  if (Array.isArray(value)) return (value as readonly Value[]).map(maskTexts)
  return isValueMap(value) ? new Map(Array.from(value, ([key, item]) => [key, maskTexts(item)] as const)) : value
}
