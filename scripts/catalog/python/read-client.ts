import {parser} from '@lezer/python'
import {parseSource, type SyntaxNode} from '../syntax/syntax-node.js'
import {elements, statements, stringValue} from './literal.js'
import {readRequestBinding} from './read-request-binding.js'
import {type SourceClient, type SourceOperation} from './source-types.js'

const between = (text: string, start: string, end: string): string | undefined => {
  const from = text.indexOf(start)
  if (from === -1) return undefined
  const to = text.indexOf(end, from + start.length)
  return to === -1 ? undefined : text.slice(from + start.length, to).trim()
}

const docstring = (method: SyntaxNode): string => {
  const [first] = statements(method.only('Body'))
  const string = first?.name === 'ExpressionStatement' ? first.find('String') : undefined
  return string ? string.text : method.fail('a docstring')
}

/** The SDK's own mark: it warns with DeprecationWarning when such a method is called. */
const isDeprecated = (method: SyntaxNode): boolean =>
  statements(method.only('Body')).some((statement) => {
    const call = statement.name === 'ExpressionStatement' ? statement.find('CallExpression') : undefined
    if (call?.children[0]?.text !== 'warnings.warn') return false
    const [, category] = elements(call.only('ArgList'))
    return category?.text === 'DeprecationWarning' || call.fail('a DeprecationWarning')
  })

/** The credential classes and the derived name that `new_builder` gives, in all of its branches the same. */
const readBuilder = (method: SyntaxNode): Pick<SourceClient, 'credentials' | 'derivedName'> => {
  const calls = method.below((name) => name === 'CallExpression')
  const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] => elements(call.only('ArgList'))
  const builders = calls.filter((call) => call.children[0]?.text === 'ClientBuilder').map(argumentsOf)
  const classes = new Set(builders.map(([, names]) => (names ? stringValue(names) : 'BasicCredentials')))
  const derived = new Set(
    calls
      .filter((call) => call.children[0]?.text.endsWith('._with_derived_auth_service_name'))
      .map((call) => stringValue(argumentsOf(call)[0] ?? call.fail('a name'))),
  )
  const [credentials] = classes
  const [derivedName] = derived
  if (credentials === undefined || classes.size > 1 || derived.size > 1)
    return method.fail('one list of credential classes')
  return {credentials: credentials.split(','), ...(derivedName !== undefined && {derivedName})}
}

const requestSuffix = 'Request'

const readOperation = (methodName: string, method: SyntaxNode, builder: SyntaxNode): SourceOperation => {
  const text = docstring(method)
  const name = between(text, 'Request instance for ', '\n')
  const request = between(text, ':type request: :class:`', '`')?.split('.').at(-1)
  if (name === undefined || request !== name + requestSuffix) return method.fail('a docstring that names its request')
  return {
    methodName,
    name,
    request,
    deprecated: isDeprecated(method),
    ...readRequestBinding(statements(builder.only('Body')), builder),
  }
}

const httpInfoSuffixes = ['_with_http_info', '_http_info']

/** The synchronous client of a service version. @throws {ShapeError} for any shape that clients did not have so far. */
export const readClient = (file: string, source: string): SourceClient => {
  const definition = parseSource(parser, file, source).only('ClassDefinition')
  const methods = new Map<string, SyntaxNode>()
  for (const statement of statements(definition.only('Body'))) {
    const method = statement.name === 'DecoratedStatement' ? statement.only('FunctionDefinition') : statement
    if (method.name !== 'FunctionDefinition') statement.fail('a method')
    const name = method.only('VariableName').text
    if (methods.has(name)) method.fail('every method once')
    methods.set(name, method)
  }
  const known = new Set(['__init__', 'new_builder', 'call_api', '_call_api'])
  const operations: SourceOperation[] = []
  for (const [name, builder] of methods) {
    const suffix = httpInfoSuffixes.find((end) => name.startsWith('_') && name.endsWith(end))
    if (suffix === undefined) continue
    const methodName = name.slice(1, -suffix.length)
    const method = methods.get(methodName) ?? builder.fail(`a method ${methodName}`)
    operations.push(readOperation(methodName, method, builder))
    for (const each of [name, methodName, `${methodName}_invoker`]) known.add(each)
  }
  for (const [name, method] of methods) if (!known.has(name)) method.fail(`no method ${name}`)
  return {
    name: definition.only('VariableName').text,
    ...readBuilder(methods.get('new_builder') ?? definition.fail('new_builder')),
    operations,
  }
}
