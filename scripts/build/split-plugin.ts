import {relative, resolve, sep} from 'node:path'
import {type ImportKind, type OnResolveArgs, type Plugin, type PluginBuild} from 'esbuild'
import {exportedNames} from './exported-names.js'

/** The names under which the two scripts ask for each other's modules, by the paths of their files from the root. */
export const scriptNames = {core: 'hwc:core', more: 'hwc:more'} as const

export interface SplitOptions {
  readonly root: string
  /** Whether an import leads into the other script. */
  readonly leaves: (target: string, kind: ImportKind, importer: string) => boolean
  /** Whether a file is an ES module: its names have to be written out. */
  readonly isEsModule: (path: string) => boolean
  /** The name of the other script. */
  readonly other: (typeof scriptNames)[keyof typeof scriptNames]
}

const passThrough = Symbol('resolved by esbuild itself')

/** A module that stands for one of the other script: its names are those of the file, or they are one CommonJS object. */
const standIn = async (id: string, {root, isEsModule, other}: SplitOptions): Promise<string> => {
  const load = `require(${JSON.stringify(other)})[${JSON.stringify(id)}]()`
  if (!isEsModule(id)) return `module.exports = ${load}`
  const names = await exportedNames(resolve(root, id))
  const lines = names.map((name) =>
    name === 'default' ? 'export default it.default' : `export const ${name} = it.${name}`,
  )
  return [`const it = ${load}`, ...lines].join('\n')
}

/**
 * Builds one of two scripts that make one program: what leaves for the other is asked there at run time, so every module
 * is in one script alone and is one object to both. `crossed` fills with the paths of what was asked for.
 */
export const splitPlugin = (options: SplitOptions): {readonly plugin: Plugin; readonly crossed: Set<string>} => {
  const {root, leaves} = options
  const crossed = new Set<string>()
  const resolveOnce = async (build: PluginBuild, args: OnResolveArgs): Promise<string | undefined> => {
    const {path, importer, kind, namespace, resolveDir} = args
    const found = await build.resolve(path, {importer, kind, namespace, resolveDir, pluginData: passThrough})
    return found.errors.length > 0 || found.external || found.namespace !== 'file' ? undefined : found.path
  }
  const plugin: Plugin = {
    name: 'split',
    setup: (build) => {
      build.onResolve({filter: /^hwc:/}, ({path}) => ({path, external: true}))
      build.onResolve({filter: /.*/}, async (args) => {
        if (args.pluginData === passThrough || args.kind === 'entry-point' || args.importer === '') return undefined
        const path = await resolveOnce(build, args)
        if (path === undefined) return undefined
        const id = relative(root, path).split(sep).join('/')
        if (!leaves(id, args.kind, relative(root, args.importer).split(sep).join('/'))) return undefined
        crossed.add(id)
        return {path: id, namespace: 'other'}
      })
      build.onLoad({filter: /.*/, namespace: 'other'}, async ({path}) => ({
        contents: await standIn(path, options),
        loader: 'js',
        resolveDir: root,
      }))
    },
  }
  return {plugin, crossed}
}
