import {ConfigError} from '../errors/config-error.js'

/**
 * The grammar of a credentials file: Python's configparser with its defaults (spec §3.9), which no package reads. Lines
 * are kept as they are, and an entry knows which of them are its own, so that a file can be edited without losing
 * comments, order or unknown keys.
 */
export interface Entry {
  /** In lower case. */
  readonly key: string
  /** Continuation lines joined with line feeds; interpolation is not done yet. */
  readonly rawValue: string
  readonly firstLine: number
  /** The last line that is not blank; counted from 0 like `firstLine`. */
  readonly lastLine: number
}

export interface Section {
  readonly name: string
  readonly line: number
  readonly entries: readonly Entry[]
}

export interface CredentialsFile {
  readonly path: string
  readonly lines: readonly string[]
  /** In the order of the file; `DEFAULT` may stand there more than once. */
  readonly sections: readonly Section[]
}

const defaultSection = 'DEFAULT'

// What Python's str.strip and \s take for a blank; JavaScript's set differs (U+FEFF, U+0085, U+001C–U+001F).
const blank = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const outerBlanks = new RegExp(`^${blank}+|${blank}+$`, 'g')
const trailingBlanks = new RegExp(`${blank}+$`)
const leadingBlanks = new RegExp(`^${blank}*`)

const strip = (text: string): string => text.replace(outerBlanks, '')

/** The name in a header: permissive, up to the line's last bracket. */
const headerOf = (text: string): string | undefined => /^\[(.+)\]/s.exec(text)?.[1]

interface OpenEntry {
  readonly key: string
  readonly firstLine: number
  lastLine: number
  readonly values: string[]
}

interface OpenSection {
  readonly name: string
  readonly line: number
  readonly entries: OpenEntry[]
}

/** @throws {ConfigError} that names the file and the line. */
export const parseCredentialsFile = (text: string, path: string): CredentialsFile => {
  const lines = text.split(/\r\n|\r|\n/)
  const sections: OpenSection[] = []
  const seen = new Set<string>()
  let entry: OpenEntry | undefined
  let indent = 0

  const fail = (line: number, problem: string, hint?: string): never => {
    throw new ConfigError(`${path}, line ${line + 1}: ${problem}`, {hint})
  }
  const once = (what: string, line: number, ...names: readonly string[]): void => {
    const id = JSON.stringify(names)
    if (seen.has(id)) fail(line, `${what} ${names.at(-1) ?? ''} is there twice`)
    seen.add(id)
  }
  const openSection = (name: string, line: number): void => {
    if (name !== defaultSection) once('section', line, name)
    sections.push({name, line, entries: []})
    entry = undefined
  }
  const openEntry = (section: OpenSection, stripped: string, line: number): void => {
    const delimiter = stripped.search(/[=:]/)
    if (delimiter < 0) fail(line, 'expected key = value')
    const key = stripped.slice(0, delimiter).replace(trailingBlanks, '').toLowerCase()
    if (key === '') fail(line, 'the key is missing')
    once('key', line, section.name, key)
    entry = {key, firstLine: line, lastLine: line, values: [strip(stripped.slice(delimiter + 1))]}
    section.entries.push(entry)
  }

  lines.forEach((line, number) => {
    const stripped = strip(line)
    if (stripped.startsWith('#') || stripped.startsWith(';')) return
    if (stripped === '') {
      entry?.values.push('')
      return
    }
    const depth = leadingBlanks.exec(line)?.[0].length ?? 0
    if (entry && depth > indent) {
      entry.values.push(stripped)
      entry.lastLine = number
      return
    }
    indent = depth
    const header = headerOf(stripped)
    if (header !== undefined) return openSection(header, number)
    const section = sections.at(-1)
    if (section === undefined) return fail(number, 'expected a section such as [basic] first', byteOrderMarkHint(line))
    openEntry(section, stripped, number)
  })

  return {
    path,
    lines,
    sections: sections.map(({entries, ...section}) => ({
      ...section,
      entries: entries.map(({values, ...rest}) => ({...rest, rawValue: values.join('\n').replace(trailingBlanks, '')})),
    })),
  }
}

const byteOrderMarkHint = (line: string): string | undefined =>
  line.startsWith('\ufeff') ? 'Save the file as UTF-8 without a byte order mark.' : undefined

/** Python decodes the file strictly and keeps a byte order mark, which then stands in the way. @throws {ConfigError} */
export const decodeCredentialsFile = (bytes: Uint8Array, path: string): CredentialsFile => {
  let text: string
  try {
    text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch (cause) {
    throw new ConfigError(`${path} is not UTF-8 text`, {cause})
  }
  return parseCredentialsFile(text, path)
}

/**
 * The values of a section, those of `[DEFAULT]` inherited, before interpolation; undefined if the file has no such
 * section.
 */
export const rawSection = (file: CredentialsFile, name: string): ReadonlyMap<string, string> | undefined => {
  const own = name === defaultSection ? undefined : file.sections.find((section) => section.name === name)
  if (own === undefined) return undefined
  const inherited = file.sections.filter((section) => section.name === defaultSection)
  return new Map([...inherited, own].flatMap(({entries}) => entries.map(({key, rawValue}) => [key, rawValue] as const)))
}
