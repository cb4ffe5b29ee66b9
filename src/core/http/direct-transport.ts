import {type IncomingMessage} from 'node:http'
import {obey} from './obey.js'
import {type Opener} from './open-request.js'
import {readAnswer} from './read-answer.js'
import {responseHeaders} from './response-headers.js'
import {isStreamBody, type Transport} from './types.js'
import {wholeResponse} from './whole-response.js'

/** Statuses whose answers have no body, whatever their headers say. */
const isBodyless = (method: string, status: number): boolean => method === 'HEAD' || status === 204 || status === 304

const decompress = async (bytes: Buffer, encoding: string): Promise<Buffer> => {
  const [{promisify}, {inflateRaw, unzip}] = await Promise.all([import('node:util'), import('node:zlib')])
  // Some servers send what they call deflate without the head of zlib (RFC 9110 §8.4.1.2).
  const isRaw = encoding === 'deflate' && ((bytes[0] ?? 0) & 0x0f) !== 8
  return promisify(isRaw ? inflateRaw : unzip)(bytes)
}

/** The encodings that are asked for. */
const encodings = new Set(['gzip', 'x-gzip', 'deflate'])

/**
 * A transport for thousands of small calls: it writes bytes and reads answers whole over node's own module, without what
 * axios does around it (a third of the time of a call, measured by test/bench/batch.ts). Everything else, streams in either
 * direction, goes through `other`. Connections, time-outs, proxies and TLS are the same.
 * @throws {NetworkError} where no answer came (the transport, not this function).
 */
export const createDirectTransport =
  (open: Opener, other: Transport): Transport =>
  async (request, options = {}) => {
    const {body, method} = request
    const {signal, isWhole} = options
    if (!isWhole || isStreamBody(body)) return other(request, options)
    const {exchange, headers, start} = await open(request, options)
    signal?.throwIfAborted()
    const stopObeying = obey(signal, exchange)
    try {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const list: string[] = []
        for (const name of Object.keys(headers)) list.push(name, headers[name] ?? '')
        const sent = start({method}, resolve, list)
        sent.on('error', reject)
        sent.once('close', () => {
          reject(Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'}))
        })
        sent.end(body)
      })
      const status = answer.statusCode ?? 0
      const bytes = await readAnswer(answer, exchange)
      const encoding = answer.headersDistinct['content-encoding']?.join(', ').trim().toLowerCase() ?? ''
      const isPacked = encodings.has(encoding) && bytes.length > 0 && !isBodyless(method, status)
      const plain = isPacked ? await decompress(bytes, encoding) : bytes
      return wholeResponse(status, responseHeaders(answer, {decompressed: isPacked}), plain)
    } catch (error) {
      throw exchange.explain(error)
    } finally {
      exchange.settle()
      stopObeying()
    }
  }
