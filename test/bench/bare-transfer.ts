import {createReadStream, createWriteStream, statSync} from 'node:fs'
import {get, type IncomingMessage, request} from 'node:http'
import {pipeline} from 'node:stream/promises'

// `upload URL FILE`, `download URL FILE` or `download URL -`: what node itself does, with nothing around it.

const [direction, url = '', file = ''] = process.argv.slice(2)

const answered = async (send: (onAnswer: (answer: IncomingMessage) => void) => void): Promise<IncomingMessage> =>
  new Promise((resolve) => {
    send(resolve)
  })

if (direction === 'upload') {
  const headers = {'content-type': 'application/octet-stream', 'content-length': statSync(file).size}
  const answer = await answered((onAnswer) => {
    void pipeline(createReadStream(file), request(url, {method: 'PUT', headers}, onAnswer))
  })
  answer.resume()
  process.exitCode = answer.statusCode === 200 ? 0 : 1
} else {
  const answer = await answered((onAnswer) => get(url, onAnswer))
  await pipeline(answer, file === '-' ? process.stdout : createWriteStream(file))
}
