import {BlockList, isIP} from 'node:net'
import {ConfigError} from '../errors/config-error.js'
import {hostName, isNearby, portOf} from './host-name.js'
import {type HttpRequest} from './types.js'

export interface ProxySettings {
  /** The proxy's URL for endpoints of a scheme, if there is one. */
  readonly proxy?: ((scheme: 'http' | 'https') => string | undefined) | undefined
  /** As in NO_PROXY: names, domains, addresses and networks that are reached directly; `*` for all. */
  readonly noProxy?: string | undefined
}

const isInNetwork = (name: string, network: string): boolean => {
  const [address = '', prefix] = network.split('/')
  const version = isIP(name)
  if (version === 0 || version !== isIP(address)) return false
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const bits = prefix === undefined || !/^\d+$/.test(prefix) ? NaN : Number(prefix)
  if (!(bits <= (version === 4 ? 32 : 128))) return false
  const list = new BlockList()
  list.addSubnet(address, bits, family)
  return list.check(name, family)
}

/** Whether an entry of NO_PROXY covers a host: itself and all below it, with or without a leading dot; `host:port` one port. */
const covers = (entry: string, name: string, port: number): boolean => {
  if (entry === '*') return true
  if (entry.includes('/')) return isInNetwork(name, entry)
  if (isIP(entry.replace(/^\[(.*)\]$/, '$1')) > 0) return hostName(entry.replace(/^([^[].*:.*)$/, '[$1]')) === name
  const [, domain = '', onlyPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? []
  if (onlyPort !== undefined && Number(onlyPort) !== port) return false
  return domain !== '' && (name === domain || name.endsWith(`.${domain}`))
}

const isDecodable = ({username, password}: URL): boolean => {
  try {
    return decodeURIComponent(username + password) !== undefined
  } catch {
    return false
  }
}

const parseProxyUrl = (text: string): URL => {
  // A stray percent sign in a password is meant as it stands.
  const withScheme = (text.includes('://') ? text : `http://${text}`).replaceAll(/%(?![\da-f]{2})/gi, '%25')
  if (!URL.canParse(withScheme)) throw new ConfigError('The proxy is no URL.', {hint: 'Write it as http://host:port.'})
  const url = new URL(withScheme)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ConfigError(`A proxy of the kind ${url.protocol.slice(0, -1)} is not supported.`, {
      hint: 'Use an http or https proxy.',
    })
  }
  if (!isDecodable(url)) {
    throw new ConfigError("The proxy's user or password is no text.", {
      hint: 'Write signs that a URL has no place for as the percent codes of their UTF-8 bytes: %40 for @.',
    })
  }
  return url
}

/**
 * The proxy that a request goes through, if any: none for this machine, the metadata address and what NO_PROXY names.
 * @throws {ConfigError} for a proxy that is no http or https URL.
 */
export const chooseProxy = (
  {scheme, host}: Pick<HttpRequest, 'scheme' | 'host'>,
  {proxy, noProxy = ''}: ProxySettings,
): URL | undefined => {
  const name = hostName(host)
  if (isNearby(name)) return undefined
  const url = proxy?.(scheme)
  if (url === undefined || url === '') return undefined
  const entries = noProxy.toLowerCase().split(/[\s,]+/)
  return entries.some((entry) => covers(entry, name, portOf(host, scheme))) ? undefined : parseProxyUrl(url)
}
