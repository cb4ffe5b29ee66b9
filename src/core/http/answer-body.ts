import {Readable} from 'node:stream'
import {type Exchange} from './exchange.js'

async function* readChunks(source: Readable, exchange: Exchange): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      // Only waiting for the server counts: whoever reads from us may be slow.
      exchange.awaitData()
      const {done, value} = await chunks.next()
      exchange.settle()
      if (done) return
      yield value as Uint8Array
    }
  } catch (error) {
    throw exchange.explain(error)
  } finally {
    exchange.settle()
    source.destroy()
  }
}

/** The body of an answer as it is handed on: every failure is a NetworkError, a short answer included. */
export const answerBody = (source: Readable, exchange: Exchange): Readable => {
  const body = Readable.from(readChunks(source, exchange), {objectMode: false})
  // A body that is thrown away before it was read never started the generator, whose end would have freed the source.
  body.once('close', () => source.destroy())
  source.on('error', () => undefined)
  return body
}
