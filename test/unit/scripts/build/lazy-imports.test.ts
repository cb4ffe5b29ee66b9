import assert from 'node:assert/strict'
import {createRequire} from 'node:module'
import {runInThisContext} from 'node:vm'
import {transform} from 'esbuild'
import {lazyImports} from '../../../../scripts/build/lazy-imports.js'

const convert = async (source: string): Promise<string> => {
  const {code} = await transform(source, {format: 'cjs', platform: 'node', supported: {'dynamic-import': false}})
  return lazyImports(code, 'module.js')
}

const nodeRequire = createRequire(import.meta.url)

/** Runs a converted module and notes what it requires. */
const run = (text: string, others: Readonly<Record<string, unknown>>) => {
  const required: string[] = []
  const loaded = {exports: {} as Record<string, unknown>}
  const load = runInThisContext(`(function (exports, require, module) {${text}\n})`) as (...parts: unknown[]) => void
  load(
    loaded.exports,
    (name: string): unknown => {
      required.push(name)
      return name.startsWith('.') ? others[name] : nodeRequire(name)
    },
    loaded,
  )
  return {required, exports: loaded.exports}
}

const other = {__esModule: true, one: () => 1, Two: class {}, rest: {a: 'a'}, default: 'by default'}

describe('lazyImports', () => {
  it('has a module require what it imports when that is used, and nothing before', async () => {
    const text = await convert(
      "import word, {one, Two, rest} from './other.js'\nexport const use = () => [one(), new Two() instanceof Two, {...rest}, word]",
    )
    const {required, exports} = run(text, {'./other.js': other})
    assert.deepEqual(required, [])
    assert.deepEqual((exports['use'] as () => unknown)(), [1, true, {a: 'a'}, 'by default'])
    assert.equal(required[0], './other.js')
  })

  it("requires node's modules once, by name, by default and as a whole", async () => {
    const text = await convert(
      "import path, {join} from 'node:path'\nimport * as os from 'node:os'\nexport const use = () => [join('a', 'b'), path.join('a', 'b'), os.EOL, os.default.EOL]",
    )
    const {required, exports} = run(text, {})
    const use = exports['use'] as () => readonly string[]
    const [named, byDefault, eol, eolByDefault] = use()
    assert.deepEqual([named, eol], [byDefault, eolByDefault])
    use()
    assert.deepEqual(required, ['node:path', 'node:os'])
  })

  it('passes names on, and takes what is imported on the way', async () => {
    const text = await convert(
      "export {one as uno} from './other.js'\nexport const use = async () => (await import('./other.js')).one()",
    )
    const {exports} = run(text, {'./other.js': other})
    assert.equal((exports['uno'] as () => number)(), 1)
    assert.equal(await (exports['use'] as () => Promise<number>)(), 1)
  })

  it('leaves names alone that only begin or end alike, and properties', async () => {
    const text = await convert(
      "import {one} from './one.js'\nconst import_one2 = 2\nexport const use = (it) => [it.import_one, import_one2, one]",
    )
    const {exports} = run(text, {'./one.js': {one: 1}})
    assert.deepEqual((exports['use'] as (it: unknown) => unknown)({import_one: 0}), [0, 2, 1])
  })

  it('throws where the text is not what esbuild writes', () => {
    assert.throws(() => lazyImports('var a = 1', 'module.js'), /module\.js: there is no/)
  })
})
