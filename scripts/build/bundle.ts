import {createHash} from 'node:crypto'
import {build, type BuildOptions, type Metafile, type Plugin} from 'esbuild'
import {inlineOclifRequires} from './inline-requires.js'
import {lazyBuiltins} from './lazy-builtins.js'
import {recordModules} from './record-modules.js'
import {shareNamespaces} from './share-namespaces.js'
import {scriptNames, splitPlugin} from './split-plugin.js'
import {trimAxios} from './trim-axios.js'

export interface Bundle {
  /** Each script's text by its name. */
  readonly scripts: Readonly<Record<'hwc' | 'more', string>>
  /** Of the whole program in one. */
  readonly metafile: Metafile
}

/** What a plain call loads at its points of use. Everything else that is loaded with `import()` is in the other script. */
const plainCall = new Set([
  'src/cli/error-form.ts',
  'src/cli/operation-command.ts',
  'src/cli/report-error.ts',
  'src/cli/send-operation.ts',
  'src/core/catalog/catalog.ts',
  'src/core/catalog/find-service.ts',
  'src/core/credentials/own/own-account.ts',
  'src/core/http/loopback-lookup.ts',
  'src/core/http/tls-options.ts',
  'src/core/output/json.ts',
  'node_modules/axios/index.js',
])

/** What oclif's class of a command needs to be loaded and made. */
const oclifCommand =
  /^node_modules\/@oclif\/core\/(lib\/(command|cache|logger|util\/(ids|util|os|fs))\.js|package\.json)$/

const options = (root: string, plugins: readonly Plugin[]): BuildOptions & {metafile: true; write: false} => ({
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
  // node knows no `import()` in a script that has a code cache: what stays outside of the bundle is required.
  supported: {'dynamic-import': false},
  // oclif asks for it to read a tsconfig.json; the shipped program has none.
  external: ['typescript'],
  plugins: [lazyBuiltins(root), ...plugins, inlineOclifRequires],
})

const accessors = (paths: Iterable<string>): string =>
  [...paths]
    .sort()
    .map((path) => `${JSON.stringify(path)}: () => require(${JSON.stringify(`./${path}`)})`)
    .join(',\n')

/** esbuild leaves what is not ASCII in regular expressions as it is. */
const toAscii = (program: string): string =>
  program.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * A script is a function that takes what a CommonJS module sees, so that `bin/run.js` compiles the file as it is. Its
 * first line is `//hwc <id>`, the hash of the rest, which names the code cache without anything being computed at start.
 * It is ASCII, which is read and kept fastest.
 */
const toScript = (text: string): string => {
  const script = `(function (exports, require, module, __filename, __dirname) {${toAscii(shareNamespaces(recordModules(text)))}\n})\n`
  return `//hwc ${createHash('sha256').update(script).digest('hex').slice(0, 16)}\n${script}`
}

/**
 * The program as two scripts: `hwc` holds what a plain call may load, `more` the rest (help, hand-written commands, the
 * sandbox, oclif, formats other than JSON), which a call neither reads nor parses. Every module is in one of them alone.
 * @throws {Error} where a dependency is no longer what the build patches.
 */
export const bundleProgram = async (root: string): Promise<Bundle> => {
  const axios = trimAxios()
  const whole = await build({
    ...options(root, [axios.plugin]),
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/hwc.cjs',
  })
  axios.assertAllApplied()
  const isEsModule = (path: string): boolean => whole.metafile.inputs[path]?.format === 'esm'

  const buildPart = async (
    contents: string,
    other: (typeof scriptNames)['core' | 'more'],
    leaves: (target: string, kind: string, importer: string) => boolean,
  ): Promise<{text: string; files: Set<string>; crossed: Set<string>}> => {
    const split = splitPlugin({root, other, isEsModule, leaves})
    const {outputFiles, metafile} = await build({
      ...options(root, [split.plugin, trimAxios().plugin]),
      stdin: {contents, resolveDir: root, loader: 'js'},
      outfile: 'dist/part.cjs',
    })
    return {text: outputFiles[0]?.text ?? '', files: new Set(Object.keys(metafile.inputs)), crossed: split.crossed}
  }

  const kept = new Set(plainCall)
  const leavesCore = (target: string, kind: string, importer: string): boolean =>
    kind === 'dynamic-import'
      ? !kept.has(target)
      : importer.startsWith('node_modules/@oclif/') && kind === 'require-call' && !oclifCommand.test(target)
  const buildCore = (shared: Iterable<string>): ReturnType<typeof buildPart> =>
    buildPart(
      `export {main} from './src/cli/main.ts'\nexport const modules = {${accessors(shared)}}`,
      scriptNames.more,
      leavesCore,
    )

  // A file that is imported both ways is in the core: it must not be in the other script too.
  let core = await buildCore([])
  for (let twice = [...core.crossed].filter((id) => core.files.has(id)); twice.length > 0;) {
    for (const id of twice) kept.add(id)
    core = await buildCore([])
    twice = [...core.crossed].filter((id) => core.files.has(id))
  }
  const more = await buildPart(`export const modules = {${accessors(core.crossed)}}`, scriptNames.core, (target) =>
    core.files.has(target),
  )
  const linked = await buildCore(more.crossed)
  return {scripts: {hwc: toScript(linked.text), more: toScript(more.text)}, metafile: whole.metafile}
}
