import {createFileReader, type FileReader} from '../core/request/arguments/file-reader.js'
import {type Runtime} from './runtime.js'

/** The files and the stdin that a command line may name. Clean up when the command is done. */
export const openFiles = (runtime: Runtime): FileReader =>
  createFileReader({
    stdin: runtime.io.stdin,
    home: runtime.home,
    temporaryFolder: runtime.temporaryFolder(),
    platform: runtime.platform,
  })
