import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {parser} from '@lezer/go'
import {parseSource, type SyntaxNode} from '../syntax/syntax-node.js'

export type GoType =
  | {readonly integer: 'int32' | 'int64'}
  | {readonly list: GoType}
  | {readonly map: GoType}
  | {readonly struct: string}
  | {readonly other: string}

/** What the Go SDK knows of one service version that the Python SDK does not. */
export interface GoModels {
  /** By struct, then by wire name. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, GoType>>
  /** By the name of the struct that stands for the enumeration. */
  readonly enums: ReadonlyMap<string, readonly (string | number)[]>
}

const readType = (node: SyntaxNode): GoType => {
  const {children, text} = node
  switch (node.name) {
    case 'PointerType':
      return readType(children.at(-1) ?? node.fail('a type'))
    case 'SliceType':
      return {list: readType(children.at(-1) ?? node.fail('a type'))}
    case 'MapType':
      return {map: readType(children.at(-1) ?? node.fail('a type'))}
    case 'TypeName':
      if (text === 'int32' || text === 'int64') return {integer: text}
      return text[0] === text[0]?.toUpperCase() ? {struct: text} : {other: text}
    case 'QualifiedType':
    case 'InterfaceType':
      return {other: text}
    default:
      return node.fail('a type')
  }
}

/** The name on the wire in a field's tag: `json:"limit,omitempty"` → `limit`; bodies that are BSON have their own key. */
const wireName = (tag: SyntaxNode): string => {
  for (const opening of ['json:"', 'bson:"']) {
    const from = tag.text.indexOf(opening)
    const to = from === -1 ? -1 : tag.text.indexOf('"', from + opening.length)
    const [name] = to === -1 ? [] : tag.text.slice(from + opening.length, to).split(',')
    if (name !== undefined) return name
  }
  return tag.fail('a tag with a name')
}

/** A struct's fields by wire name; unexported ones, such as an enumeration's value, have no tag and are left out. */
const readStruct = (struct: SyntaxNode): ReadonlyMap<string, GoType> => {
  const fields = new Map<string, GoType>()
  for (const field of struct.only('StructBody').all('FieldDecl')) {
    const tag = field.find('String')
    if (!tag) continue
    const type = field.children.find(({name}) => name !== 'FieldName') ?? field.fail('a type')
    const name = wireName(tag)
    if (name !== '-') fields.set(name, readType(type))
  }
  return fields
}

const constant = (node: SyntaxNode): string | number => {
  if (node.name === 'String') return JSON.parse(node.text) as string
  const number = Number(node.text)
  return Number.isFinite(number) ? number : node.fail('a string or a number')
}

/** The values in `XEnum{A: X{value: "a"}, …}`, each once. */
const readEnumValues = (literal: SyntaxNode): readonly (string | number)[] => {
  const values = new Set<string | number>()
  for (const member of literal.only('LiteralValue').all('Element')) {
    const [element, ...more] = member.only('TypedLiteral').only('LiteralValue').all('Element')
    const [key, , value] = element?.children ?? []
    if (key?.text !== 'value' || !value || more.length > 0) member.fail('one value')
    else values.add(constant(value))
  }
  return [...values]
}

/** `func GetXEnum() XEnum { return XEnum{…} }` */
const readEnumFunction = (
  declaration: SyntaxNode,
): {name: string; values: readonly (string | number)[]} | undefined => {
  const name = declaration.find('DefName')?.text ?? ''
  if (!name.startsWith('Get') || !name.endsWith('Enum')) return undefined
  const literal = declaration.only('Block').find('ReturnStatement')?.find('TypedLiteral')
  return literal && {name: name.slice('Get'.length, -'Enum'.length), values: readEnumValues(literal)}
}

/** Structs and enumerations of a service version of the Go SDK; undefined where it does not have that version. */
export const readGoModels = (checkout: string, service: string, version: string): GoModels | undefined => {
  const folder = join(checkout, 'services', service, version, 'model')
  if (!existsSync(folder)) return undefined
  const fields = new Map<string, ReadonlyMap<string, GoType>>()
  const enums = new Map<string, readonly (string | number)[]>()
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.go')) continue
    const file = join(folder, name)
    const tree = parseSource(parser, file, readFileSync(file, 'utf8'))
    for (const declaration of tree.children) {
      if (declaration.name === 'TypeDecl') {
        const spec = declaration.only('TypeSpec')
        const struct = spec.find('StructType')
        if (struct) fields.set(spec.only('DefName').text, readStruct(struct))
      } else if (declaration.name === 'FunctionDecl') {
        const found = readEnumFunction(declaration)
        if (found) enums.set(found.name, found.values)
      }
    }
  }
  return {fields, enums}
}
