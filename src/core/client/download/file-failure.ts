import {FileError} from '../../errors/file-error.js'
import {fileReason} from '../../errors/file-reason.js'
import {HwcError} from '../../errors/hwc-error.js'

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

/** What to throw for a failure while a path was written: errors of files in words, all others as they are. */
export const toFileError = (error: unknown, path: string): unknown => {
  if (error instanceof HwcError || typeof codeOf(error) !== 'string') return error
  return new FileError(`Cannot write ${path}: ${fileReason(error, 'write')}`, {cause: error})
}
