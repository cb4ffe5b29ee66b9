import {type Readable} from 'node:stream'
import {JsonSyntaxError, parseJson} from '../core/values/parse-json.js'
import {type FormPart} from './form-part.js'
import {boundaryOf, MultipartError, MultipartParser} from './multipart-parser.js'
import {BsonError, readBson} from './read-bson.js'
import {readXml, XmlError} from './read-xml.js'
import {baseContentType, type ReceivedBody} from './received-request.js'
import {badRequest, bodyTooLarge, type Refusal, sandboxFault} from './refusal.js'
import {Spool} from './spool.js'

/** Bytes of a body that is read whole; files of a form have no limit. */
const wholeBodyLimit = 64 * 1024 * 1024

export interface ReadBodyOptions {
  readonly contentType: string | undefined
  readonly temporaryFolder: string
  /** Sees every byte, for the signature. */
  readonly observe: (chunk: Uint8Array) => void
}

/** What came of reading a body; parts are to be discarded even if the body was refused. */
export interface ReadBodyResult {
  readonly body: ReceivedBody
  readonly length: number
  readonly refusal?: Refusal
}

const dispositionText = (disposition: string, name: string): string | undefined => {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(disposition)
  return (found?.[1] ?? found?.[2])?.replaceAll('%22', '"').replaceAll('\\"', '"')
}

const partOf = (headers: ReadonlyMap<string, string>, content: Spool): FormPart => {
  const disposition = headers.get('content-disposition') ?? ''
  const filename = dispositionText(disposition, 'filename')
  const contentType = headers.get('content-type')
  return {
    name: dispositionText(disposition, 'name') ?? '',
    ...(filename !== undefined && {filename}),
    ...(contentType !== undefined && {contentType}),
    content,
  }
}

const readMultipart = async (stream: Readable, boundary: string, options: ReadBodyOptions): Promise<ReadBodyResult> => {
  const parts: FormPart[] = []
  try {
    const {length, refusal} = await readParts(stream, boundary, options, parts)
    const body: ReceivedBody = {kind: 'form', parts: await Promise.all(parts.map(withText))}
    return {body, length, ...(refusal !== undefined && {refusal})}
  } catch (error) {
    // The client went away: nobody will ask for what it sent.
    await Promise.all(parts.map(({content}) => content.discard()))
    throw error
  }
}

/** Reads to the end and adds to `parts` what comes, so that who catches an error can free it. */
const readParts = async (
  stream: Readable,
  boundary: string,
  {temporaryFolder, observe}: ReadBodyOptions,
  parts: FormPart[],
): Promise<Omit<ReadBodyResult, 'body'>> => {
  const parser = new MultipartParser(boundary)
  let length = 0
  let refusal: Refusal | undefined
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    length += chunk.length
    observe(chunk)
    // What is refused is still read to its end: leaving early would close the connection before the answer is out.
    refusal ??= await refusalOf(async () => {
      for (const event of parser.push(chunk)) {
        if (event.kind === 'part') parts.push(partOf(event.headers, new Spool(temporaryFolder)))
        else await parts.at(-1)?.content.write(event.bytes)
      }
    })
  }
  refusal ??= await refusalOf(() => {
    parser.end()
  })
  return {length, ...(refusal !== undefined && {refusal})}
}

const refusalOf = async (parse: () => void | Promise<void>): Promise<Refusal | undefined> => {
  try {
    await parse()
    return undefined
  } catch (error) {
    if (error instanceof MultipartError) return badRequest([error.message])
    return sandboxFault(`The sandbox cannot keep what was sent: ${(error as Error).message}`)
  }
}

const withText = async (part: FormPart): Promise<FormPart> =>
  part.filename === undefined && part.content.isWhollyInMemory
    ? {...part, text: (await part.content.head()).toString('utf8')}
    : part

const readUrlEncoded = async (text: string, temporaryFolder: string): Promise<readonly FormPart[]> =>
  Promise.all(
    Array.from(new URLSearchParams(text), async ([name, value]) => {
      const content = new Spool(temporaryFolder)
      await content.write(Buffer.from(value))
      return {name, text: value, content}
    }),
  )

/** Types whose bytes are taken as they are; any other body is read as JSON, as a service does. */
const isOpaque = (type: string): boolean => /octet-stream|^image\/|^text\//.test(type)

const understandXml = (bytes: Buffer): ReceivedBody => {
  try {
    return {kind: 'xml', bytes, root: readXml(bytes.toString('utf8'))}
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return {kind: 'bytes', bytes, why: `The body is no XML: ${error.message}`}
  }
}

const understandBson = (bytes: Buffer): ReceivedBody => {
  try {
    return {kind: 'bson', bytes, value: readBson(bytes)}
  } catch (error) {
    if (!(error instanceof BsonError)) throw error
    return {kind: 'bytes', bytes, why: `The body is no BSON: ${error.message}`}
  }
}

const understand = async (bytes: Buffer, type: string, temporaryFolder: string): Promise<ReceivedBody> => {
  if (bytes.length === 0) return {kind: 'none'}
  if (type === 'application/x-www-form-urlencoded')
    return {kind: 'form', parts: await readUrlEncoded(bytes.toString('utf8'), temporaryFolder)}
  if (type.endsWith('xml')) return understandXml(bytes)
  if (type.endsWith('bson')) return understandBson(bytes)
  if (isOpaque(type)) return {kind: 'bytes', bytes, why: `The content type ${type} is no JSON`}
  try {
    return {kind: 'json', value: parseJson(bytes.toString('utf8'))}
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    return {kind: 'bytes', bytes, why: `The body is no JSON: ${error.message}`}
  }
}

const readWhole = async (
  stream: Readable,
  {contentType, temporaryFolder, observe}: ReadBodyOptions,
): Promise<ReadBodyResult> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    length += chunk.length
    observe(chunk)
    if (length <= wholeBodyLimit) chunks.push(chunk)
  }
  if (length > wholeBodyLimit) return {body: {kind: 'none'}, length, refusal: bodyTooLarge}
  return {body: await understand(Buffer.concat(chunks), baseContentType(contentType), temporaryFolder), length}
}

/** Reads a body by its own content type: a form in parts, JSON as a value, anything else as bytes. */
export const readBody = async (stream: Readable, options: ReadBodyOptions): Promise<ReadBodyResult> => {
  if (baseContentType(options.contentType) !== 'multipart/form-data') return readWhole(stream, options)
  const boundary = boundaryOf(options.contentType ?? '')
  if (boundary !== undefined) return readMultipart(stream, boundary, options)
  const {length} = await readWhole(stream, {...options, contentType: 'application/octet-stream'})
  const refusal = badRequest(['The content type multipart/form-data names no boundary'])
  return {body: {kind: 'none'}, length, refusal}
}
