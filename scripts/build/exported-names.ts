import {build} from 'esbuild'

/** The names that an ES module exports, those that it passes on included; `default` among them where it has one. */
export const exportedNames = async (path: string): Promise<readonly string[]> => {
  const {metafile} = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
    outdir: 'unwritten',
  })
  return Object.values(metafile.outputs).flatMap((output) => output.exports)
}
