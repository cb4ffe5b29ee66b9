import assert from 'node:assert/strict'
import {mkdtemp, realpath, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {runInThisContext} from 'node:vm'
import {build} from 'esbuild'
import {type Place, splitPlugin} from '../../../../scripts/build/split-plugin.js'

type Modules = readonly (() => unknown)[]
interface Exports {
  readonly modules: Modules
  readonly main?: () => unknown
}

const files = {
  'main.cjs':
    "const {Fault} = require('./fault.cjs')\nexports.main = () => { const {fail, default: word} = require('./lazy.mjs'); try { fail() } catch (error) { return [error instanceof Fault, error.message, word] } }",
  'fault.cjs': 'exports.Fault = class Fault extends Error {}',
  'lazy.mjs':
    "import {throwIt} from './throw.cjs'\nexport const fail = () => throwIt('said')\nexport default 'default'",
  'throw.cjs': "exports.throwIt = (text) => { throw new (require('./fault.cjs').Fault)(text) }",
}

describe('splitPlugin', () => {
  let root = ''

  before(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'hwc-split-')))
    await Promise.all(Object.entries(files).map(async ([name, text]) => writeFile(join(root, name), text)))
  })

  after(async () => {
    await rm(root, {recursive: true, force: true})
  })

  const bundle = async (script: string, contents: string): Promise<string> => {
    const placeOf = (path: string): Place => ({
      script: ['main.cjs', 'fault.cjs'].includes(path) ? 'first' : 'second',
      index: path === 'fault.cjs' || path === 'lazy.mjs' ? 0 : -1,
    })
    const {outputFiles, warnings} = await build({
      stdin: {contents, resolveDir: root},
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
      plugins: [splitPlugin({root, script, placeOf})],
    })
    assert.deepEqual(warnings, [])
    return outputFiles[0]?.text ?? ''
  }

  it('makes two scripts in which every module is one object', async () => {
    const first = await bundle(
      'first',
      "exports.main = require('./main.cjs').main\nexports.modules = [() => require('./fault.cjs')]",
    )
    const second = await bundle('second', "exports.modules = [() => require('./lazy.mjs')]")
    assert.equal(first.includes('said'), false)
    assert.equal(second.includes('extends Error'), false)

    const loaded = new Map<string, Exports>()
    const load = (text: string): Exports => {
      const bundleModule = {exports: {} as Exports}
      const run = runInThisContext(`(function (exports, require, module) {${text}\n})`) as (...parts: unknown[]) => void
      run(bundleModule.exports, (name: string) => loaded.get(name)?.modules, bundleModule)
      return bundleModule.exports
    }
    loaded.set('hwc:first', load(first))
    loaded.set('hwc:second', load(second))
    assert.deepEqual(loaded.get('hwc:first')?.main?.(), [true, 'said', 'default'])
  })
})
