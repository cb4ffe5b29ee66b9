import {type Headers} from '../http/types.js'
import {signedHeaders} from './signed-headers.js'
import {strip} from './strip.js'

/** A line `name:value` for every signed name; of two spellings of one name both lines have the last value (spec §2.4). */
export const canonicalHeaders = (headers: Headers, names = signedHeaders(headers)): string => {
  const values = new Map<string, string>()
  for (const name of Object.keys(headers)) values.set(name.toLowerCase(), strip(headers[name] ?? ''))
  let lines = ''
  for (const name of names) lines += `${name}:${values.get(name) ?? ''}\n`
  return lines
}
