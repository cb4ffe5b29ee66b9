import {type Headers, type HttpRequest} from '../../http/types.js'
import {strip} from '../strip.js'
import {subResources} from './sub-resources.js'

const fixedNames: ReadonlySet<string> = new Set(['content-md5', 'content-type', 'date'])
const ownPrefix = 'x-obs-'
const metaPrefix = 'x-obs-meta-'

/** Outer blanks and tabs belong to no header's value (RFC 9110 §5.5). */
const unseenBlanks = /^[ \t]+|[ \t]+$/g

const addressPattern = /^(?:[\d.]+|\[.*\])(?::\d+)?$/

/**
 * The bucket that a host names: its first label, unless that is `obs` (spec §10.1). A name of one label and an address
 * name none: there the SDK signs for a bucket that nobody has.
 */
export const bucketOf = (host: string): string | undefined => {
  const [first = '', ...rest] = host.split('.')
  return first === 'obs' || rest.length === 0 || addressPattern.test(host) ? undefined : first
}

/** Of `x-obs-meta-…` the SDK strips every blank that Unicode knows, of the others none. */
const signedValue = (name: string, value: string): string =>
  name.startsWith(metaPrefix) ? strip(value) : value.replaceAll(unseenBlanks, '')

/**
 * The lines between the method and the resource: the three fixed headers and all `x-obs-…`, sorted by name. Outer blanks of
 * ASCII do not count: no server sees them (the SDK signs them but for `x-obs-meta-…`).
 */
const headerLines = (headers: Headers): readonly string[] => {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const found = new Map(entries.map(([name, value]) => [name, signedValue(name, value)]))
  const own = Array.from(found.keys()).filter((name) => name.startsWith(ownPrefix))
  // The moment counts once: in a header of the service's own, if there is one.
  if (found.has(`${ownPrefix}date`)) found.set('date', '')
  return [...fixedNames, ...own]
    .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .map((name) => (fixedNames.has(name) ? (found.get(name) ?? '') : `${name}:${found.get(name) ?? ''}`))
}

/** `/bucket/key`, the key as it stands in the path; of the path only the first segment counts (spec §10.1). */
const resourceOf = (host: string, path: string): string => {
  const bucket = bucketOf(host)
  const [, key = ''] = path.split('/')
  return `/${bucket === undefined ? '' : `${bucket}/`}${key}`
}

/** The text that is signed for object storage: method, header lines, resource with its sub-resources (spec §10.1). */
export const canonicalString = ({method, host, target, headers}: Omit<HttpRequest, 'scheme' | 'body'>): string => {
  const at = target.indexOf('?')
  const [path, query] = at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)]
  return [method, ...headerLines(headers), resourceOf(host, path) + subResources(query)].join('\n')
}
