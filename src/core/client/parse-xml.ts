import {type Value} from '../values/value.js'
import {charsetOf, decodeCharset} from './decode-text.js'

/** The bytes are no XML that can be read. */
export class XmlSyntaxError extends SyntaxError {}

/** What the library makes of an element, a text or an instruction: one key for what it is, `:@` for attributes. */
type Node = Readonly<Record<string, unknown>>

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Node[]
}

/** Prefixes and what they stand for. */
type Namespaces = ReadonlyMap<string, string>

const textKey = '#text'
const dataKey = '#cdata'
const attributesKey = ':@'

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Entities of the document's own are not expanded: a few lines could mean gigabytes. */
const toCharacter = (reference: string, name: string): string => {
  const code = name.startsWith('#') ? Number(name.replace(/^#x?/, (sign) => (sign === '#' ? '' : '0x'))) : undefined
  const character =
    code === undefined ? entities.get(name) : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
  if (character === undefined) throw new XmlSyntaxError(`Unknown reference ${reference}`)
  return character
}

const resolveReferences = (text: string): string => text.replaceAll(/&([^;&\s]*);/g, toCharacter)

const readElement = (node: Node): Element | undefined => {
  const name = Object.keys(node).find((key) => key !== attributesKey)
  if (name === undefined || name.startsWith('#') || name.startsWith('?')) return undefined
  return {
    name,
    attributes: (node[attributesKey] ?? {}) as Readonly<Record<string, string>>,
    children: node[name] as readonly Node[],
  }
}

/** The text before the first element inside: the rest does not count (spec §7.3). */
const textOf = ({children}: Element): string => {
  let text = ''
  for (const node of children) {
    if (readElement(node)) break
    if (Object.hasOwn(node, textKey)) text += resolveReferences(String(node[textKey]))
    if (Object.hasOwn(node, dataKey))
      for (const part of node[dataKey] as readonly Node[]) text += String(part[textKey] ?? '')
  }
  return text.trim()
}

const declared = ({attributes}: Element, outer: Namespaces): Namespaces => {
  const own = Object.entries(attributes).flatMap(([name, uri]): [string, string][] => {
    if (name === 'xmlns') return [['', resolveReferences(uri)]]
    return name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), resolveReferences(uri)]] : []
  })
  return own.length === 0 ? outer : new Map([...outer, ...own])
}

/** A name as `{namespace}name`, or without where it has none. */
const qualify = (name: string, namespaces: Namespaces): string => {
  const [prefix, local] = name.includes(':') ? (name.split(':', 2) as [string, string]) : ['', name]
  const uri = namespaces.get(prefix)
  if (uri === undefined && prefix !== '') throw new XmlSyntaxError(`Unknown prefix ${prefix}`)
  return uri === undefined || uri === '' ? local : `{${uri}}${local}`
}

/** Elements by name: one that is repeated is a list, one that is empty is null. */
const toMap = (element: Element, outer: Namespaces, toName: (name: string) => string): ReadonlyMap<string, Value> => {
  const entries = new Map<string, Value[]>()
  for (const node of element.children) {
    const child = readElement(node)
    if (!child) continue
    const namespaces = declared(child, outer)
    const name = toName(qualify(child.name, namespaces))
    const values = entries.get(name) ?? []
    values.push(toValue(child, namespaces, toName))
    entries.set(name, values)
  }
  return new Map(Array.from(entries, ([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : values]))
}

const toValue = (element: Element, namespaces: Namespaces, toName: (name: string) => string): Value => {
  const text = textOf(element)
  if (text !== '') return text
  const map = toMap(element, namespaces, toName)
  return map.size === 0 ? null : map
}

/** The charset that the answer's header or the document itself names; UTF-8 where neither does (RFC 7303 §3). */
const decode = (bytes: Uint8Array, contentType: string): string => {
  const mark = Buffer.from(bytes.subarray(0, 3)).toString('latin1')
  if (mark.startsWith('\xff\xfe')) return decodeCharset(bytes, 'utf-16le')
  if (mark.startsWith('\xfe\xff')) return decodeCharset(bytes, 'utf-16be')
  if (mark === '\xef\xbb\xbf') return decodeCharset(bytes, 'utf-8')
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const own = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1]
  return decodeCharset(bytes, charsetOf(contentType) ?? own?.toLowerCase() ?? 'utf-8')
}

const read = async (text: string): Promise<Element> => {
  const {XMLParser, XMLValidator} = await import('fast-xml-parser')
  if (XMLValidator.validate(text) !== true) throw new XmlSyntaxError('The document is not well-formed')
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    cdataPropName: dataKey,
    maxNestedTags: 1000,
    onDangerousProperty: (name) => name,
  })
  let nodes: readonly Node[]
  try {
    nodes = parser.parse(text) as readonly Node[]
  } catch (cause) {
    throw new XmlSyntaxError('The document cannot be read', {cause})
  }
  const [root, ...others] = nodes.map(readElement).filter((element) => element !== undefined)
  if (!root || others.length > 0) throw new XmlSyntaxError('The document has not one root')
  return root
}

/**
 * An XML document as data (spec §7.3): the root is dropped, unless it holds only text, and its namespace with it;
 * attributes are ignored, repeated elements are a list, an empty one is null, and all values are texts.
 * @throws {XmlSyntaxError}
 */
export const parseXml = async (bytes: Uint8Array, contentType = ''): Promise<Value> => {
  const text = decode(bytes, contentType).replace(/^\uFEFF/, '')
  const root = await read(text.replaceAll('\r\n', '\n'))
  const namespaces = declared(root, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]))
  const rootName = qualify(root.name, namespaces)
  const [, own = ''] = /^(\{.+\})/.exec(rootName) ?? []
  const toName = (name: string): string => (own === '' ? name : name.replaceAll(own, ''))
  const only = textOf(root)
  return only === '' ? toMap(root, namespaces, toName) : new Map([[toName(rootName), only]])
}
