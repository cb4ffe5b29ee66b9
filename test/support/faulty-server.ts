import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import {type AddressInfo, type Socket} from 'node:net'

/** What the server does with a request once it is whole; `nth` counts the requests of its connection, from 1. */
export type Fault = (exchange: {
  readonly socket: Socket
  readonly response: ServerResponse
  readonly nth: number
}) => void

export interface FaultyServer {
  readonly url: string
  /** The methods of all requests that arrived, in their order. */
  readonly methods: readonly string[]
  /** The headers of each. */
  readonly headers: readonly IncomingMessage['headers'][]
  readonly connections: () => number
  readonly close: () => Promise<void>
}

/** Starts a server on loopback that misbehaves. Close it after the test. */
export const startFaultyServer = async (fault: Fault): Promise<FaultyServer> => {
  const methods: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const counts = new WeakMap<Socket, number>()
  let connections = 0
  const server = createServer({keepAliveTimeout: 60_000}, (request, response) => {
    const {socket, method = ''} = request
    request.resume().once('end', () => {
      const nth = (counts.get(socket) ?? 0) + 1
      counts.set(socket, nth)
      methods.push(method)
      headers.push(request.headers)
      fault({socket, response, nth})
    })
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    methods,
    headers,
    connections: () => connections,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** An answer with this status. */
export const answerWith =
  (status: number, headers: Readonly<Record<string, string>> = {}): Fault =>
  ({response}) => {
    response.writeHead(status, headers).end(status < 400 ? '{}' : '{"error_code":"E.1","error_msg":"Not now."}')
  }

/** The connection is reset before anything is answered. */
export const resetBefore: Fault = ({socket}) => {
  socket.resetAndDestroy()
}

/** The connection is reset in the middle of the answer. */
export const resetAmid: Fault = ({socket, response}) => {
  response.writeHead(200, {'Content-Length': '100'})
  response.write('{"a":', () => socket.resetAndDestroy())
}

/** The connection is reset when the answer is whole. */
export const resetAfter: Fault = ({socket, response}) => {
  response.writeHead(200, {'Content-Length': '2'})
  response.write('{}', () => setTimeout(() => socket.resetAndDestroy(), 20))
}

/** A byte every tenth of a second, without end. */
export const trickle: Fault = ({socket, response}) => {
  response.writeHead(200)
  const timer = setInterval(() => response.write(' '), 100)
  socket.once('close', () => {
    clearInterval(timer)
  })
}

/** No answer at all. */
export const silence: Fault = () => undefined
