import {type Command} from '@oclif/core/command'

type CommandModule = Promise<{readonly default: Command.Class}>

/** The hand-written commands by oclif id; each is loaded when it runs. Everything else is an operation of the catalogue. */
export const commandLoaders: Readonly<Record<string, () => CommandModule>> = {
  batch: async () => import('../commands/batch.js'),
  'sandbox:start': async () => import('../commands/sandbox/start.js'),
}
