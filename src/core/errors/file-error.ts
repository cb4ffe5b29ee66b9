import {ExitCode} from './exit-code.js'
import {HwcError} from './hwc-error.js'

/** A local file or disk: not readable, not writable, full. The message names the path. */
export class FileError extends HwcError {
  readonly kind = 'file'
  readonly exitCode = ExitCode.File
}
