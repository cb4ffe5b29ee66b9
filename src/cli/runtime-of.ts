import {type Interfaces} from '@oclif/core'
import {type Runtime} from './runtime.js'

/** The runtime that `main` built, from inside a hand-written command. */
export const runtimeOf = (config: Interfaces.Config): Runtime =>
  (config as unknown as {readonly options: {readonly runtime: Runtime}}).options.runtime
