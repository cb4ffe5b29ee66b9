import {FileValue, isValueMap, NumberText, type Value} from '../../values/value.js'

const shortEscapes: Readonly<Record<string, string>> = {'\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t'}

const toEscape = (sign: string): string => {
  const short = shortEscapes[sign]
  if (short !== undefined) return short
  const code = (sign.codePointAt(0) ?? 0).toString(16)
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`
}

/** A text in quotes, as Python shows it: single ones unless the text holds a single and no double quote. */
const quoteText = (text: string): string => {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replaceAll(/[\p{C}\p{Z}\\]/gu, (sign) => (sign === ' ' ? sign : toEscape(sign)))
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark
}

/** A value as Python writes it inside a list or map: `['a', True, None, 1.0]` (spec §11). */
export const toPythonNotation = (value: Value): string => {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return quoteText(value)
  if (value instanceof NumberText) return value.text
  if (value instanceof FileValue) return quoteText(value.path)
  if (isValueMap(value))
    return `{${Array.from(value, ([key, item]) => `${quoteText(key)}: ${toPythonNotation(item)}`).join(', ')}}`
  return `[${value.map(toPythonNotation).join(', ')}]`
}

/** A value as Python prints it: a text as it is, `True`, `None`, numbers with the digits they have, lists in notation. */
export const toPythonText = (value: Value): string => (typeof value === 'string' ? value : toPythonNotation(value))
