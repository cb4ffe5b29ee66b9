import {InterruptedError} from '../core/errors/interrupted-error.js'
import {createFileReader, type FileReader} from '../core/request/arguments/file-reader.js'
import {type Runtime} from './runtime.js'

const interruptibly =
  ({interruption}: Runtime) =>
  async (copy: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    void interruption.listen({quiet: true})
    try {
      await copy(interruption.first)
    } catch (error) {
      const code = interruption.exitCode()
      throw code === undefined ? error : new InterruptedError(code, {wasSent: false})
    } finally {
      // Whoever sends the request listens anew.
      interruption.stop()
    }
  }

/** The files and the stdin that a command line may name. Clean up when the command is done. */
export const openFiles = (runtime: Runtime): FileReader =>
  createFileReader({
    stdin: runtime.io.stdin,
    home: runtime.home,
    temporaryFolder: runtime.temporaryFolder(),
    platform: runtime.platform,
    interruptibly: interruptibly(runtime),
  })
