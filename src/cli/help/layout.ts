import {displayWidth} from '../../core/output/display-width.js'

/** How help marks parts of its text; every function leaves the text's width as it is. */
export interface Style {
  readonly heading: (text: string) => string
  /** What the reader may type: a flag, a command. */
  readonly name: (text: string) => string
  readonly faint: (text: string) => string
}

const unchanged = (text: string): string => text

/** For files, pipes and NO_COLOR. */
export const plainStyle: Style = {heading: unchanged, name: unchanged, faint: unchanged}

const sgr =
  (code: number, end: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[${end}m`

/** Bold headings, cyan names, dim notes (ECMA-48 SGR). */
export const colorStyle: Style = {heading: sgr(1, 22), name: sgr(36, 39), faint: sgr(2, 22)}

/** A line of a two-column list. */
export interface Row {
  readonly left: string
  readonly right: string
  /** Steps of two blanks before `left`. */
  readonly depth?: number
}

/** A blank at which no line is broken: inside one value of a list (`TLS v1.0`). */
export const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0')

const withBlanks = (text: string): string => text.replaceAll('\u00a0', ' ')

/** Gives a last line of one word the word before it, where that leaves more than one. */
const withoutOrphan = (lines: readonly string[], width: number): string[] => {
  const last = lines.at(-1) ?? ''
  const words = lines.at(-2)?.split(' ') ?? []
  const moved = `${words.at(-1) ?? ''} ${last}`
  if (last.includes(' ') || words.length < 3 || displayWidth(moved) > width) return [...lines]
  return [...lines.slice(0, -2), words.slice(0, -1).join(' '), moved]
}

/**
 * Breaks a text between words into lines of at most `width` columns; a word that is wider stands alone on its line, the
 * last word does not if it can be helped.
 */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (line === '') line = word
    else if (displayWidth(line) + 1 + displayWidth(word) <= width) line += ' ' + word
    else {
      lines.push(line)
      line = word
    }
  }
  if (line === '') return lines
  return withoutOrphan([...lines, line], width).map(withBlanks)
}

/** A wrapped text, its first line after `indent` blanks, the others after `hanging`. */
export const paragraph = (text: string, width: number, indent = 0, hanging = indent): string[] => {
  const [first, ...rest] = wrap(text, width - Math.max(indent, hanging))
  if (first === undefined) return []
  return [' '.repeat(indent) + first, ...rest.map((line) => ' '.repeat(hanging) + line)]
}

/** A path broken before its slashes, where it is too long for a line. */
export const pathLines = (text: string, width: number, indent: number): string[] => {
  const lines: string[] = []
  let line = ' '.repeat(indent)
  for (const part of text.split(/(?=\/)/)) {
    if (displayWidth(line) + displayWidth(part) > width && line.trim() !== '') {
      lines.push(line.trimEnd())
      line = ' '.repeat(indent + 4)
    }
    line += part
  }
  return [...lines, line]
}

const gap = 2

/** Lines that a right text may have where it stands below its left one. */
const mostLines = 3

/** Where the right column starts: behind the left texts, those that would take more than a share of the width not counted. */
const rightColumn = (rows: readonly Row[], width: number, indent: number, share: number): number => {
  const most = Math.floor(width * share)
  const widths = rows
    .filter(({right}) => right !== '')
    .map(({left, depth = 0}) => indent + depth * 2 + displayWidth(left) + gap)
    .filter((end) => end <= most)
  return widths.length === 0 ? indent + 8 : Math.max(...widths)
}

/** How much of the width the left texts may take: at most the second, if that makes the list shorter or less ragged. */
const shares = [0.65, 0.78] as const

/**
 * Lays out a two-column list. A left text that reaches into the right column has its right text behind it, or on the next
 * line where the page is too narrow; a right text is wrapped under itself.
 */
export const columns = (rows: readonly Row[], width: number, style: Style = plainStyle, indent = 2): string[] => {
  const [start, further] = shares.map((share) => rightColumn(rows, width, indent, share))
  const near = layRows(rows, {width, style, indent, start: start ?? indent})
  if (further === undefined || further === start) return near.lines
  const far = layRows(rows, {width, style, indent, start: further})
  return far.lines.length + far.ragged < near.lines.length + near.ragged ? far.lines : near.lines
}

interface Laid {
  readonly lines: string[]
  /** Rows whose right text does not start where the others do. */
  readonly ragged: number
}

interface Frame {
  readonly width: number
  readonly style: Style
  readonly indent: number
  /** Where the right column starts. */
  readonly start: number
}

const layRows = (rows: readonly Row[], {width, style, indent, start}: Frame): Laid => {
  let ragged = 0
  const lines = rows.flatMap(({left, right, depth = 0}) => {
    const before = indent + depth * 2
    const lefts = paragraph(left, width, before, before + 4)
    const widest = Math.max(0, ...right.split(' ').map(displayWidth))
    // A long value of an enum is not cut by the edge of the page, and a long list is no tower: they stand further left, below.
    const last = lefts.at(-1) ?? ''
    const isShort = lefts.length === 1 && displayWidth(last) + gap <= start
    const isTall = !isShort && wrap(right, width - start).length > mostLines
    const from = isTall ? Math.min(start, before + 4) : Math.max(before + 4, Math.min(start, width - widest))
    const rights = wrap(right, width - from)
    const fits = isShort && from === start
    const styled = lefts.map((line) => line.slice(0, before) + style.name(line.slice(before)))
    if (rights.length === 0) return styled
    if (!fits) ragged += 1
    const pad = ' '.repeat(from)
    const beside = displayWidth(last) + gap + displayWidth(right) <= width
    if (!fits && beside) return [...styled.slice(0, -1), `${styled.at(-1) ?? ''}${' '.repeat(gap)}${withBlanks(right)}`]
    if (!fits) return [...styled, ...rights.map((line) => pad + line)]
    const [first, ...rest] = rights
    return [`${styled[0]}${' '.repeat(start - displayWidth(last))}${first}`, ...rest.map((line) => pad + line)]
  })
  return {lines, ragged}
}

/** A heading with its lines and a blank line before it; nothing where there are no lines. */
export const section = (title: string, lines: readonly string[], style: Style = plainStyle): string[] =>
  lines.length === 0 ? [] : ['', style.heading(title), ...lines]
