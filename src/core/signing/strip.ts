/** What Python's `str.strip` takes for a blank; `String.trim` knows other characters (U+FEFF, not U+001C or U+0085). */
const blanks = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const outerBlanks = new RegExp(`^[${blanks}]+|[${blanks}]+$`, 'g')

/** A text without its outer Unicode blanks: how a header's value is signed and sent (spec §2.4). */
export const strip = (text: string): string =>
  // Most begin and end with a visible sign of ASCII.
  /^[!-~](?:.*[!-~])?$/s.test(text) ? text : text.replaceAll(outerBlanks, '')
