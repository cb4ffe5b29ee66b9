import {ExitCode} from '../core/errors/exit-code.js'
import {ClosedPipeError, writePage} from '../core/io/write-stream.js'
import {dispatch} from './dispatch.js'
import {createRuntime, type Runtime} from './runtime.js'

export interface MainOptions {
  /** The folder that holds `dist`, `package.json` and `oclif.manifest.json`. */
  readonly root: string
  readonly version: string
  /** For tests: another world than the process. */
  readonly runtime?: Runtime
}

const tellFailure = async (thrown: unknown, argv: readonly string[], runtime: Runtime): Promise<ExitCode> => {
  if (thrown instanceof ClosedPipeError) return ExitCode.Ok
  const [{reportError}, {errorForm}] = await Promise.all([import('./report-error.js'), import('./error-form.js')])
  const {text, exitCode} = reportError(thrown, errorForm(argv, runtime))
  // Whoever closed stderr wants to hear nothing.
  await writePage(runtime.io.stderr, text, 'standard error').catch(() => undefined)
  return exitCode
}

/** Runs one command line and answers its exit code; nothing is thrown and the process is not ended (design §8). */
export const main = async (argv: readonly string[], {root, version, runtime}: MainOptions): Promise<number> => {
  const world = runtime ?? createRuntime({root, version})
  try {
    await dispatch(argv, world)
    return world.interruption.exitCode() ?? ExitCode.Ok
  } catch (error) {
    const code = await tellFailure(error, argv, world)
    return world.interruption.exitCode() ?? code
  } finally {
    world.interruption.stop()
  }
}
