import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Interfaces} from '@oclif/core'
import {type Command} from '@oclif/core/command'
import {assertWritten} from '../core/io/write-stream.js'
import {commandLoaders} from './command-loaders.js'
import {commandWords} from './command-words.js'
import {fromOclifError} from './from-oclif-error.js'
import {type Runtime} from './runtime.js'
import {withOptionalValues} from './setting-flags.js'

/** `--help` and its other spellings, up to `--`. */
const asksHelp = (words: readonly string[]): boolean => {
  const end = words.indexOf('--')
  return (end < 0 ? words : words.slice(0, end)).some((word) => /^(?:-h|--help(?:=.*)?)$/s.test(word))
}

/** What oclif's parser refuses is told in our words, all of it. */
const explained = async (thrown: unknown, words: readonly string[], command: Command.Class): Promise<unknown> => {
  if (fromOclifError(thrown) === undefined) return thrown
  const {ownCommandFault} = await import('./run-command-faults.js')
  const {args = {}, flags = {}} = command
  const [id = '', ...rest] = words
  return ownCommandFault(rest, {name: id.replaceAll(':', ' '), args, flags}) ?? thrown
}

/**
 * Runs a hand-written command through oclif's own `run`: manifest and parser are oclif's, help and faults are ours.
 * @throws {UsageError} where there is no such command or its words are wrong, {FileError} where stdout takes nothing, and
 * whatever the command throws.
 */
export const runCommand = async (argv: readonly string[], runtime: Runtime): Promise<void> => {
  const words = commandWords(argv, Object.keys(commandLoaders))
  const [id = '', ...rest] = words
  const load = Object.hasOwn(commandLoaders, id) ? commandLoaders[id] : undefined
  const command = load && (await load()).default
  const takesNoWord = command !== undefined && Object.keys(command.args ?? {}).length === 0
  if (command === undefined || asksHelp(rest) || (takesNoWord && rest[0] === 'help')) {
    const {showCommandHelp} = await import('./show-help.js')
    await showCommandHelp(id.replaceAll(':', ' '), runtime, argv)
    return
  }
  const [{run}, {CorePlugin}] = await Promise.all([import('@oclif/core/run'), import('./core-plugin.js')])
  const {root} = runtime
  const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Interfaces.PJSON
  const plugin = new CorePlugin({root, pjson, isRoot: true, type: 'core', name: pjson.name})
  await plugin.load()
  const options = {root, pjson, plugins: new Map([[plugin.name, plugin]]), runtime}
  try {
    await run([...withOptionalValues(words)], options)
  } catch (error) {
    throw await explained(error, words, command)
  }
  assertWritten(runtime.io.stdout)
}
