import {type Headers} from '../core/http/types.js'
import {type Format} from '../core/output/format.js'
import {showControlsInLine} from '../core/values/show-controls.js'
import {NumberText, type Value} from '../core/values/value.js'

/** What `--include` shows besides an answer's body. */
export interface AnswerHead {
  readonly status: number
  readonly headers: Headers
}

/** An answer as one object, for formats that are data. */
export const includedValue = ({status, headers}: AnswerHead, body: Value): Value =>
  new Map<string, Value>([
    ['status', new NumberText(String(status))],
    ['headers', new Map(Object.entries(headers))],
    ['body', body],
  ])

/** Status and headers as they stand before a body that is no data: a line each, then an empty one. */
export const includedHead = ({status, headers}: AnswerHead): string =>
  [
    `HTTP/1.1 ${status}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${showControlsInLine(value)}`),
    '\n',
  ].join('\n')

const dataFormats: ReadonlySet<Format> = new Set<Format>(['json', 'yaml'])

/** Whether `--include` makes one object of an answer in this format. */
export const isOneObject = (format: Format): boolean => dataFormats.has(format)
