import assert from 'node:assert/strict'
import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {createWriteStream} from 'node:fs'
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {batchEnvironment, inputLines, outputLines} from '../support/batch-lines.js'
import {type LocalServer, startLocalServer} from '../support/local-server.js'
import {repositoryRoot} from '../support/repository.js'
import {runHwc} from '../support/run-hwc.js'

// How a batch ends as a process: killed, interrupted, with nobody who reads, with little memory.

const limitOf = (target: string): number => Number(/limit=(\d+)/.exec(target)?.[1] ?? 0)
const callsOf = (count: number): string =>
  inputLines(
    Array.from({length: count}, (_, index) => ({service: 'vpc', operation: 'list-vpcs', params: {limit: index + 1}})),
  )

describe('hwc batch as a process', function () {
  this.timeout(120_000)
  let home: string
  let server: LocalServer
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'hwc-batch-'))
  })
  afterEach(async () => {
    await server.close()
    await rm(home, {recursive: true})
  })

  const start = (words: readonly string[]): ChildProcess =>
    spawn(process.execPath, [join(repositoryRoot, 'bin/run.js'), 'batch', ...words], {
      cwd: home,
      env: {PATH: process.env['PATH'], HOME: home, ...batchEnvironment, HWC_ENDPOINT: server.url},
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const run = async (words: readonly string[]) =>
    runHwc(['batch', ...words], {
      home,
      cwd: home,
      env: {...batchEnvironment, HWC_ENDPOINT: server.url},
      timeout: 100_000,
    })
  const requestsAt = async (count: number): Promise<void> => {
    while (server.requests.length < count) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  it('killed in the middle and gone on with, has exactly one final answer for every line', async () => {
    const count = 400
    server = await startLocalServer(({target}) => ({body: `{"limit":${String(limitOf(target))}}`, delay: 2}))
    await writeFile(join(home, 'in'), callsOf(count))
    for (const killAt of [50, 120, 230]) {
      const child = start(['in', '--resume', 'out', '--concurrency', '4'])
      await requestsAt(killAt)
      child.kill('SIGKILL')
      await once(child, 'close')
    }
    const {stdout, stderr, exitCode} = await run(['in', '--resume', 'out'])
    assert.deepEqual({stdout, stderr, exitCode}, {stdout: '', stderr: '', exitCode: 0})
    const answers = outputLines(await readFile(join(home, 'out'), 'utf8'))
    assert.deepEqual(
      answers.map(({line, ok, response}) => [line, ok, response]),
      Array.from({length: count}, (_, index) => [index + 1, true, {limit: index + 1}]),
    )
    // Only what was in flight at a kill was called twice.
    assert.ok(server.requests.length <= count + 3 * 64, `${String(server.requests.length)} requests`)
  })

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`ends at ${signal} with what is in flight, answers ${String(code)} and says how to go on`, async () => {
      server = await startLocalServer([{body: '{}', delay: 300}])
      await writeFile(join(home, 'in'), callsOf(1000))
      const child = start(['in'])
      let stdout = ''
      let stderr = ''
      child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
      child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
      await requestsAt(16)
      child.kill(signal)
      const [exitCode] = (await once(child, 'close')) as [number]
      assert.equal(exitCode, code)
      const answers = outputLines(stdout)
      assert.deepEqual(
        answers.map(({line, ok}) => [line, ok]),
        Array.from({length: server.requests.length}, (_, index) => [index + 1, true]),
      )
      assert.match(
        stderr,
        /hwc: (Interrupted|Terminated) after \d+ lines were answered\.\n {2}Lines without an answer, .*: hwc batch in --resume OUT/,
      )
      await writeFile(join(home, 'out'), stdout)
      assert.equal((await run(['in', '--resume', 'out', '--shard', '1/100'])).exitCode, 0)
    })
  }

  it('answers 13 where nobody reads its answers any more', async () => {
    server = await startLocalServer([{body: '{}', delay: 5}])
    await writeFile(join(home, 'in'), callsOf(2000))
    const child = start(['in'])
    let stderr = ''
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    if (child.stdout) await once(child.stdout, 'data')
    child.stdout?.destroy()
    const [exitCode] = (await once(child, 'close')) as [number]
    assert.equal(exitCode, 13)
    assert.match(stderr, /^hwc: Standard output was closed before every line was answered\.\n/)
    assert.ok(server.requests.length < 2000, `${String(server.requests.length)} requests`)
  })

  it('needs no more memory for many lines than for few', async () => {
    server = await startLocalServer([{}])
    const file = createWriteStream(join(home, 'in'))
    for (let part = 0; part < 60; part += 1) file.write(callsOf(1000))
    file.end()
    await once(file, 'close')
    const {stdout, exitCode, stderr} = await runHwc(['batch', 'in', '--preview'], {
      home,
      cwd: home,
      env: {...batchEnvironment, HWC_ENDPOINT: server.url, NODE_OPTIONS: '--max-old-space-size=64'},
      timeout: 100_000,
    })
    assert.deepEqual({exitCode, stderr}, {exitCode: 0, stderr: ''})
    assert.equal(stdout.split('\n').length, 60_001)
  })
})
