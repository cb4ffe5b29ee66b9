import {type FileHandle} from 'node:fs/promises'
import {type Readable} from 'node:stream'
import {type DownloadOptions} from './options.js'

/** Hands a body on piece by piece, each only when the one before was taken; answers with the number of bytes. */
export const pump = async (
  body: Readable,
  write: (chunk: Uint8Array) => Promise<void>,
  {onProgress = () => undefined, signal}: DownloadOptions,
): Promise<number> => {
  let bytes = 0
  try {
    for await (const chunk of body) {
      signal?.throwIfAborted()
      await write(chunk as Uint8Array)
      bytes += (chunk as Uint8Array).length
      onProgress(bytes)
    }
    signal?.throwIfAborted()
    return bytes
  } finally {
    body.destroy()
  }
}

/** Writes a whole chunk into a file, which may take less at a time. */
export const writeInto =
  (handle: FileHandle) =>
  async (chunk: Uint8Array): Promise<void> => {
    let rest = chunk
    while (rest.length > 0) {
      const {bytesWritten} = await handle.write(rest)
      rest = rest.subarray(bytesWritten)
    }
  }
