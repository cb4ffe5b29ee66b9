import {type Type} from '../../catalog/types.js'
import {FileError} from '../../errors/file-error.js'
import {
  decimalNumber,
  isWrittenList,
  isWrittenMap,
  PlainScalar,
  resolvePlain,
  resolveWritten,
  type Written,
} from '../../values/plain-scalar.js'
import {readJsonOrYaml} from '../../values/read-yaml.js'
import {type FileValue, type Value} from '../../values/value.js'
import {findSpelling} from '../names/find-spelling.js'
import {flagName} from '../names/flag-name.js'
import {schemaOf} from '../names/schema-lookup.js'
import {checkValue} from './check-value.js'
import {coerce, type CoerceContext} from './coerce.js'
import {describeType} from './describe-type.js'
import {type FileReader} from './file-reader.js'
import {fits, integerNumber, isIntegerType} from './fits.js'
import {hiddenText, shownText, type Spot} from './spot.js'

interface Source {
  readonly path: string
  readonly base64: boolean
}

const sourceOf = (raw: string): Source | undefined => {
  const match = /^file(b64)?:\/\/(.*)$/s.exec(raw)
  return match ? {path: match[2] ?? '', base64: match[1] !== undefined} : undefined
}

/** Reads what a flag was given, by the type of its place (design §1, values). Faults go into the report. */
export class ValueReader {
  readonly context: CoerceContext
  readonly #files: FileReader
  #stdinUser: string | undefined

  constructor(context: CoerceContext, files: FileReader) {
    this.context = context
    this.#files = files
  }

  /** The value of a whole flag; undefined if there was a fault. A list type always answers a list. */
  async read(raw: string, spot: Spot): Promise<Value | undefined> {
    const {type} = spot
    if (typeof type === 'object')
      return 'list' in type ? this.#readList(raw, type.list, spot) : this.#readObject(raw, spot)
    if (type === 'string' || type === 'bytes') return this.#checked(await this.#readText(raw, spot), spot)
    if (type === 'datetime' || type === 'date') return this.#checked(raw, spot)
    if (type === 'file') return this.openFile(raw, spot, true)
    if (type === 'any') return this.#readAny(raw, spot)
    if (type === 'boolean') return raw === 'true' || raw === 'false' ? raw === 'true' : this.wrongType(spot, raw)
    const number = isIntegerType(type) ? integerNumber(raw) : decimalNumber(raw)
    return number ? this.#checked(number, spot) : this.wrongType(spot, raw)
  }

  /** A file to send. `-` is stdin where it is typed as a flag's whole value. */
  async openFile(path: string, spot: Spot, isFlag: boolean): Promise<FileValue | undefined> {
    if (isFlag && path === '-')
      return this.#useStdin(spot) ? this.#orFileError(async () => this.#files.openStdin()) : undefined
    return this.#orFileError(async () => this.#files.open(path))
  }

  /** The bytes of a file, or of stdin for `-`; undefined if they cannot be had. */
  async readBytes(path: string, spot: Spot): Promise<Uint8Array | undefined> {
    if (path === '-') return this.#useStdin(spot) ? this.#orFileError(async () => this.#files.readStdin()) : undefined
    return this.#orFileError(async () => this.#files.read(path))
  }

  /** UTF-8 text, exactly; a fault where the bytes are none. */
  decode(bytes: Uint8Array, spot: Spot): string | undefined {
    try {
      return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
    } catch {
      return this.#fault(spot, 'the file is no UTF-8 text; fileb64:// sends its bytes in base64')
    }
  }

  /** What JSON or YAML text says; undefined (and a fault) where it is neither or empty. */
  async parse(text: string, spot: Spot): Promise<Written | undefined> {
    try {
      const written = await readJsonOrYaml(text)
      if (written !== null || text.trim() === 'null') return written
      return this.#fault(spot, `it takes ${describeType(spot.type)}, and nothing was given`)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      const takes = `it takes ${describeType(spot.type)}`
      if (text.startsWith('@'))
        return this.#fault(spot, `${takes}; a file is named file://${hiddenText}, not @${hiddenText}`)
      if (error.message.startsWith('unexpected end'))
        return this.#fault(
          spot,
          `${takes}, and this ends before what it opens is closed; in a shell, put the whole value in single quotes`,
        )
      return this.#fault(spot, `${takes}, and this is neither JSON nor YAML: ${error.message}`)
    }
  }

  /** Adds the fault that a value is of the wrong type. */
  wrongType(spot: Spot, raw?: string): undefined {
    const isObject = typeof spot.type === 'object'
    const said = raw === undefined || isObject ? '' : `, not ${shownText(spot, raw)}`
    return this.#fault(spot, `it takes ${describeType(spot.type)}${said}${isObject ? this.#fieldHint(spot, raw) : ''}`)
  }

  /** How one field of an object is typed: the one that the value names (`name=demo`), else the first. */
  #fieldHint({label, flag, type}: Spot, raw = ''): string {
    const isList = typeof type === 'object' && 'list' in type
    const fields = schemaOf(isList ? type.list : type, this.context.schema)?.fields ?? []
    const [named] = findSpelling(fields, /^[\w-]+/.exec(raw)?.[0] ?? '', (field) => field)
    const field = named ?? fields[0]
    if (!field || label !== flag || !flag.startsWith('--')) return ''
    return `; one field of it is typed ${flag}.${isList ? '0.' : ''}${flagName(field.name)} ${hiddenText}`
  }

  #fault({label, flag, type}: Spot, text: string, suggestion?: string): undefined {
    this.context.report.faults.push({
      message: `${label}: ${text}`,
      flag,
      expected: describeType(type),
      ...(suggestion !== undefined && {suggestion}),
    })
    return undefined
  }

  #useStdin(spot: Spot): boolean {
    if (this.#files.stdinIsTerminal) {
      this.#fault(spot, 'stdin is a terminal: pipe something into hwc, or name a file')
      return false
    }
    if (this.#stdinUser !== undefined) {
      this.#fault(spot, `stdin can be read once, and ${this.#stdinUser} reads it already`)
      return false
    }
    this.#stdinUser = spot.label
    return true
  }

  async #orFileError<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      this.context.report.fileErrors.push(error)
      return undefined
    }
  }

  #checked(value: Value | undefined, spot: Spot): Value | undefined {
    if (value !== undefined) checkValue(value, spot, this.context.report)
    return value
  }

  /** A text as typed, or from where `file://` and `fileb64://` say. */
  async #readText(raw: string, spot: Spot): Promise<string | undefined> {
    const source = sourceOf(raw)
    if (!source) return raw
    const bytes = await this.readBytes(source.path, spot)
    if (!bytes) return undefined
    if (source.base64) return Buffer.from(bytes).toString('base64')
    const text = this.decode(bytes, spot)
    return spot.sensitive && text?.endsWith('\n') ? text.slice(0, -1) : text
  }

  async #readAny(raw: string, spot: Spot): Promise<Value | undefined> {
    const text = await this.#readText(raw, spot)
    return text === undefined || sourceOf(raw)?.base64 ? text : this.#anyValue(text)
  }

  /** JSON, else YAML; what is neither, or nothing but a plain word or a comment, is the text itself. */
  async #anyValue(text: string): Promise<Value> {
    try {
      const written = await readJsonOrYaml(text)
      if (written === null) return text.trim() === 'null' ? null : text
      const isText = written instanceof PlainScalar && typeof resolvePlain(written) === 'string'
      return isText || text.trim() === '-' ? text : resolveWritten(written)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      return text
    }
  }

  async #readObject(raw: string, spot: Spot): Promise<Value | undefined> {
    const text = await this.#readText(raw, spot)
    const written = text === undefined ? undefined : await this.parse(text, spot)
    if (written === undefined) return undefined
    if (fits(written, spot.type)) return coerce(written, spot, this.context)
    const fields = schemaOf(spot.type, this.context.schema)?.fields ?? []
    const hasBody = spot.flag === '--body' && findSpelling(fields, 'body', (field) => field).length > 0
    if (!hasBody || isWrittenList(written)) return this.wrongType(spot, raw)
    return this.#fault(spot, `it takes ${describeType(spot.type)}; the field body is --body.body`, '--body.body')
  }

  async #readList(raw: string, element: Type, spot: Spot): Promise<Value | undefined> {
    const isObject = typeof element === 'object'
    const single = {...spot, type: element}
    const text = isObject || element === 'any' ? await this.#readText(raw, spot) : raw
    if (text === undefined) return undefined
    if (!isObject && !text.startsWith('[')) {
      const value = element === 'any' ? await this.#anyValue(text) : await this.read(raw, single)
      return value === undefined ? undefined : [value]
    }
    const written = await this.parse(text, spot)
    if (written === undefined) return undefined
    if (isWrittenList(written)) return this.#readElements(written, element, spot)
    const isElement = isObject && !('list' in element) && isWrittenMap(written)
    return isElement ? [coerce(written, single, this.context)] : this.wrongType(spot, raw)
  }

  async #readElements(written: readonly Written[], element: Type, spot: Spot): Promise<Value | undefined> {
    if (element !== 'file') return coerce(written, spot, this.context)
    return this.openFiles(written, spot)
  }

  /** The files that a list of paths names. */
  async openFiles(written: readonly Written[], spot: Spot): Promise<Value | undefined> {
    const files: FileValue[] = []
    for (const entry of written) {
      const path = entry instanceof PlainScalar ? entry.text : entry
      const file = typeof path === 'string' ? await this.openFile(path, spot, false) : this.wrongType(spot)
      if (!file) return undefined
      files.push(file)
    }
    return files
  }
}
