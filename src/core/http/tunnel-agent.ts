import {HttpsProxyAgent, type HttpsProxyAgentOptions} from 'https-proxy-agent'
import {type ClientRequest, type IncomingHttpHeaders} from 'node:http'
import {type Socket} from 'node:net'
import {NetworkError} from '../errors/network-error.js'

/** What the proxy answered to CONNECT. */
interface ConnectAnswer {
  readonly statusCode: number
  readonly statusText: string
  readonly headers: IncomingHttpHeaders
}

const refusal = ({statusCode, statusText}: ConnectAnswer, proxy: URL): NetworkError =>
  new NetworkError(`The proxy ${proxy.host} did not open the way: ${statusCode} ${statusText}`.trimEnd() + '.', {
    failure: 'proxy',
    maybeSent: false,
    hint:
      statusCode === 407
        ? 'Put the user and the password into the proxy setting: http://user:password@host:port.'
        : 'Check the proxy setting, or what the proxy allows.',
  })

/** Goes through a proxy by CONNECT. A request that ends early does not leave the connection to the proxy behind. */
export class TunnelAgent extends HttpsProxyAgent<string> {
  constructor(proxy: URL, options: HttpsProxyAgentOptions<string>) {
    super(proxy, options)
    // The base class forgets it, and idle tunnels would stay open.
    Object.assign(this.options, {timeout: options.timeout})
  }

  override async connect(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
  ): Promise<Socket> {
    const ended = new AbortController()
    const end = (): void => {
      ended.abort()
    }
    request.once('close', end)
    request.once('proxyConnect', (answer: ConnectAnswer) => {
      if (answer.statusCode !== 200) request.destroy(refusal(answer, this.proxy))
    })
    const scope = Object.create(this, {connectOpts: {value: {...this.connectOpts, signal: ended.signal}}}) as this
    try {
      return await super.connect.call(scope, request, options)
    } finally {
      request.off('close', end)
    }
  }
}
