import {type Agent as HttpAgent, type ClientRequest, type IncomingMessage, type RequestOptions} from 'node:http'
import {isIP} from 'node:net'
import {checkRequest} from './check-request.js'
import {chooseProxy, type ProxySettings} from './choose-proxy.js'
import {Exchange, type ExchangeLimits} from './exchange.js'
import {hostName, portOf} from './host-name.js'
import {lookupName} from './loopback-lookup.js'
import {requireEncryption} from './plain-http.js'
import {tlsOptions, type TlsOptions, type TlsSettings} from './tls-options.js'
import {type HttpRequest, type SendOptions} from './types.js'
import {wireHeaders} from './wire-headers.js'

export interface TransportOptions extends ExchangeLimits, ProxySettings, TlsSettings {}

/** Idle connections are dropped before a server or a gateway does it (design §7), in milliseconds. */
export const idleTimeout = 4000

type Protocol = 'http:' | 'https:'

/** Node's module for a protocol and what it keeps of connections: loaded when the protocol is spoken. */
interface Speaker {
  readonly request: (options: RequestOptions, onAnswer: (answer: IncomingMessage) => void) => ClientRequest
  readonly agent: HttpAgent
}

/** How a request gets to its host. */
interface Route {
  /** The request line's target: absolute where a proxy forwards it. */
  readonly path: string
  readonly protocol: Protocol
  readonly hostname: string
  readonly port: number
  readonly speaker: Speaker
  readonly proxyHeaders: Readonly<Record<string, string>>
}

const basic = ({username, password}: URL): string =>
  `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`

const agentOptions = {keepAlive: true, timeout: idleTimeout}

const createSpeaker = async (protocol: Protocol): Promise<Speaker> => {
  const {request, Agent} = protocol === 'https:' ? await import('node:https') : await import('node:http')
  return {request, agent: new Agent(agentOptions)}
}

const createRoutes = (tls: TlsOptions) => {
  const speakers = new Map<Protocol, Promise<Speaker>>()
  const speakerOf = (protocol: Protocol): Promise<Speaker> => {
    const speaker = speakers.get(protocol) ?? createSpeaker(protocol)
    speakers.set(protocol, speaker)
    return speaker
  }
  const tunnels = new Map<string, Promise<Speaker>>()
  const createTunnel = async (proxy: URL): Promise<Speaker> => {
    const {TunnelAgent} = await import('./tunnel-agent.js')
    const options = {...agentOptions, lookup: lookupName, ...(proxy.protocol === 'https:' ? tls : {})}
    return {...(await speakerOf('https:')), agent: new TunnelAgent(proxy, options)}
  }
  const tunnelTo = (proxy: URL): Promise<Speaker> => {
    const tunnel = tunnels.get(proxy.href) ?? createTunnel(proxy)
    tunnels.set(proxy.href, tunnel)
    return tunnel
  }

  return async ({scheme, host, target}: HttpRequest, proxy: URL | undefined): Promise<Route> => {
    const direct = {
      path: target,
      protocol: `${scheme}:`,
      hostname: hostName(host),
      port: portOf(host, scheme),
      proxyHeaders: {},
    } as const
    if (!proxy) return {...direct, speaker: await speakerOf(direct.protocol)}
    if (scheme === 'https') return {...direct, speaker: await tunnelTo(proxy)}
    const protocol = proxy.protocol === 'https:' ? 'https:' : 'http:'
    return {
      path: `http://${host}${target}`,
      protocol,
      hostname: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(proxy.port || (protocol === 'https:' ? 443 : 80)),
      speaker: await speakerOf(protocol),
      proxyHeaders: proxy.username === '' && proxy.password === '' ? {} : {'Proxy-Authorization': basic(proxy)},
    }
  }
}

/** A request that may be sent, and how far it came. */
export interface OpenRequest {
  readonly exchange: Exchange
  /** In the order in which they go out. */
  readonly headers: Readonly<Record<string, string>>
  /** Starts it over the connection that the settings say; the caller writes the body. */
  readonly start: (
    given: RequestOptions,
    onAnswer: (answer: IncomingMessage) => void,
    headers?: RequestOptions['headers'],
  ) => ClientRequest
}

/** Makes a request ready to be started. */
export type Opener = (request: HttpRequest, options?: Pick<SendOptions, 'onStep'>) => Promise<OpenRequest>

/**
 * The connections of a command: kept for the next request, through a proxy and with TLS as the settings say. Node's
 * modules are loaded with the first request.
 * @throws {UsageError} for a request that could go elsewhere than it says (the opener, not this function)
 * @throws {ConfigError} where plain http would show it to everyone.
 */
export const createOpener = (options: TransportOptions): Opener => {
  let prepared: ReturnType<typeof prepare> | undefined
  const prepare = async () => {
    const tls = await tlsOptions(options)
    return {tls, routeTo: createRoutes(tls)}
  }

  return async (request, {onStep} = {}) => {
    checkRequest(request)
    const {scheme, host} = request
    requireEncryption(request, options.insecure)
    const proxy = chooseProxy(request, options)
    const {tls, routeTo} = await (prepared ??= prepare())
    const {proxyHeaders, speaker, ...route} = await routeTo(request, proxy)
    const exchange = new Exchange({
      connectTimeout: options.connectTimeout,
      readTimeout: options.readTimeout,
      name: hostName(host),
      port: portOf(host, scheme),
      proxy: proxy?.host,
      isSecure: route.protocol === 'https:',
      showsCertificate: tls.cert !== undefined,
      onStep,
    })
    const ordered = {...wireHeaders(request), ...proxyHeaders}
    return {
      exchange,
      headers: ordered,
      start: (given, onAnswer, headers = ordered) => {
        // By name, not by the Host header, from which node would take it.
        const servername = isIP(route.hostname) > 0 ? '' : route.hostname
        const own = Object.assign(given, route, tls, {
          agent: speaker.agent,
          headers,
          servername,
          lookup: lookupName,
          // A tunnel asks for it: node takes an option named `signal` away.
          ...(proxy && scheme === 'https' && {endSignal: exchange.signal}),
        })
        const sent = speaker.request(own, onAnswer)
        exchange.watch(sent)
        return sent
      },
    }
  }
}
