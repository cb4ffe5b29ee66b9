import {type Value} from '../values/value.js'
import {formatJson} from '../values/format-json.js'

/** JSON as the SDK writes it: a blank after commas and colons, nothing but ASCII (spec §6.4). */
export const identityBody = (value: Value): Uint8Array =>
  Buffer.from(
    formatJson(value, {
      indent: 0,
      comma: ', ',
      colon: ': ',
      quote: (text) =>
        JSON.stringify(text).replace(
          /[\u007f-\uffff]/g,
          (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
        ),
    }),
  )

/** An object, its keys in the order in which they are given. */
export const object = (...entries: readonly (readonly [string, Value | undefined])[]): Value =>
  new Map(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])))
