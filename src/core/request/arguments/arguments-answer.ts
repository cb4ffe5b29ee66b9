import {type FileError} from '../../errors/file-error.js'
import {type Fault} from '../../errors/usage-error.js'
import {type RequestArguments} from '../types.js'

/** What was read of an operation's arguments. */
export interface ArgumentsAnswer {
  readonly arguments: RequestArguments
  /** For stderr, each whole. */
  readonly warnings: readonly string[]
  /** Belong in one `UsageError` with those of `resolveWords`. */
  readonly faults: readonly Fault[]
  /** A named file cannot be read: to be thrown where there is no fault (design §8: of several exit codes the first). */
  readonly fileError?: FileError
}
