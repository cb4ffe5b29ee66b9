import {type Readable} from 'node:stream'
import {type Exchange} from './exchange.js'

/**
 * An answer's whole body: what an answer's stream gives, without what a stream of streams costs.
 * @throws {NetworkError} where it breaks off.
 */
export const readAnswer = async (source: Readable, exchange: Exchange): Promise<Buffer> => {
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const chunks: Buffer[] = []
      exchange.awaitData()
      source.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        exchange.awaitData()
      })
      source.on('end', () => {
        const [only] = chunks
        resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks))
      })
      source.on('error', reject)
      source.on('close', () => {
        reject(Object.assign(new Error('aborted'), {code: 'ECONNRESET'}))
      })
    })
  } catch (error) {
    throw exchange.explain(error)
  } finally {
    exchange.settle()
  }
}
