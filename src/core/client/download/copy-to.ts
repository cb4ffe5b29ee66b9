import {type Readable, type Writable} from 'node:stream'
import {codeOf, toFileError} from './file-failure.js'
import {type DownloadOptions} from './options.js'
import {pump} from './pump.js'

const writeTo = async (stream: Writable, chunk: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(chunk, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })

/**
 * Copies a streamed answer to stdout and answers with the number of bytes. A reader that went
 * away ends the copy and is no failure (design §8).
 * @throws {FileError} where the stream cannot be written.
 * @throws {NetworkError} where the answer breaks off.
 */
export const copyTo = async (body: Readable, stream: Writable, options: DownloadOptions = {}): Promise<number> => {
  let taken = 0
  // A failed write is also emitted as an event, after this has ended; were nobody listening, it would end the process.
  const onError = (): void => undefined
  stream.on('error', onError)
  const write = async (chunk: Uint8Array): Promise<void> => {
    await writeTo(stream, chunk)
    taken += chunk.length
  }
  try {
    const bytes = await pump(body, write, options)
    stream.removeListener('error', onError)
    return bytes
  } catch (error) {
    if (codeOf(error) === 'EPIPE' || codeOf(error) === 'ERR_STREAM_DESTROYED') return taken
    throw toFileError(error, 'to standard output')
  }
}
