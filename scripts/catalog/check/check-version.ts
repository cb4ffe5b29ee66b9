import {nameKey} from '../../../src/core/catalog/name-key.js'
import {type Field, type Operation, type Parameter, type Type} from '../../../src/core/catalog/types.js'
import {isPlainValue} from '../assemble/enum-values.js'
import {type VersionData} from '../files/catalog-data.js'
import {type Problem} from './problem.js'
import {checkPages} from './check-pages.js'
import {bodySchemaName, isForm, placedFields} from '../names/short-names.js'

const commandPattern = /^[a-z\d]+(-[a-z\d]+)*$/
const headKeys = [
  'schemaVersion',
  'service',
  'version',
  'client',
  'credentials',
  'derivedName',
  'regionName',
  'regions',
]
const credentialPattern = /^[A-Za-z]+Credentials$/
const endpointPattern = /^https:\/\/[a-z\d-]+(\.[a-z\d-]+)+$/
const regionPattern = /^[a-z]+(-[a-z\d]+)+$/
/**
 * A name may hold signs (`OS-EXT-SRV-ATTR:user_data`, `alpha.cce/NodeImageID`), but it is one word. Two wire names of the
 * SDK end with a space.
 */
const namePattern = /^[\x21-\x7e]+$/
const wirePattern = /^[\x21-\x7e]+ ?$/
const longestName = 120
const contentTypePattern = /^[a-z]+\/[a-z\d.+-]+(; ?charset=[a-z\d-]+)?$/

const refsOf = (type: Type): readonly string[] => {
  if (typeof type === 'string') return []
  if ('ref' in type) return [type.ref]
  return refsOf('list' in type ? type.list : type.map)
}

const innermost = (type: Type): Type => {
  if (typeof type === 'string' || 'ref' in type) return type
  return innermost('list' in type ? type.list : type.map)
}

const isName = (name: string): boolean => namePattern.test(name) && name.length <= longestName

const checkField = ({name, wire, type, enum: values}: Field, {schemas}: VersionData): readonly Problem[] => {
  const problems = isName(name) ? [] : [`${name}: the name`]
  if (wire !== undefined && !(wirePattern.test(wire) && wire.length <= longestName))
    problems.push(`${name}: the name ${wire}`)
  if (wire === name) problems.push(`${name}: a wire name that says nothing`)
  for (const ref of refsOf(type)) if (!schemas.has(ref)) problems.push(`${name}: no schema ${ref}`)
  if (!values) return problems
  const kind = innermost(type) === 'string' ? 'string' : 'number'
  const isValue = (value: string | number | boolean): boolean =>
    typeof value === 'number' || isPlainValue(String(value))
  if (values.length === 0 || values.some((value) => typeof value !== kind || !isValue(value))) {
    problems.push(`${name}: an enumeration of other things than values of its type`)
  }
  return problems
}

const checkUnique = (what: string, names: readonly string[]): readonly Problem[] =>
  [...new Set(names)]
    .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
    .map((name) => `${what} ${name} twice`)

const scopePlaceholders = ['project_id', 'domain_id']

const checkPath = ({path, parameters}: Operation): readonly Problem[] => {
  const placeholders = path
    .split('{')
    .slice(1)
    .map((part) => part.slice(0, part.indexOf('}')))
  const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({name, wire}) => wire ?? name)
  return [
    ...(path.startsWith('/') && namePattern.test(path) ? [] : [`the path ${path}`]),
    ...placeholders
      .filter((name) => !inPath.includes(name) && !scopePlaceholders.includes(name))
      .map((name) => `nothing fills {${name}}`),
    ...inPath.filter((name) => !placeholders.includes(name)).map((name) => `${name} has no place in the path`),
    ...checkUnique('path parameter', inPath),
  ]
}

const checkParameter = ({in: place, collection, type}: Parameter): readonly Problem[] =>
  collection && (place !== 'query' || typeof type === 'string') ? ['a list format of what is no list of the query'] : []

const checkBody = (operation: Operation, {schemas}: VersionData): readonly Problem[] => {
  const {body, bodyRequired, streamRequest, contentType} = operation
  const problems: Problem[] =
    body === undefined
      ? []
      : refsOf(body)
          .filter((ref) => !schemas.has(ref))
          .map((ref) => `no schema ${ref}`)
  if (bodyRequired && body === undefined) problems.push('a body that is required and not there')
  if ((body === 'file') !== (streamRequest === true)) problems.push('a body that is a file and no stream')
  if (isForm(operation) && bodySchemaName(operation) === undefined) problems.push('a form without fields')
  if (!contentTypePattern.test(contentType)) problems.push(`the content type ${contentType}`)
  const hasFile = schemas.get(bodySchemaName(operation) ?? '')?.fields.some(({type}) => type === 'file') === true
  if (hasFile && !isForm(operation)) problems.push('a file that is in no form')
  return problems
}

const checkOperation = (command: string, operation: Operation, data: VersionData): readonly Problem[] => {
  const {name, parameters, response, responseHeaders = [], pages} = operation
  const qualified = placedFields(operation, data.schemas).map((placed) => nameKey(placed.qualified))
  return [
    ...(commandPattern.test(command) ? [] : ['a command that is not in kebab-case']),
    ...(headKeys.includes(command) ? ['a command that is a key of the head'] : []),
    ...(nameKey(name) === nameKey(command) ? [] : [`the SDK name ${name}`]),
    ...checkPath(operation),
    ...parameters.flatMap((parameter) => [...checkField(parameter, data), ...checkParameter(parameter)]),
    ...checkBody(operation, data),
    ...checkUnique('the qualified name', qualified),
    ...(data.schemas.has(response) ? [] : [`no schema ${response}`]),
    ...responseHeaders.filter((header) => !isName(header)).map((header) => `the header ${header}`),
    ...(pages ? checkPages(operation, pages, data.schemas).map((problem) => `pages: ${problem}`) : []),
  ]
}

const reachable = ({operations, schemas}: VersionData): ReadonlySet<string> => {
  const reached = new Set<string>()
  for (const {parameters, body, response} of operations.values()) {
    reached.add(response)
    for (const type of [...parameters.map((parameter) => parameter.type), ...(body === undefined ? [] : [body])]) {
      for (const ref of refsOf(type)) reached.add(ref)
    }
  }
  for (const name of reached) {
    for (const {type} of schemas.get(name)?.fields ?? []) for (const ref of refsOf(type)) reached.add(ref)
  }
  return reached
}

const checkHead = ({head}: VersionData): readonly Problem[] => [
  ...Object.keys(head)
    .filter((key) => !headKeys.includes(key))
    .map((key) => `the key ${key}`),
  ...head.credentials.filter((name) => !credentialPattern.test(name)).map((name) => `the credential class ${name}`),
  ...(head.credentials.length === 0 ? ['no credential class'] : []),
  ...[head.client, head.regionName ?? '-', head.derivedName ?? '-']
    .filter((name) => !isName(name))
    .map((name) => `the name ${name}`),
  ...Object.entries(head.regions).flatMap(([region, endpoints]) => [
    ...(regionPattern.test(region) ? [] : [`the region ${region}`]),
    ...(endpoints.length === 0 ? [`no endpoint in ${region}`] : []),
    ...endpoints.filter((endpoint) => !endpointPattern.test(endpoint)).map((endpoint) => `the endpoint ${endpoint}`),
  ]),
]

/** What is wrong within one service version: references, placeholders, names, enumerations, prose. */
export const checkVersion = (data: VersionData): readonly Problem[] => {
  const {head, operations, schemas} = data
  const where = `${head.service} ${head.version}`
  const reached = reachable(data)
  return [
    ...checkHead(data),
    ...checkUnique(
      'the SDK name',
      Array.from(operations.values(), ({name}) => name),
    ),
    ...[...operations].flatMap(([command, operation]) =>
      checkOperation(command, operation, data).map((problem) => `${command}: ${problem}`),
    ),
    ...[...schemas].flatMap(([name, {fields, xmlName = name}]) =>
      [
        ...fields.flatMap((field) => checkField(field, data)),
        ...checkUnique(
          'the field',
          fields.map((field) => field.name),
        ),
        ...(isName(name) && isName(xmlName) ? [] : ['the name']),
        ...(reached.has(name) ? [] : ['nothing uses it']),
      ].map((problem) => `${name}: ${problem}`),
    ),
  ].map((problem) => `${where}: ${problem}`)
}
