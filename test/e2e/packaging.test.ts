import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {runHwc} from '../support/run-hwc.js'
import {scriptNames} from '../../scripts/build/script-names.js'
import {repositoryRoot} from '../support/repository.js'

const megabyte = 1_000_000
const isWindows = process.platform === 'win32'

const run = async (file: string, argv: readonly string[], cwd: string): Promise<string> => {
  const {stdout} = await promisify(execFile)(file, argv, {cwd, shell: isWindows, maxBuffer: 64 * megabyte})
  return stdout
}

interface Packed {
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly {readonly path: string}[]
}

describe('The npm package', function () {
  this.timeout(60_000)
  let folder = ''
  let packed: Packed | undefined

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hwc-package-'))
    const output = await run(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
      repositoryRoot,
    )
    packed = (JSON.parse(output) as Packed[])[0]
    await writeFile(join(folder, 'package.json'), '{"private": true}')
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed?.filename ?? '')], folder)
  })

  after(async () => {
    await rm(folder, {recursive: true, force: true})
  })

  const installed = (): string => join(folder, 'node_modules/hwc')

  it('is at most 8 MB', () => {
    assert.ok(packed)
    const {size, unpackedSize, files} = packed
    const megabytes = (bytes: number): string => (bytes / megabyte).toFixed(1)
    process.stdout.write(
      `      ${megabytes(size)} MB packed, ${megabytes(unpackedSize)} MB unpacked, ${String(files.length)} files\n`,
    )
    assert.ok(size <= 8 * megabyte)
  })

  it('holds the program and nothing of its sources', () => {
    assert.ok(packed)
    const paths = packed.files.map(({path}) => path)
    for (const path of [
      'bin/run.js',
      'bin/package.json',
      ...scriptNames.map((name) => `dist/${name}.cjs`),
      'dist/catalog/services.json',
      'oclif.manifest.json',
      'LICENSE',
    ]) {
      assert.ok(paths.includes(path), path)
    }
    assert.deepEqual(
      paths.filter((path) => /^(src|test|scripts|catalog|build|node_modules)\//.test(path)),
      [],
    )
  })

  it('needs no other package', async () => {
    const names = await run('npm', ['ls', '--all', '--parseable'], folder)
    assert.equal(names.trim().split('\n').length, 2)
  })

  it('carries the licences of what is bundled', async () => {
    const notices = await readFile(join(installed(), 'dist/THIRD-PARTY-NOTICES'), 'utf8')
    for (const name of ['@oclif/core', 'axios', 'js-yaml']) assert.ok(notices.includes(`\n${name} `), name)
  })

  it('answers its version and a call to the sandbox, with an empty home', async () => {
    const entry = join(installed(), 'bin/run.js')
    const {version} = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8')) as {version: string}
    assert.deepEqual(
      (await runHwc(['--version'], {entry})).stdout,
      `hwc/${version} ${process.platform}-${process.arch} node-${process.version}\n`,
    )
    const {stdout, exitCode} = await runHwc(['vpc', 'list-vpcs', '--limit', '1', '--profile', 'sandbox'], {entry})
    assert.equal(exitCode, 0)
    assert.equal((JSON.parse(stdout) as {vpcs: unknown[]}).vpcs.length, 1)
  })

  it('links its command to an entry that may be executed', async function () {
    if (isWindows) this.skip()
    assert.ok(((await stat(join(installed(), 'bin/run.js'))).mode & 0o111) === 0o111)
    assert.match(await run(join(folder, 'node_modules/.bin/hwc'), ['--version'], folder), /^hwc\//)
  })
})
