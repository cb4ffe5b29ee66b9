import {readFileSync} from 'node:fs'
import {createServer as createHttpServer, type RequestListener} from 'node:http'
import {createServer as createHttpsServer} from 'node:https'
import {type AddressInfo, type Server} from 'node:net'
import {fixture} from '../support/repository.js'

// A process of its own that answers every request with one VPC, over http and https; it tells its parent the ports.

const vpc = {id: '0e9bf8b2-3a4c-4b6a-9d0a-5a9a3f0f3c11', name: 'vpc-a', cidr: '10.0.0.0/16', status: 'OK', routes: []}

const listen = async (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port)
    })
  })

const answer: RequestListener = (_, response) => {
  response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({vpcs: [vpc]}))
}

const tls = {key: readFileSync(fixture('tls/localhost.key')), cert: readFileSync(fixture('tls/localhost.crt'))}

process.send?.({
  http: await listen(createHttpServer(answer)),
  https: await listen(createHttpsServer(tls, answer)),
})
process.on('disconnect', () => process.exit())
