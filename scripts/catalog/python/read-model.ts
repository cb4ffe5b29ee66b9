import {parser} from '@lezer/python'
import {parseSource, type SyntaxNode} from '../syntax/syntax-node.js'
import {
  assignment,
  branch,
  constantValue,
  dictionary,
  elements,
  statements,
  stringList,
  stringValue,
} from './literal.js'
import {parseType} from './parse-type.js'
import {type SourceModel} from './source-types.js'

const ignoredMethods = new Set(['to_dict', 'to_str', '__repr__', '__eq__', '__ne__', 'get_real_child_model'])

/** The attribute that `self.x = x` sets; undefined for any other statement. */
const setAttribute = (statement: SyntaxNode): string | undefined => {
  if (statement.name !== 'AssignStatement') return undefined
  const {target, value} = assignment(statement)
  if (value.name !== 'VariableName') return undefined
  return target.text === `self.${value.text}` ? value.text : statement.fail('self.x = x')
}

/** The attributes that the constructor sets whatever it is given (required) and those it sets if they are there. */
const readConstructor = (method: SyntaxNode): {required: Set<string>; optional: Set<string>} => {
  const required = new Set<string>()
  const optional = new Set<string>()
  for (const statement of statements(method.only('Body'))) {
    if (statement.name === 'IfStatement') {
      const {condition, body} = branch(statement)
      const [first, ...more] = body
      const attribute = first && setAttribute(first)
      if (attribute === undefined || more.length > 0 || condition.text !== `${attribute} is not None`) {
        statement.fail('if x is not None: self.x = x')
      } else optional.add(attribute)
      continue
    }
    const attribute = setAttribute(statement)
    if (attribute !== undefined) {
      required.add(attribute)
      continue
    }
    if (statement.name === 'AssignStatement') {
      const {target, value} = assignment(statement)
      if (target.text === 'self.discriminator' || value.name === 'None') continue
    } else if (statement.name === 'ExpressionStatement') {
      if (statement.find('String') ?? statement.text.startsWith('super(')) continue
    }
    statement.fail('a statement that a constructor has')
  }
  return {required, optional}
}

/** The text that describes a constructor; empty where there is none. */
const readProse = (method: SyntaxNode): string => {
  const [first] = statements(method.only('Body'))
  const text = first?.name === 'ExpressionStatement' ? first.find('String')?.text : undefined
  return text ?? ''
}

const readBase = (definition: SyntaxNode): SourceModel['base'] => {
  const list = definition.find('ArgList')
  if (!list) return 'none'
  const [base, ...more] = elements(list)
  const name = base?.text
  if (more.length === 0 && (name === 'SdkResponse' || name === 'SdkStreamResponse' || name === 'SdkStreamRequest'))
    return name
  return list.fail('one of the three bases')
}

interface ClassBody {
  readonly values: ReadonlyMap<string, SyntaxNode>
  readonly methods: ReadonlyMap<string, SyntaxNode>
  /** What is appended to `sensitive_list` one by one. */
  readonly sensitive: readonly string[]
}

/** `sensitive_list.append('x')` */
const readSensitive = (statement: SyntaxNode): string => {
  const call = statement.find('CallExpression')
  const [name, ...more] = call ? elements(call.only('ArgList')) : []
  if (call?.children[0]?.text !== 'sensitive_list.append' || !name || more.length > 0) {
    return statement.fail('a statement that a model has')
  }
  return stringValue(name)
}

const readClassBody = (definition: SyntaxNode): ClassBody => {
  const values = new Map<string, SyntaxNode>()
  const methods = new Map<string, SyntaxNode>()
  const sensitive: string[] = []
  for (const statement of statements(definition.only('Body'))) {
    if (statement.name === 'AssignStatement') {
      const {target, value} = assignment(statement)
      if (target.name !== 'VariableName' || values.has(target.text)) statement.fail('every name once')
      values.set(target.text, value)
    } else if (statement.name === 'FunctionDefinition') {
      methods.set(statement.only('VariableName').text, statement)
    } else if (statement.name === 'ExpressionStatement') {
      if (!statement.find('String')) sensitive.push(readSensitive(statement))
    } else if (statement.name !== 'DecoratedStatement') {
      statement.fail('a statement that a model has')
    }
  }
  return {values, methods, sensitive}
}

/** The one class of a model file. @throws {ShapeError} for any shape that the SDK's models did not have so far. */
export const readModel = (file: string, source: string): SourceModel => {
  const definition = parseSource(parser, file, source).only('ClassDefinition')
  const {values, methods, sensitive: appended} = readClassBody(definition)
  const take = (name: string): SyntaxNode => values.get(name) ?? definition.fail(`a class with ${name}`)
  const types = dictionary(take('openapi_types'))
  const wires = dictionary(take('attribute_map'))
  const sensitive = new Set([...stringList(take('sensitive_list')), ...appended])
  const constructor = methods.get('__init__') ?? definition.fail('a constructor')
  const {required, optional} = readConstructor(constructor)
  for (const name of [...wires.keys(), ...required, ...optional, ...sensitive]) {
    if (!types.has(name)) definition.fail(`a type for ${name}`)
  }
  for (const name of methods.keys()) {
    if (name !== '__init__' && !ignoredMethods.has(name)) definition.fail(`no method ${name}`)
  }
  const discriminator = values.get('discriminator_value_class_map')
  if (discriminator && dictionary(discriminator).size > 0) discriminator.fail('no subclasses')
  const xmlName = values.get('xml_name')
  const known = new Set([
    'openapi_types',
    'attribute_map',
    'sensitive_list',
    'discriminator_value_class_map',
    'xml_name',
  ])
  const constants = [...values].filter(([name]) => !known.has(name)).map(([, value]) => constantValue(value))
  if (constants.length > 0 && types.size > 0) definition.fail('constants or attributes')
  return {
    name: definition.only('VariableName').text,
    base: readBase(definition),
    attributes: Array.from(types, ([name, node]) => ({
      name,
      wire: stringValue(wires.get(name) ?? definition.fail(`a wire name for ${name}`)),
      type: parseType(stringValue(node)) ?? node.fail('a type'),
      required: required.has(name) || (!optional.has(name) && definition.fail(`a constructor that sets ${name}`)),
      sensitive: sensitive.has(name),
    })),
    constants,
    ...(xmlName && {xmlName: stringValue(xmlName)}),
    prose: readProse(constructor),
  }
}
