/** An element of an XML document; attributes do not count. */
export interface XmlElement {
  readonly name: string
  readonly children: readonly XmlElement[]
  /** What stands between its tags, without outer blanks; empty where there are elements. */
  readonly text: string
}

/** The text is no XML document. */
export class XmlError extends Error {}

const entities: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"}

const decodeEntity = (whole: string, name: string): string => {
  if (Object.hasOwn(entities, name)) return entities[name] ?? ''
  const code = /^#x[\da-f]{1,6}$/i.test(name)
    ? Number(`0x${name.slice(2)}`)
    : /^#\d{1,7}$/.test(name)
      ? Number(name.slice(1))
      : -1
  if (code < 0 || code > 0x10ffff) throw new XmlError(`${whole} is no known entity`)
  return String.fromCodePoint(code)
}

const decodeText = (text: string): string => text.replaceAll(/&([^;&\s]*);/g, decodeEntity)

/** Comments and instructions; a tag with its name, attributes and end; or text up to the next of these. */
const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy

const deepest = 100

interface OpenElement {
  readonly name: string
  readonly children: XmlElement[]
  text: string
}

const closed = ({name, children, text}: OpenElement): XmlElement => ({
  name,
  children,
  text: children.length === 0 ? text.trim() : '',
})

/** Reads a whole document. @throws {XmlError} where it is none; document types are refused. */
export const readXml = (document: string): XmlElement => {
  const root: OpenElement = {name: '', children: [], text: ''}
  const open = [root]
  const top = (): OpenElement => open.at(-1) ?? root
  let end = 0
  for (const match of document.replace(/^\ufeff/, '').matchAll(token)) {
    end = match.index + match[0].length
    const [, data, closing, name, , empty, text] = match
    if (text !== undefined) top().text += decodeText(text)
    else if (data !== undefined) top().text += data
    else if (name === undefined) continue
    else if (closing === '/') {
      if (open.length < 2 || top().name !== name) throw new XmlError(`</${name}> closes nothing`)
      const element = closed(top())
      open.pop()
      top().children.push(element)
    } else if (empty === '/') top().children.push({name, children: [], text: ''})
    else if (open.push({name, children: [], text: ''}) > deepest) throw new XmlError('it is too deep')
  }
  const [only, ...others] = root.children
  if (end !== document.replace(/^\ufeff/, '').length) throw new XmlError('a tag is not well formed')
  if (open.length > 1) throw new XmlError(`<${top().name}> is not closed`)
  if (only === undefined || others.length > 0 || root.text.trim() !== '')
    throw new XmlError('it has not one root element')
  return only
}
