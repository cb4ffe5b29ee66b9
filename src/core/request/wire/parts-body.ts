import {createReadStream} from 'node:fs'
import {access, constants, stat} from 'node:fs/promises'
import {Readable} from 'node:stream'
import {FileError} from '../../errors/file-error.js'
import {type FilePart, type StreamBody} from '../../http/types.js'
import {type FileValue} from '../../values/value.js'

export type Part = Uint8Array | FilePart

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'is not readable',
  ENOTDIR: 'does not exist',
  ENAMETOOLONG: 'has too long a name',
}

const fileError = (path: string, cause: unknown): FileError => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
  return new FileError(`The file ${path} ${reasons[code] ?? `cannot be read (${code})`}`, {cause})
}

/** Looks at a file that is to be sent. @throws {FileError} if it is missing, unreadable or no regular file. */
export const checkFile = async ({path}: FileValue): Promise<FilePart> => {
  try {
    const facts = await stat(path)
    if (facts.isFile()) {
      await access(path, constants.R_OK)
      return {path, size: facts.size}
    }
  } catch (cause) {
    throw fileError(path, cause)
  }
  throw new FileError(`${path} is not a regular file`)
}

const isBytes = (part: Part): part is Uint8Array => part instanceof Uint8Array

async function* readFile({path, size}: FilePart): AsyncGenerator<Uint8Array> {
  if (size === 0) return
  let left = size
  try {
    // Exactly the promised bytes, even of a file that grows: Content-Length has been signed.
    for await (const chunk of createReadStream(path, {end: size - 1})) {
      const bytes = chunk as Buffer
      left -= bytes.length
      yield bytes
    }
  } catch (cause) {
    throw fileError(path, cause)
  }
  if (left > 0) throw new FileError(`The file ${path} became shorter while it was sent`)
}

async function* readParts(parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (isBytes(part)) yield part
    else yield* readFile(part)
  }
}

/** A body made of bytes and files, read from disk while it is sent, in constant memory and again for every try. */
export class PartsBody implements StreamBody {
  readonly length: number

  constructor(readonly parts: readonly Part[]) {
    this.length = parts.reduce((sum, part) => sum + (isBytes(part) ? part.length : part.size), 0)
  }

  open(): Readable {
    return Readable.from(readParts(this.parts), {objectMode: false})
  }
}
