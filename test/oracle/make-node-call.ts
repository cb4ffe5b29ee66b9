import {type Operation} from '../../src/core/catalog/types.js'
import {type LocalServer} from '../support/local-server.js'
import {type CallFacts} from './call-facts.js'
import {exampleArguments, ownHeaders, type Plain, wireOf} from './example-arguments.js'
import {type BodyTypes, exampleBody, formOfNode} from './example-body.js'
import {type Inventory} from './inventory.js'
import {type NodeClient} from './node-client.js'

/** A call that the Node SDK made, as the index of its request at the server, and the same call as a line for hwc. */
export interface NodeCall {
  readonly title: string
  readonly request: number
  readonly line: object
  readonly facts: CallFacts
  /** The parameters of one side alone. */
  readonly parameters: Inventory
}

/** Where an operation stands: in hwc's words, and as a method of the Node SDK. */
export interface OperationPlace {
  readonly service: string
  readonly version: string
  readonly command: string
  readonly method: string
}

/** What calls are made with. */
export interface Scene {
  readonly server: LocalServer
  /** The file that is uploaded. */
  readonly filePath: string
  readonly release: string
}

interface Body {
  readonly node: unknown
  /** For the line: a body, or parameters where it is a form. */
  readonly line: {readonly body?: Plain; readonly params?: Readonly<Record<string, Plain>>}
}

const isJson = ({contentType}: Operation): boolean => contentType.startsWith('application/json')

const makeBody = (operation: Operation, example: Plain | undefined, types: BodyTypes): Body => {
  const {body: type} = operation
  if (type === undefined || example === undefined) return {node: undefined, line: {}}
  if (isJson(operation) || typeof type === 'string' || !('ref' in type)) {
    const {node, hwc} = exampleBody(type, example, types)
    return {node, line: {body: hwc}}
  }
  const schema = types.schema(type.ref)
  const values = example as Readonly<Record<string, Plain>>
  const params = schema.fields.map((field): [string, Plain] => [`form.${field.name}`, values[wireOf(field)] ?? ''])
  return {node: formOfNode(schema, values), line: {params: Object.fromEntries(params)}}
}

/** The names that the SDK looked at beside those that hwc has; headers that both make themselves are left aside. */
const extraNames = (operation: Operation, read: ReadonlySet<string>): readonly string[] => {
  const known = operation.parameters.map(wireOf)
  if (operation.body !== undefined) known.push('body')
  return Array.from(read).filter((name) => !known.includes(name) && !ownHeaders.includes(name.toLowerCase()))
}

/** Makes a call of an operation with example arguments. Throws what the SDK throws. */
export const makeNodeCall = async (
  operation: Operation,
  place: OperationPlace,
  types: BodyTypes & {readonly client: NodeClient},
  {server, filePath, release}: Scene,
): Promise<NodeCall> => {
  const {service, version, command, method} = place
  const title = `${service} ${version} ${command}`
  const {parameters: given, body: example} = exampleArguments(operation, types.schema, filePath)
  const body = makeBody(operation, example, types)
  const inPath = given.filter((parameter) => parameter.in === 'path')
  const request = server.requests.length
  const {read, contentType} = await types.client.call(method, {
    // The SDK sorts the lists that it gets.
    parameters: new Map(given.map(({wire, value}) => [wire, structuredClone(value)])),
    pathParameters: Object.fromEntries(inPath.map(({wire, value}) => [wire, String(value)])),
    body: body.node,
  })
  const known = given.filter((parameter) => read.has(parameter.wire) || parameter.in === 'path')
  const missing = given.filter((parameter) => !known.includes(parameter)).map(({wire}) => wire)
  if (operation.body !== undefined && !read.has('body')) missing.push('body')
  const params = Object.fromEntries(known.map(({name, in: part, value}) => [`${part}.${name}`, value]))
  const authorization = given.find(({wire}) => wire === 'Authorization')?.value
  return {
    title,
    request,
    line: {service, operation: command, apiVersion: version, ...body.line, params: {...params, ...body.line.params}},
    facts: {
      release,
      declaredType: contentType.toLowerCase(),
      bodyType: operation.body,
      isPathFilled: inPath.some(({wire}) => !read.has(wire)),
      authorization: authorization === undefined ? undefined : String(authorization),
    },
    parameters: {
      missing: missing.map((name) => `${title} ${name}`),
      extra: extraNames(operation, read).map((name) => `${title} ${name}`),
    },
  }
}
