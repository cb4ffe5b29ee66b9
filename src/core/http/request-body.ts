import {Readable} from 'node:stream'
import {FileError} from '../errors/file-error.js'
import {fileReason} from '../errors/file-reason.js'
import {HwcError} from '../errors/hwc-error.js'
import {type RequestBody, type StreamBody} from './types.js'

/** As many bytes as were announced: the server would wait for missing ones, and take further ones for another request. */
async function* exactly({length, open}: {length: number; open: () => Readable}): AsyncGenerator<Uint8Array> {
  let sent = 0
  try {
    for await (const chunk of open()) {
      sent += (chunk as Uint8Array).length
      if (sent > length) break
      yield chunk as Uint8Array
    }
  } catch (cause) {
    if (cause instanceof HwcError) throw cause
    throw new FileError(`Cannot read what is to be sent: ${fileReason(cause, 'read')}`, {cause})
  }
  if (sent !== length)
    throw new FileError('A file changed while it was sent.', {hint: 'Try again when nothing writes to it.'})
}

/** A request's body in a form that axios takes: bytes as a Buffer, a stream opened anew, none as undefined. */
export const requestBody = (body: RequestBody | undefined): Buffer | Readable | undefined => {
  if (body === undefined) return undefined
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const stream: StreamBody = body
  return Readable.from(exactly({length: stream.length, open: () => stream.open()}), {objectMode: false})
}
