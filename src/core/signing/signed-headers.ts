import {type Headers} from '../http/types.js'

/**
 * The signed names: lower-cased, by code point, both spellings where a name has two. A name with an underscore is sent
 * but not signed (spec §2.4).
 */
export const signedHeaders = (headers: Headers): readonly string[] =>
  Object.keys(headers)
    .filter((name) => !name.includes('_'))
    .map((name) => name.toLowerCase())
    // Names of headers are ASCII: by code unit is by code point.
    .sort()
