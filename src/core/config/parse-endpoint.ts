const schemePattern = /^https?:\/\//i
/** What a request may name as its host: a name or an address, and a port. */
const hostPattern = /^(?:\[[\da-f:.]+\]|[a-z\d._-]+)(?::\d{1,5})?$/i

/**
 * `https://host[:port]` of an endpoint whose scheme may be missing; undefined if it is none. Case and port stay as they
 * were written: the host is signed. A path is dropped where `dropPath` says so, as the SDK does (spec §4.4).
 */
export const parseEndpoint = (text: string, {dropPath = false} = {}): string | undefined => {
  const trimmed = text.trim()
  const scheme = schemePattern.exec(trimmed)?.[0] ?? ''
  const rest = trimmed.slice(scheme.length)
  const host = dropPath ? rest.replace(/[/?#].*$/s, '') : rest.replace(/\/$/, '')
  const endpoint = `${scheme === '' ? 'https://' : scheme.toLowerCase()}${host}`
  return hostPattern.test(host) && URL.canParse(endpoint) ? endpoint : undefined
}

/** A comma list of endpoints, blanks around them and empty ones dropped; undefined if one is none or there are none. */
export const parseEndpoints = (text: string): readonly string[] | undefined => {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  const endpoints = parts.flatMap((part) => parseEndpoint(part) ?? [])
  return endpoints.length === parts.length && endpoints.length > 0 ? endpoints : undefined
}
