import {type Schema, type Type} from '../core/catalog/types.js'
import {isValueMap, NumberText, type Value} from '../core/values/value.js'

/** What a request must be checked against. */
export interface ValueRules {
  readonly schema: (name: string) => Schema
  /** Takes one printable sentence. */
  readonly fault: (message: string) => void
}

const isWholeNumber = (value: Value): boolean => value instanceof NumberText && /^-?\d+$/.test(value.text)
const isNumber = (value: Value): boolean => value instanceof NumberText
const isText = (value: Value): boolean => typeof value === 'string'

/** What a JSON value of each type must be; times and decimals come as text or as numbers. */
const primitives: Readonly<Record<string, readonly [expected: string, test: (value: Value) => boolean]>> = {
  string: ['a string', isText],
  bytes: ['a base64 string', isText],
  datetime: ['a time', (value) => isText(value) || isNumber(value)],
  date: ['a date', isText],
  integer: ['an integer', isWholeNumber],
  int32: ['an integer', isWholeNumber],
  int64: ['an integer', isWholeNumber],
  number: ['a number', isNumber],
  decimal: ['a number', (value) => isNumber(value) || isText(value)],
  boolean: ['a boolean', (value) => typeof value === 'boolean'],
}

/** Checks a JSON value against a type of the catalogue, recursively; null is as good as absent, unknown fields are ignored. */
export const checkValue = (value: Value, type: Type, where: string, rules: ValueRules): void => {
  if (value === null) return
  if (typeof type === 'string') {
    const [expected, test] = primitives[type] ?? []
    if (expected !== undefined && test?.(value) === false) rules.fault(`${where} must be ${expected}`)
    return
  }
  if ('list' in type) {
    if (!Array.isArray(value)) return rules.fault(`${where} must be a list`)
    value.forEach((entry: Value, index) => {
      checkValue(entry, type.list, `${where}[${index}]`, rules)
    })
    return
  }
  if (!isValueMap(value)) return rules.fault(`${where} must be an object`)
  if ('map' in type) {
    for (const [key, entry] of value) checkValue(entry, type.map, `${where}.${key}`, rules)
    return
  }
  checkFields(value, type.ref, where, rules)
}

const checkFields = (value: ReadonlyMap<string, Value>, name: string, where: string, rules: ValueRules): void => {
  for (const {name: attribute, wire = attribute, type, required} of rules.schema(name).fields) {
    const field = value.get(wire) ?? null
    const at = where === 'body' ? wire : `${where}.${wire}`
    if (field !== null) checkValue(field, type, at, rules)
    else if (required) rules.fault(`${at} is required`)
  }
}

const wholeText = /^-?\d+$/
const numberText = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const textTests: Readonly<Record<string, readonly [expected: string, pattern: RegExp]>> = {
  integer: ['an integer', wholeText],
  int32: ['an integer', wholeText],
  int64: ['an integer', wholeText],
  number: ['a number', numberText],
  decimal: ['a number', numberText],
  boolean: ['true or false', /^(?:true|false)$/i],
}

/** Checks the text of a path, query, header or form parameter against its type. */
export const checkText = (text: string, type: Type, where: string, fault: ValueRules['fault']): void => {
  if (typeof type !== 'string') {
    if ('list' in type) for (const entry of splitList(text, type.list)) checkText(entry, type.list, where, fault)
    return
  }
  const [expected, pattern] = textTests[type] ?? []
  if (expected !== undefined && pattern?.test(text) === false) fault(`${where} must be ${expected}`)
}

/** Some clients write a list of numbers or booleans as one text with commas. */
const splitList = (text: string, element: Type): readonly string[] =>
  typeof element === 'string' && Object.hasOwn(textTests, element) ? text.split(',') : [text]
