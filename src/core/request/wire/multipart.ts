import {type FormField} from '../../http/types.js'
import {FileValue, isValueMap, type Value} from '../../values/value.js'
import {checkFile, type Part, PartsBody} from './parts-body.js'
import {toPythonText} from './python-text.js'

/** A multipart body that also remembers its fields, for previews. */
export class MultipartBody extends PartsBody {
  constructor(
    parts: readonly Part[],
    readonly fields: readonly FormField[],
  ) {
    super(parts)
  }
}

/** After the last backslash if there is one, else after the last slash (spec §6.5). */
const baseName = (path: string): string => path.slice(path.lastIndexOf(path.includes('\\') ? '\\' : '/') + 1)

/** What would end the text or its header. */
const unsafePattern = /["\u0000-\u001f\u007f]/g

const toEscape = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

const parameter = (name: string, text: string): string => `; ${name}="${text.replaceAll(unsafePattern, toEscape)}"`

const partHead = ({name, fileName, contentType}: FormField): string =>
  `Content-Disposition: form-data${parameter('name', name)}` +
  (fileName === undefined ? '' : parameter('filename', fileName)) +
  (contentType === undefined ? '' : `\r\nContent-Type: ${contentType}`)

const toField = async (name: string, value: Value): Promise<FormField> => {
  if (value instanceof FileValue)
    return {
      name,
      file: await checkFile(value),
      fileName: value.name ?? baseName(value.path),
      contentType: value.contentType,
    }
  return {name, text: typeof value === 'boolean' ? String(value) : toPythonText(value)}
}

/** The fields of a form in the order of the wire: all texts first, then the files (spec §6.5). */
const toFields = async (form: Value | undefined): Promise<FormField[]> => {
  const entries = isValueMap(form) ? Array.from(form) : []
  const fields = await Promise.all(entries.map(([name, value]) => toField(name, value)))
  return [...fields.filter(({file}) => !file), ...fields.filter(({file}) => file)]
}

/**
 * A form as `multipart/form-data`, its files streamed from disk; an absent form is an empty one.
 * @throws {FileError} for a file that is missing, unreadable or no regular file.
 */
export const multipartBody = async (form: Value | undefined, boundary: string): Promise<MultipartBody> => {
  const fields = await toFields(form)
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')
  const parts = fields.flatMap((field): Part[] => [
    bytes(`--${boundary}\r\n${partHead(field)}\r\n\r\n${field.text ?? ''}`),
    ...(field.file ? [field.file] : []),
    bytes('\r\n'),
  ])
  return new MultipartBody([...parts, bytes(`--${boundary}--\r\n`)], fields)
}
