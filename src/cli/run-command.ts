import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Interfaces} from '@oclif/core'
import {assertWritten} from '../core/io/write-stream.js'
import {commandLoaders} from './command-loaders.js'
import {commandWords} from './command-words.js'
import {type Runtime} from './runtime.js'

/**
 * Runs a hand-written command through oclif's own `run`: manifest, parser and help are oclif's.
 * @throws {UsageError} where there is no such command, {FileError} where stdout takes nothing, and whatever the command or oclif's parser throws.
 */
export const runCommand = async (argv: readonly string[], runtime: Runtime): Promise<void> => {
  const words = commandWords(argv, Object.keys(commandLoaders))
  const [{run}, {CorePlugin}] = await Promise.all([import('@oclif/core/run'), import('./core-plugin.js')])
  const {root} = runtime
  const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Interfaces.PJSON
  const plugin = new CorePlugin({root, pjson, isRoot: true, type: 'core', name: pjson.name})
  await plugin.load()
  const options = {root, pjson, plugins: new Map([[plugin.name, plugin]]), runtime}
  await run([...words], options)
  assertWritten(runtime.io.stdout)
}
