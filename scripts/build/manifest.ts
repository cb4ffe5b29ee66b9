import {readFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {type Interfaces} from '@oclif/core'
import {Plugin} from '@oclif/core/config'
import {commandLoaders} from '../../src/cli/command-loaders.js'

/** The script is compiled to build/scripts/build, the commands to build/src/commands. */
const folder = dirname(fileURLToPath(import.meta.url))
const root = join(folder, '../../..')

export const manifestFile = join(root, 'oclif.manifest.json')

/** Where oclif found a command says nothing to the bundle, which finds it in its own table. */
const withoutPlace = (command: object): object =>
  Object.fromEntries(Object.entries(command).filter(([key]) => key !== 'isESM' && key !== 'relativePath'))

/**
 * oclif's manifest of the hand-written commands, as text, made from their compiled classes.
 * @throws {Error} where src/commands and the table of command loaders differ.
 */
export const manifestText = async (): Promise<string> => {
  const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Interfaces.PJSON
  const compiled = {...pjson, oclif: {...pjson.oclif, commands: relative(root, join(folder, '../../src/commands'))}}
  const plugin = new Plugin({
    root,
    pjson: compiled,
    type: 'core',
    isRoot: true,
    ignoreManifest: true,
    errorOnManifestCreate: true,
    respectNoCacheDefault: true,
  })
  await plugin.load()
  const found = Object.keys(plugin.manifest.commands).sort()
  const loaded = Object.keys(commandLoaders).sort()
  if (found.join() !== loaded.join()) {
    throw new Error(`src/commands holds ${found.join(' ')}, src/cli/command-loaders.ts names ${loaded.join(' ')}`)
  }
  const commands = Object.fromEntries(
    Object.entries(plugin.manifest.commands)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([id, command]) => [id, withoutPlace(command)]),
  )
  return `${JSON.stringify({commands, version: plugin.manifest.version}, null, 2)}\n`
}

/** Whether the committed manifest is what would be generated now. */
export const isManifestCurrent = async (): Promise<boolean> =>
  readFileSync(manifestFile, 'utf8') === (await manifestText())
