import {type Value} from '../core/values/value.js'
import {type ChosenOperation} from './choose-operation.js'
import {type FormPart} from './form-part.js'
import {type ReceivedRequest} from './received-request.js'

const grouped = (pairs: readonly (readonly [string, Value])[]): Value => {
  const groups = new Map<string, Value[]>()
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value])
  return new Map(Array.from(groups, ([name, values]): [string, Value] => [name, single(values)]))
}

const single = (values: readonly Value[]): Value => (values.length === 1 ? (values[0] ?? null) : values)

const describePart = async ({text, filename, contentType, content}: FormPart): Promise<Value> => {
  if (filename === undefined && text !== undefined) return text
  return new Map<string, Value>([
    ['filename', filename ?? null],
    ...(contentType === undefined ? [] : [['contentType', contentType] as const]),
    ['size', String(content.size)],
    ['base64', (await content.head()).toString('base64')],
  ])
}

const describeBody = ({body}: ReceivedRequest): readonly (readonly [string, Value])[] => {
  if (body.kind === 'json') return [['body', body.value]]
  if (body.kind === 'bytes' || body.kind === 'bson' || body.kind === 'xml')
    return [['bytes', Buffer.from(body.bytes).toString('base64')]]
  return []
}

/**
 * What the sandbox understood of a request, for tests that compare it with what was typed: names that came once hold a
 * text, names that came several times a list; a file holds its name, its size in bytes and at most its first MiB.
 */
export const describeReceived = async (request: ReceivedRequest, {route, path}: ChosenOperation): Promise<Value> => {
  const {service, version, command} = route
  const {body} = request
  const parts = body.kind === 'form' ? body.parts : undefined
  const form = parts && (await Promise.all(parts.map(async (part) => [part.name, await describePart(part)] as const)))
  return new Map<string, Value>([
    ['service', service],
    ['version', version],
    ['operation', command],
    ['path', new Map(path)],
    ['query', grouped(request.query)],
    ['headers', new Map(request.headers)],
    ...describeBody(request),
    ...(form === undefined ? [] : [['form', grouped(form)] as const]),
  ])
}
