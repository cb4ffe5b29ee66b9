import {isUtf8} from 'node:buffer'
import {type Operation} from '../catalog/types.js'
import {type HttpResponse} from '../http/types.js'

const jsonType = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

const isJson = (text: string): boolean => {
  try {
    // Only asked whether it is JSON: what it says is not used, and keeps its digits.
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * The text of an answer that is JSON on one line and needs nothing added, so that it can be handed on without being read
 * and written again; undefined for every other answer. Without `bytes` it has not been read yet.
 */
export const jsonAsItCame = (
  {status, headers, bytes, notes}: HttpResponse,
  {responseHeaders}: Pick<Operation, 'responseHeaders'>,
): string | undefined => {
  if (status < 200 || status > 299 || notes !== undefined || responseHeaders !== undefined) return undefined
  if (bytes === undefined || bytes.length === 0 || !jsonType.test(headers['content-type'] ?? '')) return undefined
  if (bytes.includes(0x0a) || bytes.includes(0x0d) || !isUtf8(bytes)) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
  return isJson(text) ? text : undefined
}
