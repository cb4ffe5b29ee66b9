import {createServer, request} from 'node:http'
import {type AddressInfo} from 'node:net'
import {type Sandbox} from '../../../src/sandbox/start-sandbox.js'
import {controlToken} from './call-world.js'

export interface EchoRelay {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Stands before a sandbox and passes on what it gets, with the header that makes the sandbox echo it: a command cannot add it. */
export const startEchoRelay = async ({port: sandboxPort}: Sandbox): Promise<EchoRelay> => {
  const server = createServer((message, response) => {
    const {method, url: path, rawHeaders} = message
    const headers = [...rawHeaders, 'X-Hwc-Sandbox-Echo', controlToken]
    const onward = request({port: sandboxPort, host: '127.0.0.1', method, path, headers, agent: false}, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', (error) => response.destroy(error))
    message.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
