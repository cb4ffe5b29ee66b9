import assert from 'node:assert/strict'
import {createRequire} from 'node:module'
import {runInThisContext} from 'node:vm'
import {build} from 'esbuild'
import {shareNamespaces} from '../../../../scripts/build/share-namespaces.js'

const source = `
import path, {join} from 'node:path'
import * as os from 'os'
export const answers = [path.join('a', 'b'), join('c', 'd'), os.EOL, os.default.EOL]
`

const bundle = async (contents: string): Promise<string> => {
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: process.cwd()},
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'cjs',
  })
  return outputFiles[0]?.text ?? ''
}

describe('shareNamespaces', () => {
  it("gives node's modules by default, by name and as a whole, without copying them", async () => {
    const shared = shareNamespaces(await bundle(source))
    const bundleModule = {exports: {answers: [] as string[]}}
    const run = runInThisContext(`(function (module, require) {${shared}\n})`) as (...parts: unknown[]) => void
    run(bundleModule, createRequire(import.meta.url))
    const {EOL} = await import('node:os')
    const {join} = await import('node:path')
    assert.deepEqual(bundleModule.exports.answers, [join('a', 'b'), join('c', 'd'), EOL, EOL])
    assert.equal(shared.match(/hwcShare\(require/g)?.length, 2)
  })

  it('throws where the bundle is not made as it knows', () => {
    assert.throws(() => shareNamespaces('var a=1'), /bundle: there is no/)
  })
})
