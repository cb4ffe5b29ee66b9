import {UsageError} from '../../errors/usage-error.js'
import {type HttpRequest} from '../../http/types.js'
import {isPlainTarget} from '../../values/plain-target.js'
import {targetFault} from './target-fault.js'

const hostPattern = /^([\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i

const defaultPorts = {http: '80', https: '443'} as const

const isSameUrl = ({scheme, host, target}: Pick<HttpRequest, 'scheme' | 'host' | 'target'>): boolean => {
  const [, name = '', port = ''] = hostPattern.exec(host) ?? []
  const text = `${scheme}://${host}${target}`
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return (
    url.protocol === `${scheme}:` &&
    url.hostname === name.toLowerCase() &&
    url.port === (port === defaultPorts[scheme] ? '' : port) &&
    url.pathname + url.search === target &&
    url.username + url.password + url.hash === ''
  )
}

/** The origins that were found good: calls go to few. */
const goodOrigins = new Set<string>()
const mostOrigins = 1000

const isGoodOrigin = (scheme: HttpRequest['scheme'], host: string): boolean => {
  const origin = `${scheme}://${host}`
  if (goodOrigins.has(origin)) return true
  if (!isSameUrl({scheme, host, target: '/'})) return false
  if (goodOrigins.size >= mostOrigins) goodOrigins.clear()
  goodOrigins.add(origin)
  return true
}

/**
 * Makes sure that the URL of a request, once parsed, is the one that was put together, so that the request can go only
 * where it was signed for (design §7).
 * @throws {UsageError}
 */
export const checkUrl = (request: Pick<HttpRequest, 'scheme' | 'host' | 'target'>): void => {
  if (!hostPattern.test(request.host)) throw new UsageError(`${request.host} is not a host name`)
  const fault = targetFault(request.target)
  if (fault !== undefined) throw new UsageError(`The path of the request ${fault}`)
  const isSure = isPlainTarget(request.target) && isGoodOrigin(request.scheme, request.host)
  if (!isSure && !isSameUrl(request)) throw new UsageError('The URL of the request would be read as another one')
}
