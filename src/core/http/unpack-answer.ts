import {type IncomingMessage} from 'node:http'
import {pipeline, type Readable, Transform} from 'node:stream'

/** What compresses without the head of zlib gets one: some servers call that deflate too (RFC 9110 §8.4.1.2). */
const withZlibHead = (): Transform => {
  let isFirst = true
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const [first] = chunk
      if (isFirst && first !== undefined) {
        if ((first & 0x0f) !== 8) this.push(Buffer.of(0x78, 0x9c))
        isFirst = false
      }
      done(null, chunk)
    },
  })
}

/** What turns an answer of an encoding into what was encoded; none for an encoding that is not known. */
const decoders = async (encoding: string): Promise<readonly Transform[]> => {
  const {constants, createBrotliDecompress, createUnzip} = await import('node:zlib')
  // An answer may end without the trailer: what is there is good.
  const lenient = {flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH}
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
    case 'compress':
    case 'x-compress':
      return [createUnzip(lenient)]
    case 'deflate':
      return [withZlibHead(), createUnzip(lenient)]
    case 'br':
      return [
        createBrotliDecompress({
          flush: constants.BROTLI_OPERATION_FLUSH,
          finishFlush: constants.BROTLI_OPERATION_FLUSH,
        }),
      ]
    default:
      return []
  }
}

/** The body of an answer, decompressed; the answer itself where nothing is to be done. zlib is loaded when it is needed. */
export const unpackAnswer = async (answer: IncomingMessage, method: string): Promise<Readable> => {
  const encoding = answer.headersDistinct['content-encoding']?.join(', ').trim().toLowerCase()
  if (encoding === undefined || method === 'HEAD' || answer.statusCode === 204 || answer.statusCode === 304)
    return answer
  const streams = await decoders(encoding)
  const [last] = streams.slice(-1)
  if (!last) return answer
  // Errors come to whoever reads the last one.
  pipeline([answer, ...streams], () => undefined)
  return last
}
