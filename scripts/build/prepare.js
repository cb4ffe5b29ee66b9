// Builds dist where it is missing or older than its sources. Plain JavaScript: npm runs it right after the installation,
// when nothing is compiled. Says nothing on stdout, so that `npm pack --json` stays readable.
import {mkdir, rm} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {build} from 'esbuild'

const folder = dirname(fileURLToPath(import.meta.url))
const root = join(folder, '../..')
const compiled = join(root, `node_modules/.cache/hwc/build-${process.pid}.mjs`)

try {
  await mkdir(dirname(compiled), {recursive: true})
  await build({
    entryPoints: [join(folder, 'build-dist.ts')],
    outfile: compiled,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  })
  const {buildDist} = await import(pathToFileURL(compiled).href)
  await buildDist(root)
} finally {
  await rm(compiled, {force: true})
}
