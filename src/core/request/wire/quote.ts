import {UsageError} from '../../errors/usage-error.js'

const toEscape = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

/**
 * Percent-encodes a text's UTF-8 bytes, all but `A–Z a–z 0–9 _ . - ~` (spec §11).
 * @throws {UsageError} for half a surrogate pair, which has no UTF-8 form.
 */
export const quote = (text: string): string => {
  try {
    return encodeURIComponent(text).replaceAll(/[!'()*]/g, toEscape)
  } catch (cause) {
    throw new UsageError('A value holds half of a character (a lone surrogate), which cannot be sent', {cause})
  }
}

/** As `quote`, with a plus for a blank: the encoding of HTML forms (spec §6.6). */
export const quotePlus = (text: string): string => quote(text).replaceAll('%20', '+')
