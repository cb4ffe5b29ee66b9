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

/**
 * The whole program as one CommonJS file. What is imported with `import()` stays lazy inside it. Its first line is
 * `//hwc <id>`: the hash of the rest, by which `bin/run.js` names the code cache without computing anything. It is ASCII.
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
    // oclif asks for it to read a tsconfig.json; the shipped program has none.
    external: ['typescript'],
    plugins: [inlineOclifRequires, axios.plugin],
  })
  axios.assertAllApplied()
  const [file] = outputFiles
  if (!file) throw new Error('esbuild wrote no bundle')
  const program = recordModules(file.text)
  const id = createHash('sha256').update(program).digest('hex').slice(0, 16)
  return {text: `//hwc ${id}\n${program}`, metafile}
}
