import {type FilePart, type HttpRequest, type RequestBody, type StreamBody} from '../../http/types.js'
import {JsonSyntaxError, parseJson} from '../../values/parse-json.js'
import {type Value} from '../../values/value.js'

/** Whether a body is read from files while it is sent. */
export const isStream = (body: RequestBody | undefined): body is StreamBody =>
  body !== undefined && !(body instanceof Uint8Array)

const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})

/** Bytes as text; undefined where they are none. */
export const toText = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Stands for bytes that are not shown. */
export const describeBytes = (length: number): string => `<${length} bytes>`

/** Stands for the contents of a file. */
export const describeFile = ({path, size}: FilePart): string => `<contents of ${path}, ${size} bytes>`

const parse = (text: string): Value => {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonSyntaxError) return text
    throw error
  }
}

const textOf = (body: RequestBody): string => {
  if (!isStream(body)) return toText(body) ?? describeBytes(body.length)
  if (!body.parts) return describeBytes(body.length)
  return body.parts
    .map((part) => (part instanceof Uint8Array ? (toText(part) ?? describeBytes(part.length)) : describeFile(part)))
    .join('')
}

/** The content type without its parameters. */
const mediaType = ({headers}: HttpRequest): string => headers['Content-Type']?.split(';', 1)[0]?.trim() ?? ''

/** A request's body as data: JSON as the value that it is, a form's fields as a map, else text; undefined for none. */
export const bodyValue = (request: HttpRequest): Value | undefined => {
  const {body} = request
  if (body === undefined) return undefined
  if (isStream(body) && body.fields)
    return new Map(body.fields.map(({name, text, file}) => [name, file ? describeFile(file) : (text ?? '')]))
  const text = textOf(body)
  return /\bjson\b/.test(mediaType(request)) ? parse(text) : text
}

/** A request's body as text, JSON laid out for reading. */
export const bodyText = (request: HttpRequest, layOut: (value: Value) => string): string | undefined => {
  const {body} = request
  if (body === undefined) return undefined
  if (isStream(body) && body.fields) return textOf(body).replaceAll('\r\n', '\n').trimEnd()
  const value = bodyValue(request)
  return typeof value === 'string' || value === undefined ? value : layOut(value)
}
