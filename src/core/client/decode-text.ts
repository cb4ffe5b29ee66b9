import {isUtf8} from 'node:buffer'
import {mediaTypeOf} from './media-type.js'

/** `charset` of a content type, in lower case. */
export const charsetOf = (contentType: string): string | undefined =>
  /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType)?.[1]?.toLowerCase()

/** TextDecoder means windows-1252 by these labels. */
const latin1 = new Set(['latin1', 'latin-1', 'iso-8859-1', 'iso8859-1', 'iso_8859-1', 'l1'])

const decoderFor = (charset: string): Pick<InstanceType<typeof TextDecoder>, 'decode'> => {
  try {
    return new TextDecoder(charset, {ignoreBOM: true})
  } catch {
    return new TextDecoder('utf-8', {ignoreBOM: true})
  }
}

const charsetWithout = (mediaType: string, bytes: Uint8Array): string => {
  if (mediaType.includes('text')) return 'latin1'
  if (mediaType.includes('application/json')) return 'utf-8'
  return isUtf8(bytes) ? 'utf-8' : 'latin1'
}

/** The text of bytes in a charset; bytes that it does not know become U+FFFD, an unknown charset is read as UTF-8. */
export const decodeCharset = (bytes: Uint8Array, charset: string): string =>
  // A decoder of its own for each answer would cost more than the decoding.
  charset === 'utf-8' && isUtf8(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
    : latin1.has(charset)
      ? Buffer.from(bytes).toString('latin1')
      : decoderFor(charset).decode(bytes)

/**
 * The text of a body: by the charset of its content type; without one Latin-1 for text, UTF-8 for JSON, and for
 * everything else UTF-8 if it is that (spec §7.8). Bytes that the charset does not know become U+FFFD.
 */
export const decodeText = (bytes: Uint8Array, contentType = ''): string =>
  decodeCharset(bytes, charsetOf(contentType) ?? charsetWithout(mediaTypeOf(contentType), bytes))
