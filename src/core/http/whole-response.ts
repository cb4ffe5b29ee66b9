import {Readable} from 'node:stream'
import {type HttpResponse} from './types.js'

/** A response of which the whole body was read; the stream is made where somebody asks for it. */
export const wholeResponse = (status: number, headers: HttpResponse['headers'], bytes: Uint8Array): HttpResponse => ({
  status,
  headers,
  bytes,
  get body() {
    return Readable.from([bytes])
  },
})
