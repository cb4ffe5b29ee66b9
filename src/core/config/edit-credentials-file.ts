import {ConfigError} from '../errors/config-error.js'
import {type CredentialsFile, type Entry, parseCredentialsFile, type Section} from './credentials-file.js'

/** A change of one key of one section. */
export interface Edit {
  readonly section: string
  /** In lower case. */
  readonly key: string
  /** What it is to be, as a reader sees it; undefined: the key is to go. */
  readonly value: string | undefined
}

interface Line {
  readonly text: string
  /** How it is ended; the last line of a file may not be. */
  readonly end: string
}

const splitLines = (text: string): readonly Line[] =>
  Array.from(text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g), ([, line = '', end = '']) => ({text: line, end})).filter(
    ({text: line, end}, index, all) => index < all.length - 1 || line !== '' || end !== '',
  )

const join = (lines: readonly Line[]): string => lines.map(({text, end}) => text + end).join('')

const isComment = ({text}: Line): boolean => /^\s*[#;]/.test(text)

/** `ak = ` of the line `ak = value`. */
const headOf = (text: string): string => /^[^=:]*[=:][^\S\r\n]*/.exec(text)?.[0] ?? ''

const indentOf = (text: string): string => /^\s*/.exec(text)?.[0] ?? ''

/**
 * How a new key is written: as the section's last one is. The first of a section stands as deep as what follows, which
 * would go on its value otherwise.
 */
const newHead = (section: Section, lines: readonly Line[], key: string): string => {
  const last = section.entries.at(-1)
  const model = lines[last?.firstLine ?? section.line]?.text ?? ''
  const next = lines.slice(section.line + 1).find((line) => line.text.trim() !== '' && !isComment(line))
  const indent = indentOf((last ? undefined : next?.text) ?? model)
  const delimiter = (last && /[^\S\r\n]*[=:][^\S\r\n]*/.exec(model)?.[0]) ?? ' = '
  return `${indent}${key}${delimiter}`
}

/** The lines of an entry give way to one or none; comments that stand among them stay. */
const replaceEntry = (lines: readonly Line[], {firstLine, lastLine}: Entry, value: string | undefined): Line[] => {
  const comments = lines.slice(firstLine + 1, lastLine + 1).filter(isComment)
  const first = lines[firstLine]
  const head = headOf(first?.text ?? '')
  const own = value === undefined ? [] : [{text: head + value, end: lines[lastLine]?.end ?? ''}]
  return [...lines.slice(0, firstLine), ...own, ...comments, ...lines.slice(lastLine + 1)]
}

const insertAfter = (lines: readonly Line[], at: number, texts: readonly string[], end: string): Line[] => [
  ...lines.slice(0, at + 1).map((line) => (line.end === '' ? {...line, end} : line)),
  ...texts.map((text) => ({text, end})),
  ...lines.slice(at + 1),
]

const apply = (text: string, path: string, {section: name, key, value}: Edit): string => {
  const lines = splitLines(text)
  const file = parseCredentialsFile(text, path)
  const end = lines[0]?.end === '\r\n' ? '\r\n' : '\n'
  const written = value?.replaceAll('%', '%%')
  const section = file.sections.find((known) => known.name === name)
  const entry = section?.entries.find((known) => known.key === key)
  if (entry !== undefined) return join(replaceEntry(lines, entry, written))
  if (written === undefined) return text
  if (section !== undefined) {
    const at = section.entries.at(-1)?.lastLine ?? section.line
    return join(insertAfter(lines, at, [newHead(section, lines, key) + written], end))
  }
  const isSpaced = lines.length === 0 || (lines.at(-1)?.text ?? '') === ''
  return join(
    insertAfter(lines, lines.length - 1, [...(isSpaced ? [] : ['']), `[${name}]`, `${key} = ${written}`], end),
  )
}

/** What a reader sees of every key of every section, before interpolation. */
const seen = (file: CredentialsFile): ReadonlyMap<string, string> =>
  new Map(
    file.sections.flatMap(({name, entries}) =>
      entries.map(({key, rawValue}) => [JSON.stringify([name, key]), rawValue] as const),
    ),
  )

/** The change is the one that was asked for and nothing else. */
const isFaithful = (before: string, after: string, path: string, {section, key, value}: Edit): boolean => {
  const [old, now] = [parseCredentialsFile(before, path), parseCredentialsFile(after, path)]
  const wanted = new Map(seen(old))
  const id = JSON.stringify([section, key])
  if (value === undefined) wanted.delete(id)
  else wanted.set(id, value.replaceAll('%', '%%'))
  const found = seen(now)
  return wanted.size === found.size && Array.from(wanted).every(([name, raw]) => found.get(name) === raw)
}

/**
 * The text of a credentials file with some keys changed: comments, order, unknown keys, indentation and line ends stay
 * as they are. A percent sign is written as two (spec §3.9).
 * @throws {ConfigError} where the file is malformed, or a value cannot be written in it: one with line breaks or outer
 * blanks.
 */
export const editCredentialsFile = (text: string, path: string, edits: readonly Edit[]): string =>
  edits.reduce((before, edit) => {
    const refused = new ConfigError(`${path}, [${edit.section}] ${edit.key}: the file cannot hold this value`, {
      hint: 'A value has one line, and no blanks at its ends.',
    })
    if (edit.value !== undefined && /[\r\n]/.test(edit.value)) throw refused
    const after = apply(before, path, edit)
    if (!isFaithful(before, after, path, edit)) throw refused
    return after
  }, text)
