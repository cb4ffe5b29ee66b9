import {type Operation} from '../../../src/core/catalog/types.js'
import {wireName} from '../../../src/core/request/names/find-spelling.js'
import {isForm} from '../../../src/core/request/names/schema-lookup.js'
import {isValueMap, NumberText, type Value, type ValueMap} from '../../../src/core/values/value.js'
import {plain} from '../../support/read-line.js'
import {type ExampleCall} from './example-call.js'

/** What a request held, in forms that `deepEqual` compares and a person reads. */
export interface Echo {
  /** In the order of the path. */
  readonly path: readonly unknown[]
  readonly query: readonly (readonly [string, readonly string[]])[]
  readonly headers: Readonly<Record<string, string>>
  /** JSON with the order of its keys, `form`, `bytes` in base64, or nothing. */
  readonly body?: unknown
}

export interface EchoFacts {
  readonly operation: Operation
  readonly call: ExampleCall
  readonly host: string
  readonly userAgent: string
  /** As X-Sdk-Date has it. */
  readonly date: string
  readonly scope: {readonly credentialType: 'basic' | 'global'; readonly projectId: string; readonly domainId: string}
  readonly file: {readonly name: string; readonly bytes: Buffer}
}

/** As Python writes it inside a list or object; the examples hold no quotes. */
const notation = (value: Value): string => {
  if (Array.isArray(value)) return `[${value.map((entry: Value) => notation(entry)).join(', ')}]`
  if (isValueMap(value)) return `{${Array.from(value, ([key, entry]) => `'${key}': ${notation(entry)}`).join(', ')}}`
  return typeof value === 'string' ? `'${value}'` : pythonText(value)
}

const pythonText = (value: Value): string => {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value instanceof NumberText) return value.text
  return typeof value === 'string' ? value : notation(value)
}

const queryText = (value: Value): string => (typeof value === 'boolean' ? String(value) : pythonText(value))

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Numbers by what they are, everything else as text. */
const compareEntries = (one: Value, other: Value): number =>
  one instanceof NumberText && other instanceof NumberText
    ? Number(BigInt(one.text) - BigInt(other.text))
    : compareTexts(queryText(one), queryText(other))

const queryTexts = (value: Value): readonly string[] => {
  if (Array.isArray(value)) return (value as readonly Value[]).toSorted(compareEntries).map(queryText)
  if (isValueMap(value)) return Array.from(value, ([key, entry]) => `${key}=${notation(entry)}`).sort(compareTexts)
  return [queryText(value)]
}

const typedIn = (
  {operation, call}: EchoFacts,
  place: 'path' | 'query' | 'header',
): readonly (readonly [string, Value])[] =>
  operation.parameters.flatMap((parameter) => {
    const value = call.params.get(parameter.name)
    return parameter.in === place && value !== undefined ? [[wireName(parameter), value] as const] : []
  })

const expectedPath = (facts: EchoFacts): readonly unknown[] => {
  const {projectId, domainId} = facts.scope
  const values = new Map<string, string>([
    ['project_id', projectId],
    ['domain_id', domainId],
  ])
  for (const [name, value] of typedIn(facts, 'path')) values.set(name, pythonText(value))
  return Array.from(facts.operation.path.matchAll(/\{([^{}]+)\}/g), ([, name = '']) => values.get(name))
}

const expectedHeaders = (facts: EchoFacts): Echo['headers'] => {
  const {operation, host, userAgent, date, scope} = facts
  const isBasic = scope.credentialType === 'basic'
  return {
    accept: '*/*',
    'accept-encoding': 'gzip, deflate',
    connection: 'keep-alive',
    'x-sdk-date': date,
    ...Object.fromEntries(typedIn(facts, 'header').map(([name, value]) => [name.toLowerCase(), pythonText(value)])),
    ...(operation.contentType === 'multipart/form-data' && {'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD'}),
    'content-type': operation.contentType,
    host,
    'user-agent': userAgent,
    [isBasic ? 'x-project-id' : 'x-domain-id']: isBasic ? scope.projectId : scope.domainId,
  }
}

/** Texts first, then files, whatever order they were typed in. */
const expectedForm = (body: ValueMap, {name, bytes}: EchoFacts['file']): unknown => {
  const isFile = (value: Value): boolean => isValueMap(value) && value.has('@file')
  const file = {filename: name, size: String(bytes.length), base64: bytes.toString('base64')}
  const entries = Array.from(body)
  return [
    ...entries.filter(([, value]) => !isFile(value)).map(([key, value]) => [key, queryText(value)]),
    ...entries.filter(([, value]) => isFile(value)).map(([key]) => [key, file]),
  ]
}

const expectedBody = ({operation, call: {body}, file}: EchoFacts): unknown => {
  if (isForm(operation)) return {form: expectedForm(isValueMap(body) ? body : new Map(), file)}
  if (body === undefined) return undefined
  // A body that is text goes out without quotes.
  if (typeof body === 'string') return {bytes: Buffer.from(body).toString('base64')}
  return {json: plain(body)}
}

/** What must arrive, from what was typed and the rules of the wire (design §7, spec §6) alone. */
export const expectedEcho = (facts: EchoFacts): Echo => ({
  path: expectedPath(facts),
  query: typedIn(facts, 'query')
    .map(([name, value]) => [name, queryTexts(value)] as const)
    .toSorted(([one], [other]) => compareTexts(one, other)),
  headers: expectedHeaders(facts),
  body: expectedBody(facts),
})
