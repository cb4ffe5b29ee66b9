import {UsageError} from '../../errors/usage-error.js'
import {percentEncode} from '../../values/percent-encoding.js'

/**
 * Percent-encodes a text that was typed (spec §11).
 * @throws {UsageError} for half a surrogate pair, which has no UTF-8 form.
 */
export const quote = (text: string): string => {
  try {
    return percentEncode(text)
  } catch (cause) {
    throw new UsageError('A value holds half of a character (a lone surrogate), which cannot be sent', {cause})
  }
}

/** As `quote`, with a plus for a blank: the encoding of HTML forms (spec §6.6). */
export const quotePlus = (text: string): string => quote(text).replaceAll('%20', '+')
