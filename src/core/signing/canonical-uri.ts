import {percentDecode, percentEncode} from '../values/percent-encoding.js'

/** The path as it is signed: decoded whole, each piece encoded again, always ending with a slash (spec §2.4). */
export const canonicalUri = (path: string): string => {
  const uri = percentDecode(path).split('/').map(percentEncode).join('/')
  return uri.endsWith('/') ? uri : `${uri}/`
}
