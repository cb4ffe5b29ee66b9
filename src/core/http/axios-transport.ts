import {type AxiosInstance} from 'axios'
import {type Agent as HttpAgent, type ClientRequest, type IncomingMessage, type RequestOptions} from 'node:http'
import {isIP} from 'node:net'
import {type Readable} from 'node:stream'
import {ConfigError} from '../errors/config-error.js'
import {HwcError} from '../errors/hwc-error.js'
import {answerBody} from './answer-body.js'
import {checkRequest} from './check-request.js'
import {chooseProxy, type ProxySettings} from './choose-proxy.js'
import {Exchange, type ExchangeLimits} from './exchange.js'
import {hostName, portOf} from './host-name.js'
import {isEncryptedEnough} from './plain-http.js'
import {requestBody} from './request-body.js'
import {responseHeaders} from './response-headers.js'
import {type TlsOptions, type TlsSettings} from './tls-options.js'
import {type HttpRequest, type Transport} from './types.js'
import {wireHeaders} from './wire-headers.js'

export interface TransportOptions extends ExchangeLimits, ProxySettings, TlsSettings {}

/** Idle connections are dropped before a server or a gateway does it (design §7), in milliseconds. */
const idleTimeout = 4000

/** Everything that costs time to load, loaded with the first request. */
const load = async () => {
  const [{default: axios}, http, https, {lookupName}, {readTlsOptions}] = await Promise.all([
    import('axios'),
    import('node:http'),
    import('node:https'),
    import('./loopback-lookup.js'),
    import('./tls-options.js'),
  ])
  const client: AxiosInstance = axios.create({
    proxy: false,
    maxRedirects: 0,
    decompress: true,
    responseType: 'stream',
    validateStatus: null,
    transformRequest: [],
    transformResponse: [],
  })
  return {client, http, https, lookupName, readTlsOptions}
}

type Loaded = Awaited<ReturnType<typeof load>>

/** How a request gets to its host. */
interface Route {
  /** The request line's target: absolute where a proxy forwards it. */
  readonly path: string
  readonly protocol: 'http:' | 'https:'
  readonly hostname: string
  readonly port: number
  readonly agent: HttpAgent
  readonly proxyHeaders: Readonly<Record<string, string>>
}

const basic = ({username, password}: URL): string =>
  `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`

const createRoutes = ({http, https, lookupName}: Loaded, tls: TlsOptions) => {
  const agentOptions = {keepAlive: true, timeout: idleTimeout}
  const agents = {'http:': new http.Agent(agentOptions), 'https:': new https.Agent(agentOptions)}
  const tunnels = new Map<string, Promise<HttpAgent>>()
  const createTunnel = async (proxy: URL): Promise<HttpAgent> => {
    const {TunnelAgent} = await import('./tunnel-agent.js')
    return new TunnelAgent(proxy, {...agentOptions, lookup: lookupName, ...(proxy.protocol === 'https:' ? tls : {})})
  }
  const tunnelTo = (proxy: URL): Promise<HttpAgent> => {
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
    if (!proxy) return {...direct, agent: agents[direct.protocol]}
    if (scheme === 'https') return {...direct, agent: await tunnelTo(proxy)}
    const protocol = proxy.protocol === 'https:' ? 'https:' : 'http:'
    return {
      path: `http://${host}${target}`,
      protocol,
      hostname: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(proxy.port || (protocol === 'https:' ? 443 : 80)),
      agent: agents[protocol],
      proxyHeaders: proxy.username === '' ? {} : {'Proxy-Authorization': basic(proxy)},
    }
  }
}

/** Ends the request when the signal says so, until the answer's body is closed. */
const obey = (signal: AbortSignal | undefined, exchange: Exchange): (() => void) => {
  if (!signal) return () => undefined
  const end = (): void => {
    exchange.fail(signal.reason instanceof Error ? signal.reason : new Error('The call was stopped.'))
  }
  signal.addEventListener('abort', end, {once: true})
  return () => {
    signal.removeEventListener('abort', end)
  }
}

/**
 * A transport that sends through axios, loaded with the first request: the headers exactly as they are, in their order,
 * the target by concatenation; the connection kept for the next request, no redirect followed.
 * @throws {NetworkError} where no answer came (the transport, not this function).
 */
export const createAxiosTransport = (options: TransportOptions): Transport => {
  let prepared: ReturnType<typeof prepare> | undefined
  const prepare = async () => {
    const loaded = await load()
    const tls = await loaded.readTlsOptions(options)
    return {...loaded, tls, routeTo: createRoutes(loaded, tls)}
  }

  return async (request, {signal} = {}) => {
    checkRequest(request)
    const {scheme, host} = request
    if (!isEncryptedEnough(request, options.insecure ?? false)) {
      throw new ConfigError(`Plain http to ${host} would show the request to everyone on the way.`, {
        hint: 'Use https, or allow it with --insecure.',
      })
    }
    signal?.throwIfAborted()
    const proxy = chooseProxy(request, options)
    const {client, http, https, lookupName, tls, routeTo} = await (prepared ??= prepare())
    const {proxyHeaders, ...route} = await routeTo(request, proxy)
    const exchange = new Exchange({
      ...options,
      name: hostName(host),
      port: portOf(host, scheme),
      proxy: proxy?.host,
      isSecure: route.protocol === 'https:',
    })
    const headers = {...wireHeaders(request), ...proxyHeaders}
    const transport = {
      request: (given: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest => {
        // By name, not by the Host header, from which node would take it.
        const servername = isIP(route.hostname) > 0 ? '' : route.hostname
        const own = Object.assign(given, route, tls, {
          headers,
          servername,
          lookup: lookupName,
          endSignal: exchange.signal,
        })
        const sent = (route.protocol === 'https:' ? https : http).request(own, onAnswer)
        exchange.watch(sent)
        return sent
      },
    }
    const upload = requestBody(request.body)
    const stopObeying = obey(signal, exchange)
    const release = (): void => {
      stopObeying()
      if (upload && 'destroy' in upload) upload.destroy()
    }
    try {
      const {status, data} = await client.request<Readable>({
        method: request.method,
        url: `${scheme}://${host}${request.target}`,
        data: upload,
        transport,
      })
      const answer = exchange.answer
      if (!answer) throw new TypeError('axios answered without an answer')
      const body = answerBody(data, exchange)
      body.once('close', release)
      return {status, headers: responseHeaders(answer, {decompressed: data !== answer}), body}
    } catch (error) {
      release()
      if (error instanceof HwcError) throw error
      const cause = (error as {cause?: unknown}).cause
      throw cause instanceof HwcError ? cause : exchange.explain(cause ?? error)
    }
  }
}
