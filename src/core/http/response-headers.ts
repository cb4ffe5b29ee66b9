import {type IncomingMessage} from 'node:http'
import {type Headers} from './types.js'

/** A header's value, of which each character is a byte: read as UTF-8, where they are that; else as Latin-1. */
export const decodeHeader = (value: string): string => {
  if (/^[\u0000-\u007f]*$/.test(value)) return value
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(Buffer.from(value, 'latin1'))
  } catch {
    return value
  }
}

/**
 * The headers of an answer whose body was decompressed if need be: names in lower case, repeated ones joined. Of a
 * decompressed body neither the encoding nor the length says anything any more.
 */
export const responseHeaders = (
  {headersDistinct}: Pick<IncomingMessage, 'headersDistinct'>,
  {decompressed}: {readonly decompressed: boolean},
): Headers =>
  Object.fromEntries(
    Object.entries(headersDistinct)
      .filter(([name]) => !decompressed || (name !== 'content-encoding' && name !== 'content-length'))
      .map(([name, values = []]) => [name, decodeHeader(values.join(', '))]),
  )
