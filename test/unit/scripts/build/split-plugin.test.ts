import assert from 'node:assert/strict'
import {mkdtemp, realpath, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {runInThisContext} from 'node:vm'
import {build} from 'esbuild'
import {scriptNames, splitPlugin} from '../../../../scripts/build/split-plugin.js'

type Modules = Readonly<Record<string, () => unknown>>
interface Exports {
  readonly modules: Modules
  readonly main?: () => Promise<unknown>
}

const files = {
  'main.js':
    "import {Fault} from './fault.js'\nexport const main = async () => { const {fail, default: word} = await import('./lazy.js'); try { fail() } catch (error) { return [error instanceof Fault, error.message, word] } }",
  'fault.js': 'export class Fault extends Error {}',
  'lazy.js':
    "import {Fault} from './fault.js'\nimport {say} from './common.cjs'\nexport const fail = () => { throw new Fault(say()) }\nexport default 'default'",
  'common.cjs': "exports.say = () => 'said'",
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

  const bundle = async (
    contents: string,
    other: (typeof scriptNames)['core' | 'more'],
    leaves: (target: string, kind: string) => boolean,
  ): Promise<{text: string; crossed: string[]}> => {
    const isEsModule = (path: string): boolean => path.endsWith('.js')
    const {plugin, crossed} = splitPlugin({root, other, isEsModule, leaves})
    const {outputFiles} = await build({
      stdin: {contents, resolveDir: root},
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      plugins: [plugin],
    })
    return {text: outputFiles[0]?.text ?? '', crossed: [...crossed]}
  }

  it('makes two scripts in which every module is one object', async () => {
    const core = await bundle(
      "export {main} from './main.js'\nexport const modules = {'fault.js': () => require('./fault.js')}",
      scriptNames.more,
      (_, kind) => kind === 'dynamic-import',
    )
    const more = await bundle(
      "export const modules = {'lazy.js': () => require('./lazy.js')}",
      scriptNames.core,
      (target) => target === 'fault.js',
    )
    assert.deepEqual(core.crossed, ['lazy.js'])
    assert.deepEqual(more.crossed, ['fault.js'])

    const loaded = new Map<string, Exports>()
    const load = (text: string): Exports => {
      const bundleModule = {exports: {} as Exports}
      const run = runInThisContext(`(function (exports, require, module) {${text}\n})`) as (...parts: unknown[]) => void
      run(bundleModule.exports, (name: string) => loaded.get(name)?.modules, bundleModule)
      return bundleModule.exports
    }
    loaded.set(scriptNames.core, load(core.text))
    loaded.set(scriptNames.more, load(more.text))
    assert.deepEqual(await loaded.get(scriptNames.core)?.main?.(), [true, 'said', 'default'])
  })
})
