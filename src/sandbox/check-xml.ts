import {type Type} from '../core/catalog/types.js'
import {checkText, type ValueRules} from './check-value.js'
import {type XmlElement} from './read-xml.js'

/** Checks an XML body against its schema: the root's name, then elements by their wire names; unknown ones are ignored. */
export const checkXml = (root: XmlElement, type: Type, rules: ValueRules): void => {
  if (typeof type === 'string' || !('ref' in type)) return
  const {xmlName} = rules.schema(type.ref)
  if (xmlName !== undefined && root.name !== xmlName) return rules.fault(`the body's root element must be ${xmlName}`)
  checkElement(root, type, '', rules)
}

const checkElement = (element: XmlElement, type: Type, where: string, rules: ValueRules): void => {
  if (typeof type === 'string') {
    if (element.children.length > 0 && type !== 'any') return rules.fault(`${where} must be text`)
    if (element.text !== '') checkText(element.text, type, where, rules.fault)
    return
  }
  if ('list' in type) return checkElement(element, type.list, where, rules)
  if ('map' in type) {
    for (const child of element.children) checkElement(child, type.map, `${where}.${child.name}`, rules)
    return
  }
  for (const {name, wire = name, type: fieldType, required} of rules.schema(type.ref).fields) {
    const found = element.children.filter((child) => child.name === wire)
    const at = where === '' ? wire : `${where}.${wire}`
    if (found.length === 0 && required) rules.fault(`${at} is required`)
    const isList = typeof fieldType === 'object' && 'list' in fieldType
    if (found.length > 1 && !isList) rules.fault(`${at} may stand there once only`)
    for (const child of found) checkElement(child, fieldType, at, rules)
  }
}
