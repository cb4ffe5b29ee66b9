import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {build, type BuildOptions, type Metafile, type Plugin} from 'esbuild'
import {inlineOclifRequires} from './inline-requires.js'
import {lazyImportsPlugin} from './lazy-imports.js'
import {recordModules} from './record-modules.js'
import {type ScriptName, scriptNames, type ScriptOf} from './script-names.js'
import {sealScript} from './seal-script.js'
import {type Place, splitPlugin} from './split-plugin.js'
import {trimAxios} from './trim-axios.js'

/** It is in the first script whatever a run says: it is what starts. */
const entry = 'src/cli/main.ts'

const options = (
  root: string,
  {first = [], trim = trimAxios()}: {readonly first?: readonly Plugin[]; readonly trim?: ReturnType<typeof trimAxios>},
): BuildOptions & {metafile: true; write: false} => ({
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
  outfile: 'dist/part.cjs',
  // node knows no `import()` in a script that has a code cache: what stays outside of the bundle is required.
  supported: {'dynamic-import': false},
  // oclif asks for it to read a tsconfig.json; the shipped program has none.
  external: ['typescript'],
  plugins: [...first, trim.plugin, lazyImportsPlugin(trim.patch), inlineOclifRequires],
})

export interface WholeProgram {
  /** Not minified: the functions that load its modules are named by the paths of their files. */
  readonly text: string
  readonly metafile: Metafile
}

/**
 * The whole program as one CommonJS module.
 * @throws {Error} where a dependency is no longer what the build patches.
 */
export const bundleWhole = async (root: string): Promise<WholeProgram> => {
  const trim = trimAxios()
  const {outputFiles, metafile} = await build({...options(root, {trim}), entryPoints: [entry]})
  trim.assertAllApplied()
  return {text: outputFiles[0]?.text ?? '', metafile}
}

/** esbuild leaves what is not ASCII in regular expressions as it is. */
const toAscii = (program: string): string =>
  program.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * A script is a function that takes what a CommonJS module sees, so that `bin/run.js` compiles the file as it is. It is
 * ASCII, which is read and kept fastest.
 */
const toFunction = (text: string): string =>
  `(function (exports, require, module, __filename, __dirname) {${toAscii(text)}\n})\n`

/** The files of each script that files of another one import. */
const crossings = ({inputs}: Metafile, scriptOf: ScriptOf): ReadonlyMap<ScriptName, readonly string[]> => {
  const crossed = new Map<ScriptName, Set<string>>(scriptNames.map((name) => [name, new Set()]))
  for (const [importer, {imports, format}] of Object.entries(inputs)) {
    for (const {path, external} of imports) {
      if (external || inputs[path] === undefined || path.includes(':') || scriptOf(path) === scriptOf(importer))
        continue
      if (format === 'esm' && !importer.startsWith('src/'))
        throw new Error(`${importer} would import ${path} from another script, which an ES module cannot`)
      crossed.get(scriptOf(path))?.add(path)
    }
  }
  return new Map(Array.from(crossed, ([name, paths]) => [name, [...paths].sort()]))
}

const accessors = (paths: readonly string[]): string =>
  paths.map((path) => `() => require(${JSON.stringify(`./${path}`)})`).join(',\n')

/** The program's start, which knows its version: reading it from package.json takes time. */
const mainOf = (root: string): string => {
  const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {version: string}
  return `exports.main = (argv, {root}) => require('./${entry}').main(argv, {root, version: ${JSON.stringify(version)}})\n`
}

/** The program as scripts. Every module is in one of them alone. */
export const bundleScripts = async (
  root: string,
  metafile: Metafile,
  chosen: ScriptOf,
): Promise<ReadonlyMap<ScriptName, string>> => {
  const scriptOf: ScriptOf = (path) => (path === entry ? 'hwc' : chosen(path))
  const crossed = crossings(metafile, scriptOf)
  const placeOf = (path: string): Place => {
    const script = scriptOf(path)
    return {script, index: crossed.get(script)?.indexOf(path) ?? -1}
  }
  const scripts = await Promise.all(
    scriptNames.map(async (script): Promise<readonly [ScriptName, string]> => {
      const isEmpty = scriptOf(entry) !== script && crossed.get(script)?.length === 0
      const main = scriptOf(entry) === script ? mainOf(root) : ''
      const {outputFiles} = await build({
        ...options(root, {first: [splitPlugin({root, script, placeOf})]}),
        minify: true,
        // V8 parses arrow functions within functions whole, and again with each function around them that it compiles; it only
        // skims others until they are called. esbuild cannot do this for every package.
        supported: {'dynamic-import': false, ...(script !== 'more' && {arrow: false})},
        stdin: {
          contents: `exports.modules = [${accessors(crossed.get(script) ?? [])}]\n${main}`,
          resolveDir: root,
          loader: 'js',
        },
      })
      const text = outputFiles[0]?.text ?? ''
      return [script, sealScript(toFunction(isEmpty ? text : recordModules(text)))]
    }),
  )
  return new Map(scripts)
}
