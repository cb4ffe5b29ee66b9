import {type Field, type Operation, type Parameter, type Schema, type Type} from '../../../src/core/catalog/types.js'
import {toCommandName} from './command-name.js'
import {type GoModels} from '../go/read-go-models.js'
import {type Models} from '../python/model-folder.js'
import {type SourceServiceVersion} from '../python/read-service-version.js'
import {
  type SourceAttribute,
  type SourceBinding,
  type SourceModel,
  type SourceOperation,
} from '../python/source-types.js'
import {type VersionData} from '../files/catalog-data.js'
import {addPages} from '../pages/add-pages.js'
import {attributeProse} from '../pages/attribute-prose.js'
import {contentTypeOf} from './content-type.js'
import {resolveType} from './resolve-type.js'

export const schemaVersion = 1

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const refsOf = (type: Type): readonly string[] => {
  if (typeof type === 'string') return []
  if ('ref' in type) return [type.ref]
  return refsOf('list' in type ? type.list : type.map)
}

interface Context {
  readonly models: Models
  readonly go: GoModels
  /** Told what the SDK contradicts itself about, and what was made of it. */
  readonly note: (text: string) => void
}

const fieldOf = (owner: string, attribute: SourceAttribute, {models, go}: Context): Field => {
  const {name, wire, required, sensitive} = attribute
  const resolved = resolveType(attribute.type, go.fields.get(owner)?.get(wire), models, go.enums)
  return {
    name,
    ...(wire !== name && {wire}),
    type: resolved.type,
    ...(required && {required: true as const}),
    ...(sensitive && {sensitive: true as const}),
    ...(resolved.enum && {enum: resolved.enum}),
  }
}

const schemaOf = (name: string, context: Context): Schema => {
  const model = context.models.get(name)
  if (!model) throw new Error(`the class ${name} is not there`)
  const {xmlName} = model
  return {
    fields: model.attributes.map((attribute) => fieldOf(name, attribute, context)),
    ...(xmlName !== undefined && {xmlName}),
  }
}

/** A form's fields are its body's: what the client lists as parameters of the form must be there. */
const checkForm = (source: SourceOperation, body: Type | undefined, {models}: Context): void => {
  const fields = source.bindings.filter((binding) => binding.in === 'form')
  if (fields.length === 0) return
  const model = body && typeof body === 'object' && 'ref' in body ? models.get(body.ref) : undefined
  for (const {wire} of fields) {
    if (!model?.attributes.some((attribute) => attribute.wire === wire)) {
      throw new Error(`${source.name}: the form's field ${wire} is not in its body`)
    }
  }
}

/**
 * Where each attribute of the request goes. Where the client asks for an attribute that the request does not have, its
 * namesake on the wire is meant, if there is one that goes nowhere else; an attribute that goes nowhere is left out.
 */
const bindAttributes = (
  source: SourceOperation,
  request: SourceModel,
  {note}: Context,
): ReadonlyMap<string, SourceBinding> => {
  const bound = new Map<string, SourceBinding>()
  const strays: SourceBinding[] = []
  for (const binding of source.bindings.filter((each) => each.in !== 'form')) {
    const attribute = request.attributes.find(({name}) => name === binding.attribute)
    if (!attribute) {
      strays.push(binding)
      continue
    }
    if (bound.has(attribute.name)) throw new Error(`${source.name}: ${attribute.name} goes to two places`)
    if (binding.wire !== attribute.wire && binding.in !== 'host') {
      throw new Error(`${source.name}: ${attribute.name} has two wire names, ${attribute.wire} and ${binding.wire}`)
    }
    bound.set(attribute.name, binding)
  }
  for (const stray of strays) {
    const namesake = request.attributes.find(({name, wire}) => wire === stray.wire && !bound.has(name))
    note(
      `${source.name}: the request has no attribute ${stray.attribute}; ${namesake ? `${namesake.name} is meant` : 'left out'}`,
    )
    if (namesake) bound.set(namesake.name, {...stray, attribute: namesake.name})
  }
  return bound
}

/** A host prefix has no name on the wire; it may be typed as the SDK's attribute or as what the SDK calls its place. */
const parameterOf = (field: Field, {in: place, wire, collection}: SourceBinding): Parameter => {
  if (place === 'form' || place === 'body') throw new Error(`${field.name} is no parameter`)
  const {name, wire: declared = name, type, ...more} = field
  if (place === 'host' && declared !== name)
    throw new Error(`the host prefix ${name} has another wire name, ${declared}`)
  return {name, ...(wire !== name && {wire}), in: place, type, ...(collection && {collection}), ...more}
}

const operationOf = (source: SourceOperation, context: Context): Operation => {
  const request = context.models.get(source.request)
  const response = context.models.get(source.response)
  if (!request || !response) throw new Error(`${source.name}: request or response is not there`)
  const method = methods.find((known) => known === source.method)
  if (!method) throw new Error(`${source.name}: the method ${source.method} is not known`)
  const streamRequest = request.base === 'SdkStreamRequest'
  const bindings = bindAttributes(source, request, context)
  const parameters: Parameter[] = []
  let body: Field | undefined = streamRequest ? {name: 'stream', type: 'file', required: true} : undefined
  for (const attribute of request.attributes) {
    const binding = bindings.get(attribute.name)
    const field = fieldOf(request.name, attribute, context)
    if (!binding) context.note(`${source.name}: ${attribute.name} goes nowhere; left out`)
    else if (binding.in !== 'body') parameters.push(parameterOf(field, binding))
    else if (body || field.enum || field.sensitive) throw new Error(`${source.name}: a body of an unknown kind`)
    else body = field
  }
  checkForm(source, body?.type, context)
  return {
    name: source.name,
    method,
    path: source.path,
    contentType: contentTypeOf(source.contentTypes),
    parameters,
    ...(body && {body: body.type}),
    ...(body?.required && {bodyRequired: true as const}),
    response: source.response,
    ...(source.responseHeaders.length > 0 && {responseHeaders: source.responseHeaders}),
    ...(streamRequest && {streamRequest: true as const}),
    ...(response.base === 'SdkStreamResponse' && {streamResponse: true as const}),
    ...(source.deprecated && {deprecated: true as const}),
  }
}

/** The schemas that operations reach, through bodies, parameters, answers and each other. */
const reachableSchemas = (operations: Iterable<Operation>, context: Context): ReadonlyMap<string, Schema> => {
  const schemas = new Map<string, Schema>()
  const waiting = new Set<string>()
  const reach = (type: Type): void => {
    for (const ref of refsOf(type)) waiting.add(ref)
  }
  for (const {parameters, body, response} of operations) {
    for (const {type} of parameters) reach(type)
    if (body) reach(body)
    waiting.add(response)
  }
  // A set that grows while it is walked is walked to its end.
  for (const name of waiting) {
    const schema = schemaOf(name, context)
    schemas.set(name, schema)
    for (const {type} of schema.fields) reach(type)
  }
  return schemas
}

/** What the generator has to say of a service version. */
export interface Told {
  /** What the SDK contradicts itself about, and what was made of it. */
  readonly note: (text: string) => void
  /** Why an operation that looks like a list has no pages. */
  readonly unpaged: (operation: string, reason: string) => void
}

/** One service version of the catalogue from what the two SDKs say. @throws {Error} where they say something unknown. */
export const assembleVersion = (
  {service, version}: {service: string; version: string},
  source: SourceServiceVersion,
  go: GoModels | undefined,
  {note, unpaged}: Told,
): VersionData => {
  const context: Context = {
    models: source.models,
    go: go ?? {fields: new Map(), enums: new Map()},
    note: (text) => {
      note(`${service} ${version}: ${text}`)
    },
  }
  const operations = new Map<string, Operation>()
  const requests = new Map<string, string>()
  for (const operation of source.client.operations) {
    const command = toCommandName(operation.methodName)
    if (operations.has(command)) throw new Error(`${service} ${version}: ${command} is there twice`)
    operations.set(command, operationOf(operation, context))
    requests.set(command, operation.request)
  }
  const schemas = reachableSchemas(operations.values(), context)
  const schema = (name: string): Schema => {
    const found = schemas.get(name)
    if (!found) throw new Error(`${service} ${version}: there is no schema ${name}`)
    return found
  }
  const {client, regions} = source
  return {
    head: {
      schemaVersion,
      service,
      version,
      client: client.name,
      credentials: client.credentials,
      ...(client.derivedName !== undefined && {derivedName: client.derivedName}),
      regionName: regions.providerName,
      regions: Object.fromEntries(regions.regions),
    },
    operations: addPages({
      operations,
      requestOf: (command) => requests.get(command) ?? '',
      schema,
      prose: attributeProse(context.models),
      refuse: (command, reason) => {
        unpaged(`${service} ${version} ${command}`, reason)
      },
    }),
    schemas,
  }
}
