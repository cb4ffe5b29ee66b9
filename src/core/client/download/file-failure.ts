import {FileError} from '../../errors/file-error.js'
import {HwcError} from '../../errors/hwc-error.js'

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file is too big for the disk'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOENT', 'there is no such folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['EISDIR', 'it is a folder'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EPIPE', 'nobody reads it any more'],
])

/** What to throw for a failure while a path was written: errors of files in words, all others as they are. */
export const toFileError = (error: unknown, path: string): unknown => {
  if (error instanceof HwcError || typeof codeOf(error) !== 'string') return error
  const reason = reasons.get(codeOf(error)) ?? (error as Error).message
  return new FileError(`Could not write ${path}: ${reason}.`, {cause: error})
}
