import {type SyntaxNode} from '../syntax/syntax-node.js'
import {assignment, branch, dictionary, elements, stringList, stringValue} from './literal.js'
import {type SourceBinding} from './source-types.js'

/** What the SDK's `_x_http_info` (or, in one older client, `_x_with_http_info`) says of a request. */
export interface RequestBinding {
  readonly method: string
  readonly path: string
  readonly response: string
  readonly contentTypes: readonly string[]
  readonly bindings: readonly SourceBinding[]
  readonly responseHeaders: readonly string[]
}

const places = new Map<string, SourceBinding['in']>([
  ['path_params', 'path'],
  ['header_params', 'header'],
  ['form_params', 'form'],
])

/** Assignments that say nothing that differs between operations; the value is what it has to be. */
const fixed = new Map([
  ['local_var_params', '{attr: getattr(request, attr) for attr in request.attribute_map if hasattr(request, attr)}'],
  ['cname', 'None'],
  ['collection_formats', '{}'],
  ['path_params', '{}'],
  ['query_params', '[]'],
  ['header_params', '{}'],
  ['form_params', '{}'],
  ['body', 'None'],
  ['body_params', 'None'],
])

/** `name['key']`. */
const subscript = (node: SyntaxNode): {name: string; key: string} => {
  const [name, open, key, close, ...more] = node.children
  if (
    node.name !== 'MemberExpression' ||
    !name ||
    open?.text !== '[' ||
    !key ||
    close?.text !== ']' ||
    more.length > 0
  ) {
    return node.fail("name['key']")
  }
  return {name: name.text, key: stringValue(key)}
}

const attributeOf = (node: SyntaxNode): string => {
  const {name, key} = subscript(node)
  return name === 'local_var_params' ? key : node.fail("local_var_params['x']")
}

/** `query_params.append(('wire', local_var_params['x']))` */
const readAppend = (statement: SyntaxNode): SourceBinding => {
  const call = statement.only('CallExpression')
  const [tuple, ...more] = elements(call.only('ArgList'))
  const [wire, value, ...rest] = tuple?.name === 'TupleExpression' ? elements(tuple) : []
  if (call.children[0]?.text !== 'query_params.append' || more.length > 0 || !wire || !value || rest.length > 0) {
    return statement.fail('query_params.append')
  }
  return {attribute: attributeOf(value), in: 'query', wire: stringValue(wire)}
}

const readBoundAssignment = (statement: SyntaxNode): SourceBinding => {
  const {target, value} = assignment(statement)
  const attribute = attributeOf(value)
  if (target.text === 'cname') return {attribute, in: 'host', wire: target.text}
  if (target.text === 'body' || target.text === 'body_params') return {attribute, in: 'body', wire: 'body'}
  const {name, key} = subscript(target)
  return {attribute, in: places.get(name) ?? target.fail('a place of the request'), wire: key}
}

/** `collection_formats['wire'] = 'multi'` */
const readCollection = (statement: SyntaxNode): {wire: string; format: 'csv' | 'multi'} => {
  const {target, value} = assignment(statement)
  const {name, key} = subscript(target)
  const format = stringValue(value)
  if (name !== 'collection_formats' || (format !== 'csv' && format !== 'multi')) return statement.fail('csv or multi')
  return {wire: key, format}
}

/** The branch of one attribute: `if 'x' in local_var_params: …`. */
const readAttribute = (statement: SyntaxNode): SourceBinding => {
  const {condition, body} = branch(statement)
  const [first, second, ...more] = body
  if (!first || more.length > 0) return statement.fail('one or two statements')
  const binding = first.name === 'ExpressionStatement' ? readAppend(first) : readBoundAssignment(first)
  if (condition.text !== `'${binding.attribute}' in local_var_params`) condition.fail('the same attribute')
  if (!second) return binding
  const {wire, format} = readCollection(second)
  return wire === binding.wire && binding.in === 'query'
    ? {...binding, collection: format}
    : second.fail('the same name')
}

const isStreamBranch = (statement: SyntaxNode): boolean =>
  branch(statement).condition.text === 'isinstance(request, SdkStreamRequest)'

const selectContentType = 'http_utils.select_header_content_type'

const readContentTypes = (value: SyntaxNode): readonly string[] => {
  const [callee, list] = value.children
  const [types, ...more] = list ? elements(list) : []
  if (value.name !== 'CallExpression' || callee?.text !== selectContentType || !types || more.length > 0) {
    return value.fail('the choice of a content type')
  }
  return stringList(types)
}

/** Keyword arguments of a call: `a=b, c=d`. */
const keywords = (list: SyntaxNode): ReadonlyMap<string, SyntaxNode> => {
  const parts = elements(list)
  const found = new Map<string, SyntaxNode>()
  for (let at = 0; at < parts.length; at += 3) {
    const [name, operator, value] = parts.slice(at, at + 3)
    if (name?.name !== 'VariableName' || operator?.text !== '=' || !value) return list.fail('keyword arguments')
    found.set(name.text, value)
  }
  return found
}

/** Reads the statements that build a request. @throws {ShapeError} for any statement that is not known. */
export const readRequestBinding = (body: readonly SyntaxNode[], owner: SyntaxNode): RequestBinding => {
  const bindings: SourceBinding[] = []
  let facts: ReadonlyMap<string, SyntaxNode> | undefined
  let contentTypes: readonly string[] | undefined
  let responseHeaders: readonly string[] | undefined
  for (const statement of body) {
    if (statement.name === 'IfStatement') {
      if (!isStreamBranch(statement)) bindings.push(readAttribute(statement))
      continue
    }
    if (statement.name === 'ReturnStatement') {
      const call = statement.find('CallExpression')
      if (call) facts = keywords(call.only('ArgList'))
      else if (statement.text !== 'return http_info') statement.fail('return http_info')
      continue
    }
    const {target, value} = assignment(statement)
    if (fixed.get(target.text) === value.text) continue
    if (target.text === 'auth_settings') continue
    if (target.text === 'response_headers') responseHeaders = stringList(value)
    else if (target.text === 'http_info') facts = dictionary(value)
    else if (target.text === "header_params['Content-Type']") contentTypes = readContentTypes(value)
    else if (target.name !== 'MemberExpression' || subscript(target).name !== 'http_info')
      statement.fail('a known assignment')
  }
  if (!facts || !contentTypes || !responseHeaders) return owner.fail('facts, content types and response headers')
  const take = (name: string): string => stringValue(facts.get(name) ?? owner.fail(`a request with ${name}`))
  return {
    method: take('method'),
    path: take('resource_path'),
    response: take('response_type'),
    contentTypes,
    bindings,
    responseHeaders,
  }
}
