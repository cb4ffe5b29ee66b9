import {Chalk} from 'chalk'
import Table from 'cli-table3'
import {compactJson, formatJson} from '../values/format-json.js'
import {isValueMap, type Value, type ValueMap} from '../values/value.js'
import {displayWidth} from './display-width.js'
import {fitColumns} from './fit-columns.js'
import {type FormatContext, type Formatter} from './format.js'
import {showControlsInLine} from '../values/show-controls.js'

const chalk = new Chalk({level: 1})

const cellText = (value: Value | undefined): string => {
  if (value === undefined) return ''
  return showControlsInLine(typeof value === 'string' ? value : formatJson(value, compactJson))
}

type MapList = readonly ValueMap[]

const isMapList = (value: Value): value is MapList => Array.isArray(value) && value.every(isValueMap)

/** Keys that say that an object is a thing of its own, not the envelope of a list. */
const identityKey = /^(?!request_?id$)(?:.*_)?(?:id|name|status)$/i

/**
 * Of an answer such as `{"vpcs": […], "page_info": {…}}` the list: the only list of objects in an object that is no
 * thing of its own. An empty list counts where there is no other.
 */
const listInside = (map: ValueMap): MapList | undefined => {
  if (Array.from(map.keys()).some((key) => identityKey.test(key))) return undefined
  const lists = Array.from(map.values()).filter(isMapList)
  const filled = lists.filter((list) => list.length > 0)
  const [only] = filled.length > 0 ? filled : lists
  return filled.length > 1 || (filled.length === 0 && lists.length > 1) ? undefined : only
}

/** What a table is made of: the list inside an envelope, or of `{"vpc": {…}}` what is inside. */
const unwrap = (value: Value): Value => {
  if (!isValueMap(value)) return value
  const list = listInside(value)
  if (list) return list
  const [first] = value.values()
  return value.size === 1 && first !== undefined && isValueMap(first) ? first : value
}

interface Rows {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Blanks and borders of a table with so many columns. */
const frameWidth = (count: number): number => 3 * count + 1

const columnWidths = ({head, rows}: Rows, columns: number): readonly number[] | undefined => {
  const count = rows[0]?.length ?? head.length
  const natural = Array.from({length: count}, (_, at) =>
    Math.max(...[head, ...rows].map((row) => displayWidth(row[at] ?? ''))),
  )
  return fitColumns(natural, columns - frameWidth(count))
}

const render = ({head, rows}: Rows, widths: readonly number[] | undefined, color: boolean): string => {
  const table = new Table({
    head: head.map((title) => (color ? chalk.bold(title) : title)),
    style: {head: [], border: [], compact: true},
    truncate: '…',
    ...(widths ? {colWidths: widths.map((width) => width + 2)} : {}),
  })
  table.push(...rows.map((row) => [...row]))
  return `${table.toString()}\n`
}

/** Two columns: key and value. */
const renderMap = (map: ValueMap, {columns, color}: FormatContext): string => {
  const rows = {head: [], rows: Array.from(map, ([key, value]) => [showControlsInLine(key), cellText(value)])}
  return rows.rows.length === 0
    ? ''
    : render(rows, columns === undefined ? undefined : columnWidths(rows, columns), color)
}

/** A row for each object; where the terminal is too narrow for so many columns, a table of keys and values for each. */
const renderList = (list: MapList, context: FormatContext): string => {
  const keys = Array.from(new Set(list.flatMap((map) => Array.from(map.keys()))))
  const rows = {
    head: keys.map(showControlsInLine),
    rows: list.map((map) => keys.map((key) => cellText(map.get(key)))),
  }
  if (keys.length === 0) return ''
  if (context.columns === undefined) return render(rows, undefined, context.color)
  const widths = columnWidths(rows, context.columns)
  return widths ? render(rows, widths, context.color) : list.map((map) => renderMap(map, context)).join('')
}

/**
 * A table: of a list of objects with their keys as columns, of an object with keys and values. Nested values are compact
 * JSON, control characters are shown, cells are cut to the width of a terminal.
 */
export const formatAsTable: Formatter = (value, context) => {
  const subject = unwrap(value)
  if (isMapList(subject)) return renderList(subject, context)
  if (isValueMap(subject)) return renderMap(subject, context)
  if (!Array.isArray(subject)) return `${cellText(subject)}\n`
  return renderList(
    subject.map((item: Value) => new Map([['value', item]])),
    context,
  )
}
