import {type Command} from '@oclif/core/command'
import {Plugin} from '@oclif/core/config'
import {commandLoaders} from './command-loaders.js'

/** oclif's view of the hand-written commands: it finds them in our table instead of looking through folders. */
export class CorePlugin extends Plugin {
  override async findCommand(id: string): Promise<Command.Class> {
    const load = Object.hasOwn(commandLoaders, id) ? commandLoaders[id] : undefined
    if (!load) throw new Error(`There is no command ${id}`)
    const {default: command} = await load()
    return Object.assign(command, {id, plugin: this})
  }
}
