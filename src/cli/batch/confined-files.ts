import {constants} from 'node:fs'
import {access, lstat, realpath} from 'node:fs/promises'
import {basename, dirname, isAbsolute, join, relative, resolve, sep} from 'node:path'
import {FileError} from '../../core/errors/file-error.js'
import {type FileReader} from '../../core/request/arguments/file-reader.js'
import {FileValue} from '../../core/values/value.js'

/** The files that lines may read and write: those below one folder, links resolved (design: a line trusts nobody). */
export interface ConfinedFiles {
  readonly reader: FileReader
  /** Where an answer may be saved. @throws {FileError} */
  toSave(path: string): Promise<string>
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read',
  ELOOP: 'it is a link to itself',
  ENAMETOOLONG: 'its name is too long',
}

const refuse = (path: string, reason: string, cause?: unknown): FileError =>
  new FileError(`Cannot use ${path}: ${reason}`, {cause})

const isBelow = (folder: string, path: string): boolean => {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** A line's text is text: stdin and `file://` are for the command line alone. */
const never = (): never => {
  throw new TypeError('A line reads no file but those that are sent')
}

/**
 * Opens the folder of `--files`; a relative path of a line starts there.
 * @throws {FileError} where it is none.
 */
export const openConfinedFiles = async (folder: string): Promise<ConfinedFiles> => {
  const find = async (path: string): Promise<string> => {
    try {
      return await realpath(path)
    } catch (error) {
      throw refuse(path, reasons[codeOf(error)] ?? codeOf(error), error)
    }
  }
  const root = await find(folder)
  if (!(await lstat(root)).isDirectory()) throw refuse(folder, 'it is no folder')

  const confine = (path: string, real: string): string => {
    if (isBelow(root, real)) return real
    throw new FileError(`Cannot use ${path}: it is not below ${root}`, {
      hint: '--files names the folder of the files that lines may use.',
    })
  }
  const locate = async (path: string): Promise<string> => confine(path, await find(resolve(root, path)))

  return {
    reader: {
      stdinIsTerminal: false,
      read: never,
      readStdin: never,
      openStdin: never,
      open: async (path) => {
        const real = await locate(path)
        if (!(await lstat(real)).isFile()) throw refuse(path, 'it is no regular file')
        await access(real, constants.R_OK).catch((error: unknown) => {
          throw refuse(path, 'it may not be read', error)
        })
        // The server is told the name that the line says, not that of what a link leads to.
        return basename(real) === basename(path) ? new FileValue(real) : new FileValue(real, basename(path))
      },
      cleanUp: () => Promise.resolve(),
    },
    toSave: async (path) => {
      const target = resolve(root, path)
      // The folder must exist; what the name stands for may not yet.
      const place = join(await find(dirname(target)), basename(target))
      const state = await lstat(place).catch(() => undefined)
      if (!state) return confine(path, place)
      const real = confine(path, await find(place))
      if (!(await lstat(real)).isFile()) throw refuse(path, 'it is no regular file')
      return real
    },
  }
}
