import {type Command} from '@oclif/core/command'

type CommandModule = Promise<{readonly default: Command.Class}>

/** The hand-written commands by oclif id; each is loaded when it runs. Everything else is an operation of the catalogue. */
export const commandLoaders: Readonly<Record<string, () => CommandModule>> = {
  batch: async () => import('../commands/batch.js'),
  'cache:clear': async () => import('../commands/cache/clear.js'),
  'cache:show': async () => import('../commands/cache/show.js'),
  configure: async () => import('../commands/configure.js'),
  'configure:export': async () => import('../commands/configure/export.js'),
  'configure:get': async () => import('../commands/configure/get.js'),
  'configure:import': async () => import('../commands/configure/import.js'),
  'configure:list': async () => import('../commands/configure/list.js'),
  'configure:profiles': async () => import('../commands/configure/profiles.js'),
  'configure:set': async () => import('../commands/configure/set.js'),
  'configure:unset': async () => import('../commands/configure/unset.js'),
  doctor: async () => import('../commands/doctor.js'),
  regions: async () => import('../commands/regions.js'),
  request: async () => import('../commands/request.js'),
  'sandbox:start': async () => import('../commands/sandbox/start.js'),
  whoami: async () => import('../commands/whoami.js'),
}
