/** Most texts have nothing to encode: looking is faster than encoding. */
const unreserved = /^[\w.~-]*$/

/** Percent-encodes all but `A–Z a–z 0–9 _ . - ~`, as UTF-8, with upper-case digits (spec §11, `quote`). */
export const percentEncode = (text: string): string =>
  unreserved.test(text)
    ? text
    : encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Decodes valid escapes as UTF-8, U+FFFD for what is none; malformed escapes stay (spec §11, `unquote`). */
export const percentDecode = (text: string): string =>
  text.includes('%')
    ? text.replaceAll(/(?:%[\da-f]{2})+/gi, (escapes) =>
        Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
      )
    : text
