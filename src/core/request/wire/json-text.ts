import {formatJson, type JsonLayout} from '../../values/format-json.js'
import {type Value} from '../../values/value.js'

const toEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

const layout: JsonLayout = {
  indent: 0,
  comma: ', ',
  colon: ': ',
  quote: (text) => JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, toEscape),
}

/** JSON in the SDK's text form: `", "` and `": "`, pure ASCII, numbers with the digits they have (spec §6.4). */
export const jsonText = (value: Value): string => formatJson(value, layout)
