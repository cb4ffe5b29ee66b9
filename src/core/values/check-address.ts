import {UsageError} from '../errors/usage-error.js'
import {targetFault} from './target-fault.js'

/** Where a request goes. */
export interface Address {
  readonly scheme: 'http' | 'https'
  /** With its port, if it has one. */
  readonly host: string
  /** Path and query. */
  readonly target: string
}

const hostPattern = /^(\[[\da-f:.]+\]|[a-z\d._-]+)(?::(\d{1,5}))?$/i

/** Signs that every parser of URLs leaves as they are: what is made of them alone need not be parsed to know that. */
const plainTarget = /^\/[\w.~%!$&()*+,;=:@/-]*(?:\?[\w.~%!$&()*+,;=:@/?-]*)?$/

const defaultPorts = {http: '80', https: '443'} as const

const parse = (url: string): URL | undefined => {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

const isReadAsWritten = ({scheme, host, target}: Address): boolean => {
  const [, name = '', port = ''] = hostPattern.exec(host) ?? []
  const url = parse(`${scheme}://${host}${target}`)
  return (
    url?.protocol === `${scheme}:` &&
    url.hostname === name.toLowerCase() &&
    url.port === (port === defaultPorts[scheme] ? '' : port) &&
    url.pathname + url.search === target &&
    url.username + url.password + url.hash === ''
  )
}

/** The origins that were found good: calls go to few. */
const goodOrigins = new Set<string>()
const mostOrigins = 1000

const isGoodOrigin = ({scheme, host}: Address): boolean => {
  const origin = `${scheme}://${host}`
  if (goodOrigins.has(origin)) return true
  if (!hostPattern.test(host) || !isReadAsWritten({scheme, host, target: '/'})) return false
  if (goodOrigins.size >= mostOrigins) goodOrigins.clear()
  goodOrigins.add(origin)
  return true
}

/**
 * Refuses an address that a URL parser would understand as another one (design §7), so that a request can go only where
 * it is signed for.
 * @throws {UsageError}
 */
export const checkAddress = (address: Address): void => {
  const {host, target} = address
  const fault = targetFault(target)
  if (fault !== undefined) throw new UsageError(`The path of the request ${fault}.`)
  if (!isGoodOrigin(address)) throw new UsageError(`${JSON.stringify(host)} is no host.`)
  if (!plainTarget.test(target) && !isReadAsWritten(address)) {
    throw new UsageError('The path of the request holds characters that must be percent-encoded.')
  }
}
