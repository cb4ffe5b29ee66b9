import {type Runtime} from './runtime.js'

/** Tells the user something that stops nothing, on stderr. `--quiet` keeps it back. */
export const warn =
  ({io}: Pick<Runtime, 'io'>, quiet: boolean) =>
  (message: string): void => {
    if (!quiet) io.stderr.stream.write(`hwc: warning: ${message}\n`)
  }

/** Tells the user that a call is tried again, on stderr. `--quiet` keeps it back. */
export const tellOfRetry =
  ({io}: Pick<Runtime, 'io'>, quiet: boolean) =>
  (message: string): void => {
    if (!quiet) io.stderr.stream.write(`hwc: ${message}\n`)
  }
