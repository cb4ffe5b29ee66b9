import {relative, sep} from 'node:path'
import {type OnResolveArgs, type Plugin, type PluginBuild} from 'esbuild'

export interface SplitOptions {
  readonly root: string
  /** The script that is built. */
  readonly script: string
  /** Where a file is, by its path from the root. */
  readonly placeOf: (path: string) => Place
}

/** The script of a file, and its number among those of the script that others ask for; -1 where none does. */
export interface Place {
  readonly script: string
  readonly index: number
}

const passThrough = Symbol('resolved by esbuild itself')

/** The paths of a program's files as its scripts name them. */
export const pathFrom = (root: string, path: string): string => relative(root, path).split(sep).join('/')

/**
 * Builds one of several scripts that make one program: what is in another one is asked there at run time, as
 * `require('hwc:<script>')[index]()`, so every module is in one script alone and is one object to all.
 */
export const splitPlugin = ({root, script, placeOf}: SplitOptions): Plugin => {
  const resolveOnce = async (build: PluginBuild, args: OnResolveArgs): Promise<string | undefined> => {
    const {path, importer, kind, namespace, resolveDir} = args
    const found = await build.resolve(path, {importer, kind, namespace, resolveDir, pluginData: passThrough})
    return found.errors.length > 0 || found.external || found.namespace !== 'file' ? undefined : found.path
  }
  return {
    name: 'split',
    setup: (build) => {
      build.onResolve({filter: /^hwc:/}, ({path}) => ({path, external: true}))
      build.onResolve({filter: /.*/}, async (args) => {
        if (args.pluginData !== undefined || args.kind === 'entry-point' || args.importer === '') return undefined
        const path = await resolveOnce(build, args)
        if (path === undefined) return undefined
        const id = pathFrom(root, path)
        // The path does not end as the file's does, from which esbuild would conclude what module it is.
        return placeOf(id).script === script ? undefined : {path: `${id}:`, namespace: 'other', pluginData: id}
      })
      build.onLoad({filter: /.*/, namespace: 'other'}, ({pluginData: id}: {pluginData: string}) => {
        const {script: other, index} = placeOf(id)
        return {
          contents: `module.exports = require('hwc:${other}')[${String(index)}]()`,
          loader: 'js',
          resolveDir: root,
        }
      })
    },
  }
}
