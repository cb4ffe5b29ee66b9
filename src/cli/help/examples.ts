import {type Field, type Operation, type Primitive, type Schema, type Type} from '../../core/catalog/types.js'
import {shellQuote} from '../../core/output/preview/shell-quote.js'
import {wireName} from '../../core/request/names/find-spelling.js'
import {type NameEntry} from '../../core/request/names/name-table.js'
import {isForm, type SchemaLookup} from '../../core/request/names/schema-lookup.js'
import {isList, stepTo} from './field-types.js'
import {flagOf} from './parameter-sections.js'

/** One word or pair of words of an example: `--limit 10`. */
type ExampleWord = string

const textSamples: readonly (readonly [RegExp, string])[] = [
  [/(^|_)name$/, 'demo'],
  [/cidr(_block)?$/, '10.0.0.0/16'],
  [/(^|_)(ip|ip_address)$/, '192.168.0.10'],
  [/(^|_)e?mail(_address)?$/, 'user@example.com'],
  [/(^|_)region(_id)?$/, 'cn-north-4'],
  [/(^|_)description$/, 'demo'],
]

const sampleText = (name: string): string => {
  const found = textSamples.find(([pattern]) => pattern.test(name.toLowerCase()))
  if (found !== undefined) return found[1]
  const capitals = name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')
  return capitals === '' ? 'TEXT' : capitals.toUpperCase()
}

const samples: Readonly<Partial<Record<Primitive, string>>> = {
  integer: '1',
  int32: '1',
  int64: '1',
  number: '1',
  decimal: '1',
  boolean: 'true',
  datetime: '2030-01-31T12:00:00Z',
  date: '2030-01-31',
  bytes: 'ZGVtbw==',
}

/** Where a list begins, and how much of it is wanted. */
const integerSamples: Readonly<Record<string, string>> = {offset: '0', limit: '10'}

/** A value for a scalar of an example, the same for the same name. */
const sampleScalar = ({name, enum: values}: Field, type: Type): string => {
  if (values?.[0] !== undefined) return String(values[0])
  if (typeof type !== 'string') return sampleText(name)
  const sample = samples[type]
  return (sample === '1' ? integerSamples[name.toLowerCase()] : undefined) ?? sample ?? sampleText(name)
}

/** What an example gives of a schema: what is required, else its name or its first field. */
const exampleFields = ({fields}: Schema): readonly Field[] => {
  const required = fields.filter((field) => field.required === true)
  if (required.length > 0) return required
  const scalar =
    fields.find(({name}) => name === 'name') ?? fields.find(({type}) => typeof type === 'string') ?? fields[0]
  return scalar === undefined ? [] : [scalar]
}

/** A value as YAML in one line, its fields those of an example; a secret has no place in it. */
const flowYaml = (field: Field, type: Type, schema: SchemaLookup, above: readonly string[] = []): string => {
  if (typeof type === 'string') return type === 'any' ? '{}' : quoteYaml(sampleScalar(field, type), type)
  if ('list' in type) return `[${flowYaml(field, type.list, schema, above)}]`
  if ('map' in type) return `{KEY: ${flowYaml(field, type.map, schema, above)}}`
  if (above.includes(type.ref)) return '{}'
  const inner = schema(type.ref)
  return `{${exampleFields(inner)
    .map(
      (child) =>
        `${quoteYaml(wireName(child), 'string')}: ${flowYaml(child, child.type, schema, [...above, type.ref])}`,
    )
    .join(', ')}}`
}

const quoteYaml = (text: string, type: Type): string =>
  type !== 'string' || /^[A-Za-z][\w./-]*$/.test(text) || /^\d+(\.\d+){3}(\/\d+)?$/.test(text)
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`

/** Whether what an example gives of a type holds a secret. */
const holdsSecret = (field: Field, schema: SchemaLookup, above: readonly string[] = []): boolean => {
  if (field.sensitive === true) return true
  const ref = innermostRef(field.type)
  if (ref === undefined || above.includes(ref)) return false
  return exampleFields(schema(ref)).some((child) => holdsSecret(child, schema, [...above, ref]))
}

const innermostRef = (type: Type): string | undefined => {
  if (typeof type === 'string') return undefined
  if ('ref' in type) return type.ref
  return innermostRef('list' in type ? type.list : type.map)
}

/** A field with its value in words of their own, one field of an object a word. */
const dottedWords = (
  flag: string,
  field: Field,
  type: Type,
  schema: SchemaLookup,
  above: readonly string[] = [],
): ExampleWord[] => {
  if (typeof type === 'string') {
    if (type === 'boolean') return [flag]
    if (type === 'file') return [`${flag} ./${sampleText(field.name).toLowerCase()}`]
    if (type === 'bytes') return [`${flag} fileb64://${sampleText(field.name).toLowerCase()}`]
    if (field.sensitive === true && type === 'string')
      return [`${flag} file://${sampleText(field.name).toLowerCase()}.txt`]
    if (type === 'any') return [`${flag} '{}'`]
    return [`${flag} ${shellQuote(sampleScalar(field, type))}`]
  }
  if ('map' in type) {
    if (type.map === 'boolean') return [`${flag}.KEY`]
    return dottedWords(`${flag}.KEY`, field, type.map, schema, above)
  }
  if ('list' in type) {
    if (isList(type.list) || type.list === 'any') return [`${flag} ${shellQuote(flowYaml(field, type, schema, above))}`]
    if (type.list === 'boolean') return [`${flag} true`]
    if (typeof type.list === 'string') return dottedWords(flag, field, type.list, schema, above)
    return dottedWords(`${flag}.0`, field, type.list, schema, above)
  }
  if (above.includes(type.ref)) return [`${flag} '{}'`]
  const inner = schema(type.ref)
  const fields = exampleFields(inner)
  if (fields.length === 0) return [`${flag} '{}'`]
  return fields.flatMap((child) =>
    dottedWords(`${flag}.${stepTo(child, inner)}`, child, child.type, schema, [...above, type.ref]),
  )
}

/** A longer one is hard to read in one line. */
const longestYaml = 100

/** A field with its value in one word: an object as YAML, or in a file where it is long or holds a secret. */
const inlineWords = (flag: string, field: Field, schema: SchemaLookup): ExampleWord[] => {
  const {type} = field
  if (innermostRef(type) === undefined) return dottedWords(flag, field, type, schema)
  const yaml = shellQuote(flowYaml(field, type, schema))
  if (yaml.length > longestYaml || holdsSecret(field, schema))
    return [`${flag} file://${sampleText(field.name).toLowerCase()}.yaml`]
  return [`${flag} ${yaml}`]
}

export interface ExamplesOptions {
  /** `hwc vpc list-vpcs`, and `--api-version v3` where it is needed. */
  readonly command: readonly ExampleWord[]
  readonly operation: Operation
  readonly schema: SchemaLookup
  /** What must be given. */
  readonly required: readonly NameEntry[]
  /** What else may be given, without what hwc fills in. */
  readonly optional: readonly NameEntry[]
}

/** The body's flag and its example, where the body has no fields to give one by one. */
const bodyWords = ({body, streamRequest}: Operation, schema: SchemaLookup): ExampleWord[] => {
  if (streamRequest === true) return ['--body ./body']
  if (body === undefined) return []
  return dottedWords('--body', {name: 'body', type: body}, body, schema)
}

/** One field of the body where a call that changes something requires none: without it nothing would be changed. */
const changeWords = (
  {method}: Operation,
  required: readonly NameEntry[],
  optional: readonly NameEntry[],
  schema: SchemaLookup,
): ExampleWord[] => {
  if (method === 'DELETE' || required.some(({place}) => place === 'body' || place === 'form')) return []
  const fields = optional.filter(
    ({place, field}) => (place === 'body' || place === 'form') && innermostRef(field.type) === undefined,
  )
  const chosen =
    fields.find(({field}) => field.name === 'name') ??
    fields.find(({field}) => field.type === 'string' && field.sensitive !== true) ??
    fields[0]
  return chosen === undefined ? [] : dottedWords(flagOf(chosen), chosen.field, chosen.field.type, schema)
}

/** More are easier to give in a file. */
const fewWords = 3

/** Two command lines, each as its words: what is required, then one more way to say it or to use it. */
export const exampleLines = ({command, operation, schema, required, optional}: ExamplesOptions): string[][] => {
  const wholeBody = operation.body !== undefined && (typeof operation.body === 'string' || !('ref' in operation.body))
  const body = wholeBody || operation.streamRequest === true ? bodyWords(operation, schema) : []
  const output = operation.streamResponse === true ? ['--output-file ./answer'] : []
  const dotted = required.flatMap((parameter) =>
    dottedWords(flagOf(parameter), parameter.field, parameter.field.type, schema),
  )
  const first = [...command, ...dotted, ...body, ...output]
  const inline = required.flatMap((parameter) => inlineWords(flagOf(parameter), parameter.field, schema))
  const isShort = dotted.length + body.length <= fewWords
  if (inline.join(' ') !== dotted.join(' ') && inline.length <= fewWords)
    return [first, [...command, ...inline, ...body, ...output]]
  if (!isShort) return [first, [...command, '--from-file request.yaml', ...output]]
  if (operation.method !== 'GET') {
    const change = changeWords(operation, required, optional, schema)
    if (change.length > 0 && operation.method === 'POST' && operation.body !== undefined && !isForm(operation))
      return [first, [...first, ...change]]
    return [
      [...first, ...change],
      [...first, ...change, '--preview'],
    ]
  }
  if (operation.streamResponse === true) return [first, [...command, ...dotted, ...body, '--output-file -']]
  const limit = optional.find(({short, field}) => short === 'limit' && typeof field.type === 'string')
  return [first, [...first, ...(limit === undefined ? [] : ['--limit 10']), '-o table']]
}

/** YAML broken behind its commas, else at any blank, into lines of at most `width`; between its quotes the shell leaves them as they are. */
const yamlLines = (text: string, width: number): string[] => {
  const lines: string[] = []
  const parts = text.split(/(?<=,) /).flatMap((part) => (part.length <= width ? [part] : part.split(' ')))
  for (const part of parts) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + part.length <= width) lines[lines.length - 1] = `${last} ${part}`
    else lines.push(part)
  }
  return lines
}

/** An example as lines, broken between its words with a backslash where it is wider than the page. */
export const layExample = (words: readonly string[], width: number): string[] => {
  const one = '  ' + words.join(' ')
  if (one.length <= width) return [one]
  return words.flatMap((word, index) => {
    const before = index === 0 ? '  ' : '      '
    const after = index === words.length - 1 ? '' : ' \\'
    const line = before + word
    const blank = word.lastIndexOf(' ', word.indexOf("'") < 0 ? undefined : word.indexOf("'"))
    if (line.length + 2 <= width || blank < 0) return [line + after]
    const value = word.slice(blank + 1)
    const values = /^'[{[]/.test(value) ? yamlLines(value, width - 14) : [value]
    const indented = values.map((part, at) => ' '.repeat(at === 0 ? 10 : 12) + part)
    return [`${before}${word.slice(0, blank)} \\`, ...indented.slice(0, -1), `${indented.at(-1) ?? ''}${after}`]
  })
}

/** Examples one below the other, a blank line between them where one has several lines. */
export const layExamples = (examples: readonly (readonly string[])[], width: number): string[] => {
  const laid = examples.map((words) => layExample(words, width))
  const apart = laid.some((lines) => lines.length > 1)
  return laid.flatMap((lines, index) => (apart && index > 0 ? ['', ...lines] : lines))
}
