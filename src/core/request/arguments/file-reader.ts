import {createReadStream, createWriteStream} from 'node:fs'
import {access, constants, mkdtemp, readFile, rm, stat} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {type Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import {FileError} from '../../errors/file-error.js'
import {HwcError} from '../../errors/hwc-error.js'
import {FileValue} from '../../values/value.js'

/** The files and the stdin that values may name. Whether stdin is used twice is the caller's to see. */
export interface FileReader {
  /** Nothing waits for a person: a terminal is no file. */
  readonly stdinIsTerminal: boolean
  /** The bytes of a file. @throws {FileError} */
  read(path: string): Promise<Uint8Array>
  readStdin(): Promise<Uint8Array>
  /** A file to send; its bytes are not read yet. What is no regular file (a FIFO) is copied first. @throws {FileError} */
  open(path: string): Promise<FileValue>
  /** stdin as a file to send, called `stdin`. @throws {FileError} */
  openStdin(): Promise<FileValue>
  /** Removes the copies that were made; call it when the request is done, whatever came of it. */
  cleanUp(): Promise<void>
}

export interface FileReaderWorld {
  readonly stdin: {readonly stream: Readable; readonly isTerminal: boolean}
  /** What `~/` stands for. */
  readonly home: string
  /** Where copies are made. */
  readonly temporaryFolder: string
  readonly platform: NodeJS.Platform
  /** Copies while signals are listened to, so that one who ends the process leaves no copy behind. */
  readonly interruptibly?: (copy: (signal: AbortSignal) => Promise<void>) => Promise<void>
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'there is no such file',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'it is a link to itself',
}

const fileError = (doing: string, path: string, cause: unknown): FileError => {
  const {code = ''} = cause as NodeJS.ErrnoException
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : code
  return new FileError(`Cannot ${doing} ${path}: ${reason || 'it is no file'}`, {cause})
}

/** On Linux a regular file given as stdin can be opened anew, if nothing of it has been read yet. */
const stdinPath = async (stream: Readable, platform: NodeJS.Platform): Promise<string | undefined> => {
  if (platform !== 'linux' || (stream as {readonly fd?: unknown}).fd !== 0) return undefined
  try {
    const [state, position] = await Promise.all([stat('/dev/stdin'), readFile('/proc/self/fdinfo/0', 'utf8')])
    if (!state.isFile() || !/^pos:\s*0$/m.test(position)) return undefined
    await access('/dev/stdin', constants.R_OK)
    return '/dev/stdin'
  } catch {
    return undefined
  }
}

/** Reads the machine's files; `~/` is the home folder. */
export const createFileReader = ({
  stdin,
  home,
  temporaryFolder,
  platform,
  interruptibly = async (copy) => copy(new AbortController().signal),
}: FileReaderWorld): FileReader => {
  const folders: string[] = []
  const expand = (path: string): string => (path.startsWith('~/') ? join(home, path.slice(2)) : path)

  const spool = async (name: string, source: () => Promise<Readable>): Promise<string> => {
    try {
      const folder = await mkdtemp(join(temporaryFolder, 'hwc-'))
      folders.push(folder)
      const path = join(folder, 'copy')
      await interruptibly(async (signal) =>
        pipeline(await source(), createWriteStream(path, {mode: 0o600, flags: 'wx'}), {signal}),
      )
      return path
    } catch (error) {
      if (error instanceof HwcError) throw error
      throw fileError('copy', name, error)
    }
  }

  return {
    get stdinIsTerminal() {
      return stdin.isTerminal
    },
    read: async (path) => {
      try {
        return await readFile(expand(path))
      } catch (error) {
        throw fileError('read', path, error)
      }
    },
    readStdin: async () => {
      try {
        const chunks: Buffer[] = []
        for await (const chunk of stdin.stream) chunks.push(Buffer.from(chunk as Uint8Array | string))
        return Buffer.concat(chunks)
      } catch (error) {
        throw fileError('read', 'stdin', error)
      }
    },
    open: async (path) => {
      const real = expand(path)
      try {
        const state = await stat(real)
        if (state.isDirectory()) throw Object.assign(new Error('a folder'), {code: 'EISDIR'})
        await access(real, constants.R_OK)
        if (state.isFile()) return new FileValue(real)
      } catch (error) {
        throw fileError('read', path, error)
      }
      return new FileValue(await spool(path, async () => createReadStream(real)), basename(path))
    },
    openStdin: async () => {
      const path = await stdinPath(stdin.stream, platform)
      return new FileValue(path ?? (await spool('stdin', async () => stdin.stream)), 'stdin')
    },
    cleanUp: async () => {
      await Promise.all(folders.splice(0).map(async (folder) => rm(folder, {recursive: true, force: true})))
    },
  }
}
