import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type ScriptName, scriptNames} from '../../scripts/build/script-names.js'
import {repositoryRoot} from '../support/repository.js'
import {startLocalServer} from '../support/local-server.js'
import {runHwc} from '../support/run-hwc.js'

const isWindows = process.platform === 'win32'

const environment = (endpoint: string): Record<string, string> => ({
  HUAWEICLOUD_SDK_AK: 'AK',
  HUAWEICLOUD_SDK_SK: 'SK',
  HUAWEICLOUD_SDK_PROJECT_ID: 'project',
  HWC_REGION: 'cn-north-4',
  HWC_ENDPOINT: endpoint,
})

describe('bin/run.js', function () {
  this.timeout(30_000)
  let home = ''
  let program = ''
  let entry = ''
  const cacheFolder = (): string => join(home, '.cache/hwc')
  const cacheFiles = async (): Promise<string[]> =>
    (await readdir(cacheFolder())).filter((name) => name.startsWith('code-'))
  const cacheName = async (script: ScriptName): Promise<string> => {
    const text = await readFile(join(repositoryRoot, `dist/${script}.cjs`), 'utf8')
    const id = /^\/\/hwc ([\da-f]{16})\n/.exec(text)?.[1] ?? 'absent'
    return `code-${id}-${process.version}-${process.arch}`
  }
  /** Of the scripts that help needs. */
  const helpCaches = async (): Promise<readonly string[]> =>
    (await Promise.all(scriptNames.slice(0, 3).map(cacheName))).sort()
  const cacheFile = async (): Promise<string> => join(cacheFolder(), await cacheName('hwc'))

  const help = async (): Promise<string> => {
    const {stdout, stderr, exitCode} = await runHwc(['--help'], {home, entry})
    assert.deepEqual({stderr, exitCode}, {stderr: '', exitCode: 0})
    return stdout
  }

  /** Runs something while the program lacks these scripts. */
  const without = async (names: readonly ScriptName[], run: () => Promise<void>): Promise<void> => {
    const move = async (from: string, to: string): Promise<void> => {
      for (const name of names) await rename(join(program, from, `${name}.cjs`), join(program, to, `${name}.cjs`))
    }
    await move('dist', '')
    try {
      await run()
    } finally {
      await move('', 'dist')
    }
  }

  // The program as it is installed from a package: without the code cache that the build puts in dist.
  before(async () => {
    program = await mkdtemp(join(tmpdir(), 'hwc-program-'))
    entry = join(program, 'bin/run.js')
    for (const path of [
      'bin',
      'package.json',
      'oclif.manifest.json',
      ...scriptNames.map((name) => `dist/${name}.cjs`),
      'dist/catalog',
    ]) {
      await cp(join(repositoryRoot, path), join(program, path), {recursive: true})
    }
  })

  after(async () => {
    await rm(program, {recursive: true, force: true})
  })

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'hwc-start-up-'))
  })

  afterEach(async () => {
    await rm(home, {recursive: true, force: true})
  })

  it('writes the code cache in the first run, for nobody else to read, and leaves it alone in the second', async () => {
    const first = await help()
    const file = await cacheFile()
    const written = await stat(file)
    assert.equal(await help(), first)
    assert.deepEqual((await stat(file)).mtimeMs, written.mtimeMs)
    assert.deepEqual(await readdir(cacheFolder()), await cacheFiles())
    if (isWindows) return
    assert.equal(written.mode & 0o777, 0o600)
    assert.equal((await stat(cacheFolder())).mode & 0o777, 0o700)
  })

  it('names the cache by the script, the version of node and the architecture', async () => {
    await help()
    assert.deepEqual((await cacheFiles()).sort(), await helpCaches())
  })

  it('reads nothing but the first script for a plain call', async () => {
    const server = await startLocalServer([{headers: {'content-type': 'application/json'}, body: '{"vpcs":[]}'}])
    const env = environment(server.url)
    await without(['errors', 'help', 'calls', 'more'], async () => {
      const call = await runHwc(['vpc', 'list-vpcs', '--limit', '1'], {home, entry, env})
      assert.deepEqual({stderr: call.stderr, exitCode: call.exitCode}, {stderr: '', exitCode: 0})
    })
    await server.close()
  })

  it('reads the scripts before the last one for the pages of a list', async () => {
    const server = await startLocalServer((_, index) => ({
      headers: {'content-type': 'application/json'},
      body: index % 3 === 2 ? '{"vpcs":[]}' : `{"vpcs":[{"id":"${index}"}]}`,
    }))
    const env = environment(server.url)
    await without(['more'], async () => {
      for (const format of ['json', 'yaml', 'table']) {
        const {stderr, exitCode} = await runHwc(['vpc', 'list-vpcs', '--all-pages', '-o', format], {home, entry, env})
        assert.deepEqual([format, stderr, exitCode], [format, '', 0])
      }
    })
    assert.equal(server.requests.length, 9)
    await server.close()
  })

  it('reads the first script and that of errors for a usage error', async () => {
    await without(['help', 'calls', 'more'], async () => {
      assert.equal((await runHwc(['vpc', 'list-vpcs', '--no-such-flag'], {home, entry})).exitCode, 2)
    })
  })

  it('reads one more for help', async () => {
    await without(['calls', 'more'], async () => {
      for (const words of [['--help'], ['vpc', '--help'], ['vpc', 'list-vpcs', '--help']]) {
        assert.equal((await runHwc(words, {home, entry})).exitCode, 0)
      }
    })
  })

  it('adds to the cache what another kind of run needed', async () => {
    await runHwc(['vpc', 'list-vpcs', '--no-such-flag'], {home, entry})
    const small = (await stat(await cacheFile())).size
    await runHwc(['vpc', 'list-vpcs', '--profile', 'sandbox'], {home, entry})
    const large = (await stat(await cacheFile())).size
    assert.ok(large > small, `${String(large)} after ${String(small)}`)
    await runHwc(['vpc', 'list-vpcs', '--no-such-flag'], {home, entry})
    assert.equal((await stat(await cacheFile())).size, large)
  })

  it('starts with the code cache of the build where it has none of its own', async () => {
    const built = join(program, 'dist', await cacheName('hwc'))
    await help()
    await rename(await cacheFile(), built)
    await rm(cacheFolder(), {recursive: true})
    try {
      await help()
      const others = (await helpCaches()).filter((name) => !built.endsWith(name))
      assert.deepEqual((await cacheFiles()).sort(), others)
    } finally {
      await rm(built)
    }
  })

  for (const {what, content} of [
    {what: 'is empty', content: ''},
    {what: 'holds something else', content: 'x'.repeat(5000)},
    {what: 'was cut off', content: undefined},
  ]) {
    it(`runs as ever where the cache ${what}, and writes it anew`, async () => {
      const first = await help()
      const file = await cacheFile()
      const whole = await readFile(file)
      await writeFile(file, content ?? whole.subarray(0, whole.length >> 1))
      assert.equal(await help(), first)
      assert.ok((await stat(file)).size > whole.length / 2)
    })
  }

  it('neither reads nor writes a cache in a folder that others may write to', async function () {
    if (isWindows) this.skip()
    await mkdir(cacheFolder(), {recursive: true})
    await chmod(cacheFolder(), 0o777)
    await help()
    assert.deepEqual(await readdir(cacheFolder()), [])
  })

  it('does not use a cache file that others may write to, nor a link', async function () {
    if (isWindows) this.skip()
    const first = await help()
    const file = await cacheFile()
    await chmod(file, 0o666)
    assert.equal(await help(), first)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    await rename(file, join(home, 'elsewhere'))
    await symlink(join(home, 'elsewhere'), file)
    assert.equal(await help(), first)
    assert.deepEqual((await cacheFiles()).sort(), await helpCaches())
  })

  it('runs where there is no home and nothing can be written', async () => {
    const env = {HOME: join(entry, 'no'), USERPROFILE: join(entry, 'no'), XDG_CACHE_HOME: join(entry, 'no')}
    const {stdout, stderr, exitCode} = await runHwc(['--help'], {env, entry})
    assert.deepEqual({stdout, stderr, exitCode}, {stdout: await help(), stderr: '', exitCode: 0})
  })

  it('answers --version only as the first word', async () => {
    assert.match((await runHwc(['--version'], {home, entry})).stdout, /^hwc\/\d/)
    assert.doesNotMatch((await runHwc(['vpc', '--version'], {home, entry})).stdout, /^hwc\/\d/)
  })

  it('ends quietly with 0 where the reader of its stdout has gone', async () => {
    const env = {PATH: process.env['PATH'] ?? '', HOME: home, USERPROFILE: home}
    const child = spawn(process.execPath, [entry, '--help'], {env, stdio: ['ignore', 'pipe', 'pipe']})
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    const [exitCode] = (await once(child, 'close')) as [number]
    assert.deepEqual({stderr, exitCode}, {stderr: '', exitCode: 0})
  })

  it('answers 13 where stdout is a full disk', async function () {
    if (process.platform !== 'linux') this.skip()
    const env = {PATH: process.env['PATH'] ?? '', HOME: home}
    const child = spawn('sh', ['-c', `exec "$0" "$1" --help > /dev/full`, process.execPath, entry], {env})
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    const [exitCode] = (await once(child, 'close')) as [number]
    assert.equal(exitCode, 13)
    assert.match(stderr, /ENOSPC|full/)
  })
})
