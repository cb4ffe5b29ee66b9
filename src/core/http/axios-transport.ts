import {type AxiosInstance} from 'axios'
import {type Readable} from 'node:stream'
import {HwcError} from '../errors/hwc-error.js'
import {answerBody} from './answer-body.js'
import {obey} from './obey.js'
import {createOpener, type Opener, type TransportOptions} from './open-request.js'
import {requestBody} from './request-body.js'
import {responseHeaders} from './response-headers.js'
import {type Transport} from './types.js'

/** Loaded with the first request: it costs time. */
const loadClient = async (): Promise<AxiosInstance> => {
  const {default: axios} = await import('axios')
  return axios.create({
    proxy: false,
    maxRedirects: 0,
    decompress: true,
    responseType: 'stream',
    validateStatus: null,
    transformRequest: [],
    transformResponse: [],
  })
}

/**
 * A transport that sends through axios, loaded with the first request: the headers exactly as they are, in their order,
 * the target by concatenation; the connection kept for the next request, no redirect followed.
 * @throws {NetworkError} where no answer came (the transport, not this function).
 */
export const createAxiosTransport = (options: TransportOptions, open: Opener = createOpener(options)): Transport => {
  let client: ReturnType<typeof loadClient> | undefined

  return async (request, options = {}) => {
    const {signal} = options
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
        transport: {request: start},
      })
      const answer = exchange.answer
      if (!answer) throw new TypeError('axios answered without an answer')
      const body = answerBody(data, exchange)
      body.once('close', release)
      return {status, headers: responseHeaders(answer, {decompressed: data !== answer}), body}
    } catch (error) {
      release()
      if (error instanceof HwcError) throw error
      const cause = (error as {cause?: unknown}).cause
      throw cause instanceof HwcError ? cause : exchange.explain(cause ?? error)
    }
  }
}
