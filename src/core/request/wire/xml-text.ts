import {isValueMap, type Value} from '../../values/value.js'
import {toPythonText} from './python-text.js'

const escapes: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;'}

const toReference = (sign: string): string => escapes[sign] ?? `&#${sign.codePointAt(0)};`

/** ASCII only: what lies beyond is a decimal character reference. */
const escapeText = (text: string): string => text.replaceAll(/[&<>]|[^\0-\u007f]/gu, toReference)

const element = (name: string, content: string): string => {
  const tag = escapeText(name)
  return content === '' ? `<${tag} />` : `<${tag}>${content}</${tag}>`
}

const content = (value: Value): string => {
  if (value === null) return ''
  if (isValueMap(value)) return Array.from(value, ([name, item]) => elements(name, item)).join('')
  return escapeText(typeof value === 'boolean' ? String(value) : toPythonText(value))
}

/** A list repeats its element. */
const elements = (name: string, value: Value): string =>
  Array.isArray(value) ? value.map((item: Value) => elements(name, item)).join('') : element(name, content(value))

/** An XML document in the SDK's form (spec §6.7): no declaration, no attributes, `<x />` for what is empty. */
export const xmlText = (rootName: string, value: Value): string => element(rootName, content(value))
