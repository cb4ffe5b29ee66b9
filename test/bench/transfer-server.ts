import {createServer} from 'node:http'
import {type AddressInfo} from 'node:net'

// A process of its own that swallows whatever is put, and answers a GET with as many bytes as argv says.

const size = Number(process.argv[2])
const chunk = Buffer.alloc(1 << 20, 'hwc')

const server = createServer((request, response) => {
  if (request.method === 'PUT') {
    let bytes = 0
    request.on('data', (data: Buffer) => (bytes += data.length))
    request.on('end', () => response.writeHead(bytes === size ? 200 : 400, {'content-length': '0'}).end())
    return
  }
  response.writeHead(200, {'content-type': 'application/octet-stream', 'content-length': String(size)})
  let left = size
  const send = (): void => {
    while (left > 0) {
      const piece = left < chunk.length ? chunk.subarray(0, left) : chunk
      left -= piece.length
      if (!response.write(piece)) return
    }
    response.removeListener('drain', send)
    response.end()
  }
  response.on('drain', send)
  send()
})

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())
