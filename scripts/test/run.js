// Runs mocha over the compiled tests of the suites named (all but the benchmark where none is), by the list of sources:
// what was compiled from a test that is gone stays out. Files run side by side, those that take longest first. Words that
// start with `-` go to mocha.
import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync} from 'node:fs'
import {createRequire} from 'node:module'
import {availableParallelism} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const words = process.argv.slice(2)
const suites = words.filter((word) => !word.startsWith('-'))
const options = words.filter((word) => word.startsWith('-'))

const testsOf = (suite) => {
  const folder = join(root, 'test', suite)
  if (!existsSync(folder)) return []
  return readdirSync(folder, {recursive: true})
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(root, 'build/test', suite, name.replace(/\.ts$/, '.js')))
}

const tests = (suites.length > 0 ? suites : ['conformance', 'e2e', 'unit']).flatMap(testsOf)
const sideBySide = ['--parallel', `--jobs=${availableParallelism()}`]
const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js')
const {status} = spawnSync(process.execPath, [mocha, ...sideBySide, ...options, ...tests], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
