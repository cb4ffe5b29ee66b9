import {PagingError} from '../../errors/paging-error.js'
import {type HttpRequest} from '../../http/types.js'
import {type NamedValue} from '../../request/wire/parameter-pairs.js'
import {queryString} from '../../request/wire/query-string.js'
import {targetFault} from '../../values/target-fault.js'

const refuse = (problem: string): PagingError =>
  new PagingError(`The link to the next page ${problem}: it is not followed`)

const defaultPorts = {http: ':80', https: ':443'} as const

const originOf = (scheme: string, host: string): string => {
  const name = scheme.toLowerCase()
  const port = name === 'http' || name === 'https' ? defaultPorts[name] : ''
  const lower = host.toLowerCase()
  return `${name}://${port !== '' && lower.endsWith(port) ? lower.slice(0, -port.length) : lower}`
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw refuse('holds a % that begins no escape')
  }
}

/** The values of each name, in their order. */
const pairsOf = (query: string): readonly NamedValue[] => {
  const byName = new Map<string, string[]>()
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    byName.set(decode(name), [...(byName.get(decode(name)) ?? []), decode(value)])
  }
  return Array.from(byName, ([name, value]) => ({name, value, collection: 'multi'}))
}

/**
 * The target of the request that a link to a next page asks for (design §7): of the link only path and query count, the
 * query in the form that is signed. Its origin may be left out; else it must be that of the request that it answers.
 * @throws {PagingError} for a link that leads elsewhere, or that somebody could read so.
 */
export const nextTarget = (
  link: string,
  {scheme, host, target}: Pick<HttpRequest, 'scheme' | 'host' | 'target'>,
): string => {
  const [, itsScheme, itsHost, rest = link] = /^([a-z][a-z\d+.-]*):\/\/([^/?#\\]*)(.*)$/is.exec(link) ?? []
  if (itsScheme !== undefined && originOf(itsScheme, itsHost ?? '') !== originOf(scheme, host))
    throw refuse('leads to another host')
  const [ownPath = ''] = target.split('?', 1)
  const whole = itsScheme === undefined && rest.startsWith('?') ? ownPath + rest : rest
  const fault = targetFault(whole)
  if (fault !== undefined) throw refuse(fault)
  const [path = '', query = ''] = whole.split(/\?(.*)/s)
  // What a parser of URLs would change is not what would be signed.
  if (!URL.canParse(`https://host${path}`) || new URL(`https://host${path}`).pathname !== path)
    throw refuse('holds characters that must be percent-encoded')
  const text = queryString(pairsOf(query))
  return text === '' ? path : `${path}?${text}`
}
