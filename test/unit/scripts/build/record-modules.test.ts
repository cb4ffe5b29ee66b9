import assert from 'node:assert/strict'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {runInThisContext} from 'node:vm'
import {build} from 'esbuild'
import {recordModules} from '../../../../scripts/build/record-modules.js'

interface BundleModule {
  exports: {readonly load: (name: string) => Promise<unknown>}
  loaded: number[]
}

for (const {how, supported} of [
  {how: 'with arrow functions', supported: {}},
  {how: 'without arrow functions', supported: {arrow: false}},
])
  describe(`recordModules ${how}`, () => {
    let folder = ''
    let bundle = ''

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'hwc-record-'))
      await writeFile(join(folder, 'esm.js'), 'export const value = 1')
      await writeFile(join(folder, 'common.cjs'), 'exports.value = 2')
      await writeFile(join(folder, 'stand.cjs'), "module.exports = require('hwc:other')[7]()")
      await writeFile(join(folder, 'broken.js'), 'export const value = 3; throw new Error("broken")')
      await writeFile(
        join(folder, 'main.js'),
        'const loaders = {esm: () => import("./esm.js"), common: () => import("./common.cjs"), broken: () => import("./broken.js"), stand: () => import("./stand.cjs")}; export const load = (name) => loaders[name]()',
      )
      const {outputFiles} = await build({
        entryPoints: [join(folder, 'main.js')],
        bundle: true,
        minify: true,
        write: false,
        platform: 'node',
        format: 'cjs',
        external: ['hwc:*'],
        supported,
      })
      bundle = recordModules(outputFiles[0]?.text ?? '')
    })

    after(async () => {
      await rm(folder, {recursive: true, force: true})
    })

    const start = (): BundleModule => {
      const bundleModule: BundleModule = {exports: {load: async () => undefined}, loaded: [0]}
      const run = runInThisContext(`(function (exports, require, module) {${bundle}\n})`) as (
        ...names: unknown[]
      ) => void
      run(bundleModule.exports, () => ({7: () => ({value: 4})}), bundleModule)
      return bundleModule
    }

    it('notes no module before one is loaded, and each by the same number in every run', async () => {
      const [one, other] = [start(), start()]
      assert.deepEqual(one.loaded, [])
      await one.exports.load('esm')
      await one.exports.load('common')
      await other.exports.load('common')
      await other.exports.load('esm')
      assert.equal(Object.keys(one.loaded).length, 2)
      assert.deepEqual(Object.keys(one.loaded), Object.keys(other.loaded))
    })

    it('notes nothing of what stands for a module of another script', async () => {
      const started = start()
      assert.equal(((await started.exports.load('stand')) as {value: number}).value, 4)
      assert.equal(started.loaded.length, 0)
    })

    it('leaves modules and their faults what they were', async () => {
      const {exports} = start()
      assert.deepEqual({...((await exports.load('esm')) as object)}, {value: 1})
      assert.equal(((await exports.load('common')) as {value: number}).value, 2)
      await assert.rejects(exports.load('broken'), {message: 'broken'})
      await assert.rejects(exports.load('broken'), {message: 'broken'})
    })

    it('throws where the bundle is not made as it knows', () => {
      assert.throws(() => recordModules('var a=1'), /bundle: esbuild loads no module as it did/)
    })
  })
