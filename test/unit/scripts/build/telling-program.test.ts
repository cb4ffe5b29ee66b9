import assert from 'node:assert/strict'
import {fork} from 'node:child_process'
import {once} from 'node:events'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {build} from 'esbuild'
import {tellingProgram, type Told} from '../../../../scripts/build/telling-program.js'

const files = {
  'main.cjs':
    "exports.main = async ([word], {root}) => { if (word === 'esm' && root === 'root') await import('./esm.mjs'); require('./common.cjs'); return 3 }",
  'esm.mjs': 'export const value = 1',
  'common.cjs': 'exports.value = 2',
  'unused.cjs': "exports.value = require('./common.cjs')",
}

describe('tellingProgram', () => {
  let folder = ''

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-telling-'))
    await Promise.all(Object.entries(files).map(async ([name, text]) => writeFile(join(folder, name), text)))
    const {outputFiles} = await build({
      absWorkingDir: folder,
      stdin: {
        contents: "exports.main = require('./main.cjs').main; exports.no = () => require('./unused.cjs')",
        resolveDir: folder,
      },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      supported: {'dynamic-import': false},
    })
    await writeFile(join(folder, 'program.cjs'), tellingProgram(outputFiles[0]?.text ?? ''))
  })

  after(async () => {
    await rm(folder, {recursive: true, force: true})
  })

  for (const {word, loaded} of [
    {word: 'esm', loaded: ['main.cjs', 'esm.mjs', 'common.cjs']},
    {word: 'other', loaded: ['main.cjs', 'common.cjs']},
  ]) {
    it(`tells which files a run loaded: ${word}`, async () => {
      const child = fork(join(folder, 'program.cjs'), ['root', word], {execArgv: []})
      const [told] = (await once(child, 'message')) as [Told]
      assert.deepEqual(told, {exitCode: 3, paths: loaded})
    })
  }

  it('throws where the bundle is not made as it knows', () => {
    assert.throws(() => tellingProgram('var a = 1'), /bundle: there is no/)
  })
})
