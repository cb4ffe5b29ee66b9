import {UsageError} from '../errors/usage-error.js'
import {isPlainTarget} from '../values/plain-target.js'
import {targetFault} from '../values/target-fault.js'
import {type HttpRequest} from './types.js'

const hostPattern = /^(\[[\da-f:.]+\]|[a-z\d._-]+)(?::(\d{1,5}))?$/i
const headerName = /^[!#$%&'*+\-.^_`|~\da-z]+$/i
const controlCharacter = /[\u0000-\u001f\u007f]/

const defaultPorts = {http: '80', https: '443'} as const

/** Where a request goes. */
type Address = Pick<HttpRequest, 'scheme' | 'host' | 'target'>

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
  if (!isPlainTarget(target) && !isReadAsWritten(address)) {
    throw new UsageError('The path of the request holds characters that must be percent-encoded.')
  }
}

/**
 * Refuses a request that could go elsewhere than to the host and path that it is signed for, or one of whose headers may
 * break out of its line.
 * @throws {UsageError}
 */
export const checkRequest = (request: HttpRequest): void => {
  checkAddress(request)
  const {headers} = request
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? ''
    if (!headerName.test(name)) throw new UsageError(`${JSON.stringify(name)} is no name of a header.`)
    // A tab is the one control character that a value may hold (RFC 9110 §5.5).
    if (controlCharacter.test(value) && controlCharacter.test(value.replaceAll('\t', ''))) {
      throw new UsageError(`The value of the header ${name} holds a control character.`)
    }
  }
}
