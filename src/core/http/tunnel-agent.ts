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
    request.once('proxyConnect', (answer: ConnectAnswer) => {
      if (answer.statusCode !== 200) request.destroy(refusal(answer, this.proxy))
    })
    // The connection to the proxy is not the request's yet: destroying the request would leave it open. Node takes an
    // option named `signal` away, so it comes by a name of ours.
    const {endSignal: signal} = options as {endSignal?: AbortSignal}
    const scope = Object.create(this, {connectOpts: {value: {...this.connectOpts, signal}}}) as this
    return super.connect.call(scope, request, options)
  }
}
