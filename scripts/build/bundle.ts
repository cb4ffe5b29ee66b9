import {createHash} from 'node:crypto'
import {join} from 'node:path'
import {build, type Metafile} from 'esbuild'
import {inlineOclifRequires} from './inline-requires.js'
import {recordModules} from './record-modules.js'
import {trimAxios} from './trim-axios.js'

export interface Bundle {
  readonly text: string
  readonly metafile: Metafile
}

/** esbuild leaves what is not ASCII in regular expressions as it is. */
const toAscii = (program: string): string =>
  program.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * The whole program as one script: a function that takes what a CommonJS module sees, so that `bin/run.js` compiles the
 * file as it is. What is imported with `import()` stays lazy inside it. Its first line is `//hwc <id>`, the hash of the
 * rest, which names the code cache without anything being computed at start. It is ASCII, which is read and kept fastest.
 * @throws {Error} where a dependency is no longer what the build patches.
 */
export const bundleProgram = async (root: string): Promise<Bundle> => {
  const axios = trimAxios()
  const {outputFiles, metafile} = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    outfile: join(root, 'dist/hwc.cjs'),
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
    plugins: [inlineOclifRequires, axios.plugin],
  })
  axios.assertAllApplied()
  const [file] = outputFiles
  if (!file) throw new Error('esbuild wrote no bundle')
  const body = toAscii(recordModules(file.text))
  const program = `(function (exports, require, module, __filename, __dirname) {${body}\n})\n`
  const id = createHash('sha256').update(program).digest('hex').slice(0, 16)
  return {text: `//hwc ${id}\n${program}`, metafile}
}
