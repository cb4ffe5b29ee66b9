import {readJson} from '../values/read-json.js'
import {type Value} from '../values/value.js'
import {decodeText} from './decode-text.js'
import {mediaTypeOf} from './media-type.js'

/** What a body says. */
export interface ReadBody {
  /** The data, or the text of what is none. */
  readonly value: Value
  readonly form: 'json' | 'xml' | 'bson' | 'text'
}

const xmlTypes: ReadonlySet<string> = new Set(['application/xml', 'text/xml'])

const readXml = async (bytes: Uint8Array, contentType: string): Promise<Value | undefined> => {
  const {parseXml, XmlSyntaxError} = await import('./parse-xml.js')
  try {
    return await parseXml(bytes, contentType)
  } catch (error) {
    if (error instanceof XmlSyntaxError) return undefined
    throw error
  }
}

const readBson = async (bytes: Uint8Array): Promise<Value | undefined> => {
  const {BsonSyntaxError, parseBson} = await import('./parse-bson.js')
  try {
    return await parseBson(bytes)
  } catch (error) {
    if (error instanceof BsonSyntaxError) return undefined
    throw error
  }
}

/**
 * Reads a body that is not empty: XML and BSON by its content type, whatever parameters that has; everything else as
 * JSON, losslessly; and what none of them can read as text (spec §7).
 */
export const readValue = async (bytes: Uint8Array, contentType = ''): Promise<ReadBody> => {
  const mediaType = mediaTypeOf(contentType)
  if (xmlTypes.has(mediaType)) {
    const value = await readXml(bytes, contentType)
    if (value !== undefined) return {value, form: 'xml'}
  }
  if (mediaType === 'application/bson') {
    const value = await readBson(bytes)
    if (value !== undefined) return {value, form: 'bson'}
  }
  const text = decodeText(bytes, contentType)
  const value = readJson(text.replace(/^\uFEFF/, ''))
  return value === undefined ? {value: text, form: 'text'} : {value, form: 'json'}
}
