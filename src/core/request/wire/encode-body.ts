import {type Operation, type Schema, type Type} from '../../catalog/types.js'
import {UsageError} from '../../errors/usage-error.js'
import {type RequestBody} from '../../http/types.js'
import {FileValue, type Value} from '../../values/value.js'
import {formText} from './form-text.js'
import {jsonText} from './json-text.js'
import {multipartBody} from './multipart.js'
import {orderBody} from './order-body.js'
import {checkFile, PartsBody} from './parts-body.js'
import {xmlText} from './xml-text.js'

export interface BodyOptions {
  readonly operation: Pick<Operation, 'body' | 'contentType'>
  readonly schema: (name: string) => Schema
  /** Absent or null: no body. */
  readonly body: Value | undefined
  readonly randomBoundary: () => string
}

export interface EncodedBody {
  readonly contentType: string
  readonly body?: RequestBody | undefined
}

const toBytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')

const xmlRoot = (type: Type | undefined, schema: (name: string) => Schema): string => {
  if (typeof type !== 'object' || !('ref' in type)) throw new UsageError('An XML body needs a type')
  return schema(type.ref).xmlName ?? type.ref
}

const requireBody = (body: Value | undefined): Value => {
  if (body === undefined || body === null) throw new UsageError('The operation needs a body', {hint: 'Give --body.'})
  return body
}

/**
 * Encodes a body as its operation's content type says (spec §6.4–6.7). A body that is a text goes out as it is; an
 * unknown content type is treated as JSON.
 * @throws {UsageError} for a missing body where the content type cannot do without one.
 * @throws {FileError} for a file that is missing, unreadable or no regular file.
 */
export const encodeBody = async ({operation, schema, body, randomBoundary}: BodyOptions): Promise<EncodedBody> => {
  const {contentType, body: type = 'any'} = operation
  const ordered = body === undefined || body === null ? undefined : orderBody(body, type, schema)

  if (contentType === 'multipart/form-data') {
    const boundary = randomBoundary()
    return {contentType: `${contentType}; boundary=${boundary}`, body: await multipartBody(ordered, boundary)}
  }
  if (contentType === 'application/x-www-form-urlencoded' && typeof ordered !== 'string') {
    const text = formText(ordered)
    return {contentType, body: text === undefined ? undefined : toBytes(text)}
  }
  if (contentType === 'application/octet-stream') requireBody(ordered)
  if (ordered === undefined) return {contentType}
  if (ordered instanceof FileValue) return {contentType, body: new PartsBody([await checkFile(ordered)])}
  if (typeof ordered === 'string') return {contentType, body: toBytes(ordered)}
  if (contentType === 'application/xml')
    return {contentType, body: toBytes(xmlText(xmlRoot(operation.body, schema), ordered))}
  if (contentType === 'application/bson') {
    const {bsonBytes} = await import('./bson-bytes.js')
    return {contentType, body: await bsonBytes(ordered, type, schema)}
  }
  return {contentType, body: toBytes(jsonText(ordered))}
}
