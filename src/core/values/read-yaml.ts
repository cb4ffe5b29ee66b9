import {type LoadOptions} from 'js-yaml'
import {parseJson} from './parse-json.js'
import {PlainScalar, type Written} from './plain-scalar.js'

/** The text is no YAML. Line and column count from 1; the message shows nothing of the text, which may hold secrets. */
export class YamlSyntaxError extends SyntaxError {
  constructor(
    readonly line: number,
    readonly column: number,
    reason: string,
  ) {
    super(`${reason} (line ${String(line)}, column ${String(column)})`)
  }
}

const keySign = 'k'

/** Far more than any request holds; aliases (`*a`) of aliases would otherwise grow without end. */
const maximumNodes = 1_000_000
const maximumDepth = 200

/**
 * What js-yaml is given as scalars. Used as keys they become texts behind a letter, so that js-yaml's plain objects
 * neither reorder keys that look like indices nor treat `__proto__` in a special way. The letter is the same for all:
 * a key in quotes and the same key without are one, which keeps its first place and takes the last value (as PyYAML's).
 */
class Scalar {
  constructor(
    readonly text: string,
    readonly plain: boolean,
  ) {}

  /** js-yaml writes a key of the class Object as `[object Object]`; one of another class it asks for its text. */
  get [Symbol.toStringTag](): string {
    return 'Scalar'
  }

  toString(): string {
    return keySign + this.text
  }
}

/** What a key that a map has twice comes to: an error, as YAML says, or its last value, as in Python's PyYAML. */
export interface YamlReading {
  readonly repeatedKeys?: 'refused' | 'last'
}

const createLoad = async ({repeatedKeys}: YamlReading): Promise<(text: string) => unknown> => {
  const {FAILSAFE_SCHEMA, Type, load} = await import('js-yaml')
  const construct = (scalar: unknown): Scalar =>
    scalar instanceof Scalar ? scalar : new Scalar(scalar === null ? '' : String(scalar), true)
  const plainType = (tag: string): InstanceType<typeof Type> => new Type(tag, {kind: 'scalar', construct})
  const schema = FAILSAFE_SCHEMA.extend({
    implicit: [plainType('tag:hwc,plain')],
    explicit: ['null', 'bool', 'int', 'float'].map((name) => plainType(`tag:yaml.org,2002:${name}`)),
  })
  const listener: LoadOptions['listener'] = (event, state) => {
    if (event === 'close' && typeof state.result === 'string') state.result = new Scalar(state.result, false)
  }
  return (text) => load(text, {schema, listener, json: repeatedKeys === 'last'})
}

const toWritten = (loaded: unknown): Written => {
  let nodes = 0
  const fail = (reason: string): never => {
    throw new YamlSyntaxError(1, 1, reason)
  }
  const convert = (node: unknown, depth: number): Written => {
    nodes += 1
    if (nodes > maximumNodes || depth > maximumDepth) fail('aliases make it too big')
    if (node === null || node === undefined) return null
    if (node instanceof Scalar) return node.plain && node.text !== '' ? new PlainScalar(node.text) : node.text
    if (Array.isArray(node)) return node.map((entry) => convert(entry, depth + 1))
    const map = new Map<string, Written>()
    for (const [key, entry] of Object.entries(node)) {
      if (!key.startsWith(keySign)) fail('a key that is no text')
      map.set(key.slice(keySign.length), convert(entry, depth + 1))
    }
    return map
  }
  return convert(loaded, 0)
}

interface YamlException {
  readonly reason?: string
  readonly mark?: {readonly line: number; readonly column: number}
}

/**
 * Reads one YAML document; plain scalars keep their text, an empty document is null. js-yaml is loaded here and only now.
 * @throws {YamlSyntaxError}
 */
export const readYaml = async (text: string, reading: YamlReading = {}): Promise<Written> => {
  const load = await createLoad(reading)
  let loaded: unknown
  try {
    loaded = load(text)
  } catch (error) {
    const {reason, mark} = error as YamlException
    if (reason === undefined) throw error
    const shown = reason.replaceAll(/".*"|!?<.*>|: .*/gs, '…')
    throw new YamlSyntaxError((mark?.line ?? 0) + 1, (mark?.column ?? 0) + 1, shown)
  }
  return toWritten(loaded)
}

/** JSON if it parses as JSON, else YAML, whatever the file was called (design §1). @throws {YamlSyntaxError} */
export const readJsonOrYaml = async (text: string): Promise<Written> => {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  try {
    return parseJson(content)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return readYaml(content)
}
