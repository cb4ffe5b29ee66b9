import {type Headers} from '../http/types.js'
import {signedHeaders} from './signed-headers.js'
import {strip} from './strip.js'

/** A line `name:value` for every signed name; of two spellings of one name both lines have the last value (spec §2.4). */
export const canonicalHeaders = (headers: Headers, names = signedHeaders(headers)): string => {
  const values = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), strip(value)]))
  return names.map((name) => `${name}:${values.get(name) ?? ''}\n`).join('')
}
