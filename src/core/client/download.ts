import {chmod, link, open, realpath, rename, stat, unlink} from 'node:fs/promises'
import {type FileHandle} from 'node:fs/promises'
import {join} from 'node:path'
import {type Readable, type Writable} from 'node:stream'
import {FileError} from '../errors/file-error.js'
import {HwcError} from '../errors/hwc-error.js'
import {extensionOf} from './extension.js'
import {createTemporaryFile} from './temporary-file.js'

export interface DownloadOptions {
  /** Told of all bytes written so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined
  /** Ends the download; its reason is thrown. */
  readonly signal?: AbortSignal | undefined
}

export interface Saved {
  readonly path: string
  readonly bytes: number
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOENT', 'there is no such folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['EISDIR', 'it is a folder'],
  ['ENAMETOOLONG', 'the name is too long'],
])

const toFileError = (error: unknown, path: string): Error => {
  if (error instanceof HwcError || (error as Error).name === 'AbortError') return error as Error
  const reason = reasons.get(codeOf(error)) ?? (error as Error).message
  return new FileError(`Could not write ${path}: ${reason}.`, {cause: error})
}

/** Hands the body on piece by piece, each only when the one before was taken. */
const pump = async (
  body: Readable,
  write: (chunk: Uint8Array) => Promise<unknown>,
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

/** A FileHandle may write less than it was given. */
const writeWhole = async (handle: FileHandle, chunk: Uint8Array): Promise<void> => {
  let rest = chunk
  while (rest.length > 0) {
    const {bytesWritten} = await handle.write(rest)
    rest = rest.subarray(bytesWritten)
  }
}

/** Writes the body into a temporary file that `publish` gives its name; on any failure nothing is left. */
const saveComplete = async (
  body: Readable,
  target: string,
  publish: (temporary: string) => Promise<string>,
  options: DownloadOptions,
): Promise<Saved> => {
  const temporary = await createTemporaryFile(target)
  try {
    const bytes = await pump(body, (chunk) => writeWhole(temporary.handle, chunk), options)
    await temporary.handle.sync()
    await temporary.handle.close()
    return {path: await publish(temporary.path), bytes}
  } catch (error) {
    await temporary.discard()
    throw error
  }
}

const existing = async (path: string) => {
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
    return {path, bytes: await pump(body, (chunk) => writeWhole(handle, chunk), options)}
  } finally {
    await handle.close()
  }
}

const saveAt = async (body: Readable, path: string, options: DownloadOptions): Promise<Saved> => {
  const found = await existing(path)
  if (found?.isDirectory()) throw Object.assign(new Error('a folder'), {code: 'EISDIR'})
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
 * @throws {FileError} where the file cannot be written; {NetworkError} where the answer breaks off. Nothing is left then.
 */
export const saveTo = async (body: Readable, path: string, options: DownloadOptions = {}): Promise<Saved> => {
  try {
    return await saveAt(body, path, options)
  } catch (error) {
    body.destroy()
    throw toFileError(error, path)
  }
}

/** Gives a file a name that is free: never one that exists, even if it came into being a moment ago. */
const publishAs = async (temporary: string, names: Iterable<string>): Promise<string> => {
  for (const name of names) {
    try {
      await link(temporary, name)
      await unlink(temporary)
      return name
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue
      // A file system without hard links: a name is reserved by creating it.
      try {
        await (await open(name, 'wx')).close()
      } catch (second) {
        if (codeOf(second) === 'EEXIST') continue
        throw second
      }
      await rename(temporary, name)
      return name
    }
  }
  throw new TypeError('The names ended')
}

function* numbered(folder: string, name: string, extension: string): Generator<string> {
  yield join(folder, `${name}.${extension}`)
  for (let number = 1; ; number += 1) yield join(folder, `${name}-${number}.${extension}`)
}

/**
 * Saves a streamed answer in a folder as `<operation>.<extension of its content type>`, with a number added where that
 * exists: nothing is overwritten, and no name comes from a server.
 * @throws as `saveTo` does.
 */
export const saveInFolder = async (
  body: Readable,
  {
    folder,
    operation,
    contentType,
  }: {readonly folder: string; readonly operation: string; readonly contentType?: string | undefined},
  options: DownloadOptions = {},
): Promise<Saved> => {
  const extension = extensionOf(contentType)
  const first = join(folder, `${operation}.${extension}`)
  try {
    return await saveComplete(
      body,
      first,
      (temporary) => publishAs(temporary, numbered(folder, operation, extension)),
      options,
    )
  } catch (error) {
    body.destroy()
    throw toFileError(error, first)
  }
}

/** Writes to a stream of the process and waits until it has taken it. */
const writeTo = async (stream: Writable, chunk: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(chunk, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })

/**
 * Copies a streamed answer to an open stream, such as stdout, and answers with the number of bytes; a reader that went
 * away ends the copy and is no failure.
 * @throws {FileError} where the stream cannot be written; {NetworkError} where the answer breaks off.
 */
export const copyTo = async (body: Readable, stream: Writable, options: DownloadOptions = {}): Promise<number> => {
  let taken = 0
  // A failed write is also emitted as an event, which would end the process were nobody listening.
  const onError = (): void => undefined
  stream.on('error', onError)
  try {
    return await pump(
      body,
      async (chunk) => {
        await writeTo(stream, chunk)
        taken += chunk.length
      },
      options,
    )
  } catch (error) {
    if (codeOf(error) === 'EPIPE' || codeOf(error) === 'ERR_STREAM_DESTROYED') return taken
    throw toFileError(error, 'the output')
  } finally {
    stream.removeListener('error', onError)
  }
}
