import {NumberText, type Value} from './value.js'

/** The text is no JSON; `offset` is where, in UTF-16 units. */
export class JsonSyntaxError extends SyntaxError {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(`${message} at character ${offset + 1}`)
  }
}

/** Far deeper than any answer; beyond it the parser would run out of stack. */
const maximumDepth = 1000

const space = 0x20
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const blankPattern = /[ \t\n\r]*/y
const plainPattern = /[^"\\\u0000-\u001f]*/y
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const words: readonly (readonly [string, Value])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

/**
 * Parses JSON (RFC 8259) without losing anything: numbers keep their digits, objects the order of their keys. Of a
 * repeated key the last value counts, in the place of the first.
 * @throws {JsonSyntaxError}
 */
export const parseJson = (text: string): Value => {
  let at = 0

  const fail = (message: string, offset = at): never => {
    throw new JsonSyntaxError(message, offset)
  }
  const match = (pattern: RegExp): string => {
    const start = at
    pattern.lastIndex = at
    if (pattern.test(text)) at = pattern.lastIndex
    return text.slice(start, at)
  }
  const skipBlank = (): void => {
    if (text.charCodeAt(at) <= space) match(blankPattern)
  }

  const readEscape = (): string => {
    const letter = text[at + 1] ?? ''
    if (letter !== 'u') {
      const plain = escapes[letter]
      if (plain === undefined) fail('Unknown escape')
      at += 2
      return plain as string
    }
    const digits = text.slice(at + 2, at + 6)
    if (!/^[\da-fA-F]{4}$/.test(digits)) fail('Bad \\u escape')
    at += 6
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  const readString = (): string => {
    const start = at
    at += 1
    let result = ''
    for (;;) {
      result += match(plainPattern)
      const next = text[at]
      if (next === '"') {
        at += 1
        return result
      }
      if (next === undefined) fail('Unterminated text', start)
      if (next !== '\\') fail('Control character in a text')
      result += readEscape()
    }
  }

  const readList = (depth: number): Value => {
    const list: Value[] = []
    at += 1
    skipBlank()
    if (text[at] === ']') {
      at += 1
      return list
    }
    for (;;) {
      list.push(readValue(depth + 1))
      const next = text[at]
      if (next !== ',' && next !== ']') fail('Expected , or ]')
      at += 1
      if (next === ']') return list
    }
  }

  const readMap = (depth: number): Value => {
    const map = new Map<string, Value>()
    at += 1
    skipBlank()
    if (text[at] === '}') {
      at += 1
      return map
    }
    for (;;) {
      skipBlank()
      if (text[at] !== '"') fail('Expected a key in double quotes')
      const key = readString()
      skipBlank()
      if (text[at] !== ':') fail('Expected :')
      at += 1
      map.set(key, readValue(depth + 1))
      const next = text[at]
      if (next !== ',' && next !== '}') fail('Expected , or }')
      at += 1
      if (next === '}') return map
    }
  }

  const readScalar = (): Value => {
    for (const [word, value] of words) {
      if (text.startsWith(word, at)) {
        at += word.length
        return value
      }
    }
    const digits = match(numberPattern)
    if (digits === '') fail(at < text.length ? 'Unexpected character' : 'Unexpected end')
    return new NumberText(digits)
  }

  const readValue = (depth: number): Value => {
    if (depth > maximumDepth) fail('Nested too deeply')
    skipBlank()
    const start = text[at]
    const value =
      start === '{' ? readMap(depth) : start === '[' ? readList(depth) : start === '"' ? readString() : readScalar()
    skipBlank()
    return value
  }

  const value = readValue(0)
  if (at < text.length) fail('Text after the end of the value')
  return value
}
