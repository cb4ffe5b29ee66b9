import {type Axios, type AxiosAdapter} from 'axios'
import {type IncomingMessage} from 'node:http'
import {type Readable} from 'node:stream'
import {HwcError} from '../errors/hwc-error.js'
import {answerBody} from './answer-body.js'
import {obey} from './obey.js'
import {createOpener, type Opener, type OpenRequest, type TransportOptions} from './open-request.js'
import {readAnswer} from './read-answer.js'
import {requestBody} from './request-body.js'
import {responseHeaders} from './response-headers.js'
import {type Transport} from './types.js'
import {unpackAnswer} from './unpack-answer.js'
import {wholeResponse} from './whole-response.js'

/** How often a connection on which nothing happens is probed, in milliseconds. */
const probeInterval = 60_000

/** Loaded with the first request: it costs time. */
const loadClient = async (): Promise<Axios> => {
  const {Axios} = await import('axios')
  return new Axios({responseType: 'stream', validateStatus: null, transformRequest: [], transformResponse: []})
}

/**
 * Has axios send over the opened connection. Its own adapter for node would do the same, but loads what is for redirects,
 * proxies, forms and HTTP/2 at every start.
 */
const adapterOf =
  (start: OpenRequest['start'], method: string): AxiosAdapter =>
  async (config) => {
    const upload = config.data as Buffer | Readable | undefined
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = start({method}, resolve)
      sent.on('error', reject)
      sent.once('socket', (socket) => socket.setKeepAlive(true, probeInterval))
      sent.once('close', () => {
        reject(Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'}))
      })
      if (upload === undefined || !('pipe' in upload)) {
        sent.end(upload)
        return
      }
      upload.once('error', (error) => sent.destroy(error))
      // What is given up half-way may not leave a connection that waits for the rest.
      upload.once('close', () => {
        if (!upload.readableEnded) sent.destroy()
      })
      upload.pipe(sent)
    })
    const data = await unpackAnswer(answer, method)
    return {status: answer.statusCode ?? 0, statusText: answer.statusMessage ?? '', headers: {}, config, data}
  }

/**
 * A transport that sends through axios, loaded with the first request: the headers exactly as they are, in their order,
 * the target by concatenation; the connection kept for the next request, no redirect followed.
 * @throws {NetworkError} where no answer came (the transport, not this function).
 */
export const createAxiosTransport = (options: TransportOptions, open: Opener = createOpener(options)): Transport => {
  let client: ReturnType<typeof loadClient> | undefined

  return async (request, options = {}) => {
    const {signal, isWhole} = options
    const opened = open(request, options)
    // Both load at once; of the two the opener says first what is wrong with a request.
    client ??= loadClient()
    const {exchange, start} = await opened
    const axios = await client
    signal?.throwIfAborted()
    const upload = requestBody(request.body)
    const stopObeying = obey(signal, exchange)
    const release = (): void => {
      stopObeying()
      if (upload && 'destroy' in upload) upload.destroy()
    }
    try {
      const {status, data} = await axios.request<Readable>({
        method: request.method,
        url: `${request.scheme}://${request.host}${request.target}`,
        data: upload,
        adapter: adapterOf(start, request.method),
      })
      const answer = exchange.answer
      if (!answer) throw new TypeError('axios answered without an answer')
      const headers = responseHeaders(answer, {decompressed: data !== answer})
      if (isWhole) {
        const bytes = await readAnswer(data, exchange)
        release()
        return wholeResponse(status, headers, bytes)
      }
      const body = answerBody(data, exchange)
      body.once('close', release)
      return {status, headers, body}
    } catch (error) {
      release()
      throw error instanceof HwcError ? error : exchange.explain(error)
    }
  }
}
