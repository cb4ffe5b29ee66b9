import {type SyntaxNode} from '../syntax/syntax-node.js'

const escapes = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
])

const unescape = (node: SyntaxNode, text: string): string => {
  let result = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (character !== '\\') {
      result += character
      continue
    }
    at += 1
    result += escapes.get(text[at] ?? '') ?? node.fail('an escape that is known')
  }
  return result
}

/** The value of a string literal in single, double or triple quotes, raw or not. */
export const stringValue = (node: SyntaxNode): string => {
  if (node.name !== 'String') node.fail('a string')
  const {text} = node
  const raw = text.startsWith('r')
  const quoted = raw ? text.slice(1) : text
  for (const quote of ['"""', "'''", '"', "'"]) {
    if (!quoted.startsWith(quote)) continue
    if (!quoted.endsWith(quote) || quoted.length < 2 * quote.length) node.fail('a closing quote')
    const content = quoted.slice(quote.length, -quote.length)
    return raw ? content : unescape(node, content)
  }
  return node.fail('a string without other prefixes')
}

/** The value of a constant: text or a whole number. */
export const constantValue = (node: SyntaxNode): string | number => {
  if (node.name === 'String') return stringValue(node)
  const number = Number(node.text)
  return Number.isSafeInteger(number) ? number : node.fail('a string or a whole number')
}

const isPunctuation = (node: SyntaxNode): boolean => ['[', ']', '(', ')', '{', '}', ',', ':'].includes(node.name)

/** The elements of a list, tuple, dictionary or argument list, without brackets, commas and colons. */
export const elements = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.children.filter((child) => !isPunctuation(child))

export const stringList = (node: SyntaxNode): readonly string[] => {
  if (node.name !== 'ArrayExpression') node.fail('a list')
  return elements(node).map(stringValue)
}

/** Keys and values of a dictionary whose keys are strings, in order. @throws {ShapeError} where a key is there twice. */
export const dictionary = (node: SyntaxNode): ReadonlyMap<string, SyntaxNode> => {
  if (node.name !== 'DictionaryExpression') node.fail('a dictionary')
  const parts = elements(node)
  const entries = new Map<string, SyntaxNode>()
  for (let at = 0; at < parts.length; at += 2) {
    const [key, value] = [parts[at], parts[at + 1]]
    if (!key || !value) return node.fail('pairs')
    const name = stringValue(key)
    if (entries.has(name)) key.fail('every key once')
    entries.set(name, value)
  }
  return entries
}

/** `target = value`: exactly one target and one value. */
export const assignment = (node: SyntaxNode): {readonly target: SyntaxNode; readonly value: SyntaxNode} => {
  const [target, operator, value, ...more] = node.children
  if (node.name !== 'AssignStatement' || !target || operator?.text !== '=' || !value || more.length > 0) {
    return node.fail('an assignment')
  }
  return {target, value}
}

/** The statements of a class, function or branch. */
export const statements = (body: SyntaxNode): readonly SyntaxNode[] => body.children.filter(({name}) => name !== ':')

/** A condition without further branches and the statements under it. */
export const branch = (node: SyntaxNode): {readonly condition: SyntaxNode; readonly body: readonly SyntaxNode[]} => {
  const [keyword, condition, body, ...more] = node.children
  if (node.name !== 'IfStatement' || keyword?.text !== 'if' || !condition || body?.name !== 'Body' || more.length > 0) {
    return node.fail('an if without else')
  }
  return {condition, body: statements(body)}
}
