import {createServer, type IncomingMessage, type RequestListener, type ServerResponse} from 'node:http'
import {type AddressInfo} from 'node:net'
import {type HttpRequest} from '../../src/core/http/types.js'

/** A request as it reached the server. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly rawHeaders: readonly string[]
  readonly body: string
}

export interface LocalServer {
  /** `127.0.0.1:41234` */
  readonly host: string
  readonly seen: readonly Seen[]
  /** The number of TCP connections so far. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

const readAll = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}

/** A server on loopback that keeps what it was sent; the handler gets each request when its body has come. */
export const startServer = async (
  handle: (response: ServerResponse, seen: Seen, index: number) => void,
): Promise<LocalServer> => {
  const seen: Seen[] = []
  let connections = 0
  const listener: RequestListener = (request, response) => {
    void readAll(request).then(
      (body) => {
        const {method = '', url = '', rawHeaders} = request
        const entry = {method, url, rawHeaders, body}
        seen.push(entry)
        handle(response, entry, seen.length - 1)
      },
      () => undefined,
    )
  }
  const server = createServer(listener)
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    connections: () => connections,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const get = (host: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  scheme: 'http',
  host,
  target: '/v1/x',
  headers: {},
  ...more,
})

/** A port of loopback where nobody listens. */
export const closedPort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
