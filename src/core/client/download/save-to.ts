import {type Stats} from 'node:fs'
import {chmod, open, realpath, rename, stat} from 'node:fs/promises'
import {type Readable} from 'node:stream'
import {FileError} from '../../errors/file-error.js'
import {codeOf, toFileError} from './file-failure.js'
import {type DownloadOptions, type Saved} from './options.js'
import {pump, writeInto} from './pump.js'
import {saveComplete} from './save-complete.js'

const existing = async (path: string): Promise<Stats | undefined> => {
  try {
    return await stat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

const saveDirectly = async (body: Readable, path: string, options: DownloadOptions): Promise<Saved> => {
  const handle = await open(path, 'w')
  try {
    return {path, bytes: await pump(body, writeInto(handle), options)}
  } finally {
    await handle.close()
  }
}

const saveAt = async (body: Readable, path: string, options: DownloadOptions): Promise<Saved> => {
  const found = await existing(path)
  if (found?.isDirectory()) throw new FileError(`Cannot write ${path}: it is a folder`)
  // A device or a FIFO has no finished state, and must not be replaced by a file.
  if (found && !found.isFile()) return saveDirectly(body, path, options)
  // A link goes on pointing at its file, which gets the new content and keeps its rights.
  const target = found ? await realpath(path) : path
  const publish = async (temporary: string): Promise<string> => {
    if (found) await chmod(temporary, found.mode & 0o7777)
    await rename(temporary, target)
    return path
  }
  return saveComplete(body, target, publish, options)
}

/**
 * Saves a streamed answer at a path: in a temporary file beside it that takes the name when it is complete. What exists
 * there and is no regular file (`/dev/null`, a FIFO) is written directly.
 * @throws {FileError} where the file cannot be written.
 * @throws {NetworkError} where the answer breaks off.
 */
export const saveTo = async (body: Readable, path: string, options: DownloadOptions = {}): Promise<Saved> => {
  try {
    return await saveAt(body, path, options)
  } catch (error) {
    body.destroy()
    throw toFileError(error, path)
  }
}
