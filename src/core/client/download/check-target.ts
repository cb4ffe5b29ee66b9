import {access, constants, stat} from 'node:fs/promises'
import {dirname} from 'node:path'
import {FileError} from '../../errors/file-error.js'
import {codeOf, toFileError} from './file-failure.js'

const kindOf = async (path: string): Promise<'missing' | 'file' | 'folder' | 'other'> => {
  try {
    const found = await stat(path)
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other'
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'missing'
    throw error
  }
}

/**
 * Looks before a call is made whether its answer could be saved at a path: the call would be lost else.
 * @throws {FileError}
 */
export const checkTarget = async (path: string): Promise<void> => {
  try {
    const kind = await kindOf(path)
    if (kind === 'folder') throw new FileError(`Cannot write ${path}: it is a folder`)
    // A file is replaced by a new one of its folder.
    await access(kind === 'other' ? path : dirname(path), constants.W_OK)
  } catch (error) {
    throw toFileError(error, path)
  }
}
