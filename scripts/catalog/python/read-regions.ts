import {parser} from '@lezer/python'
import {parseSource, type SyntaxNode} from '../syntax/syntax-node.js'
import {assignment, dictionary, elements, statements, stringList, stringValue} from './literal.js'
import {type SourceRegions} from './source-types.js'

/** `Region("cn-north-4", "https://…", …)`, endpoints one by one or as a list. */
const readRegion = (call: SyntaxNode): {id: string; endpoints: readonly string[]} => {
  const [callee, list, ...more] = call.children
  if (call.name !== 'CallExpression' || callee?.text !== 'Region' || !list || more.length > 0) call.fail('Region(…)')
  const [id, ...endpoints] = elements(list ?? call)
  if (!id || endpoints.length === 0) return call.fail('an id and an endpoint')
  return {
    id: stringValue(id),
    endpoints: endpoints.flatMap((node) => (node.name === 'ArrayExpression' ? stringList(node) : [stringValue(node)])),
  }
}

const chain = 'RegionProviderChain.get_default_region_provider_chain'

/** The region class of a service version: its provider's name and the regions in the order of `static_fields`. */
export const readRegions = (file: string, source: string): SourceRegions => {
  const definition = parseSource(parser, file, source).only('ClassDefinition')
  const constants = new Map<string, {id: string; endpoints: readonly string[]}>()
  const regions = new Map<string, readonly string[]>()
  let providerName: string | undefined
  let fields: SyntaxNode | undefined
  for (const statement of statements(definition.only('Body'))) {
    if (statement.name === 'DecoratedStatement') continue
    const {target, value} = assignment(statement)
    if (target.text === '_PROVIDER') {
      const [name, ...more] = value.name === 'CallExpression' ? elements(value.only('ArgList')) : []
      if (!value.text.startsWith(`${chain}(`) || !name || more.length > 0) value.fail('the default chain')
      else providerName = stringValue(name)
    } else if (target.text === 'static_fields') fields = value
    else constants.set(target.text, readRegion(value))
  }
  if (providerName === undefined || !fields) return definition.fail('a provider and static fields')
  for (const [id, node] of dictionary(fields)) {
    const region = constants.get(node.text) ?? node.fail('a region')
    if (region.id !== id) node.fail(`region ${id}`)
    regions.set(id, region.endpoints)
  }
  return {providerName, regions}
}
