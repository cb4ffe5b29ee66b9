import {fork, spawn} from 'node:child_process'
import {once} from 'node:events'
import {closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {repositoryRoot} from '../support/repository.js'

// `npm run bench:transfer [MiB] [rounds]`: a large upload and a large download on loopback, beside a bare copy by node's
// streams over HTTP. Not part of the tests: a figure is of one machine.

const mebibyte = 1 << 20
const size = Number(process.argv[2] ?? 1024) * mebibyte
const rounds = Number(process.argv[3] ?? 3)

/** What hwc has to keep to: MiB of memory at most, and the least part of the bare copy's throughput. */
const budget = {memory: 150, share: 0.6}

const benches = dirname(fileURLToPath(import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hwc-transfer-'))
const files = {source: join(folder, 'source'), target: join(folder, 'target'), memory: join(folder, 'memory')}

interface Figure {
  /** MiB per second. */
  readonly rate: number
  /** MiB at the most. */
  readonly memory: number
}

/** Runs node once and measures it. @throws {Error} where it does not succeed. */
const runOnce = async (argv: readonly string[]): Promise<Figure> => {
  const start = performance.now()
  const child = spawn(process.execPath, ['--require', join(benches, 'report-memory.cjs'), ...argv], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      HUAWEICLOUD_SDK_AK: 'BENCHACCESSKEY',
      HUAWEICLOUD_SDK_SK: 'bench-secret-key',
      HWC_REGION: 'cn-north-4',
      HWC_ENDPOINT: `http://localhost:${String(port)}`,
      HWC_BENCH_MEMORY: files.memory,
    },
    // stdout as in `hwc … | tar x`.
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.resume()
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${argv.join(' ')} answered ${String(code)}`)
  const seconds = (performance.now() - start) / 1000
  return {rate: size / mebibyte / seconds, memory: Number(readFileSync(files.memory, 'utf8')) / 1024}
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0

const hwc = (...words: readonly string[]): readonly string[] => [
  join(repositoryRoot, 'bin/run.js'),
  'obs',
  ...words,
  '--bucket-name',
  'bench',
  '--object-key',
  'object',
  '--quiet',
]

const server = fork(join(benches, 'transfer-server.js'), [String(size)])
const [port] = (await once(server, 'message')) as [number]
const bare = (...words: readonly string[]): readonly string[] => {
  const [direction = '', file = ''] = words
  return [join(benches, 'bare-transfer.js'), direction, `http://127.0.0.1:${String(port)}/object`, file]
}

const rows = [
  {
    name: 'upload of a file',
    hwc: hwc('put-object', '--body', files.source),
    bare: bare('upload', files.source),
  },
  {
    name: 'download to a file',
    hwc: hwc('get-object', '--output-file', files.target),
    bare: bare('download', files.target),
    written: files.target,
  },
  {name: 'download to a pipe', hwc: hwc('get-object'), bare: bare('download', '-')},
]

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

try {
  const source = openSync(files.source, 'w')
  ftruncateSync(source, size)
  closeSync(source)
  print(
    `node ${process.version}, ${process.platform} ${process.arch}; ${String(size / mebibyte)} MiB, median of ${String(rounds)}`,
  )
  let exceeded = false
  for (const row of rows) {
    const figures: {hwc: Figure; bare: Figure}[] = []
    for (let round = 0; round < rounds; round += 1) {
      const bareFigure = await runOnce(row.bare)
      const ownFigure = await runOnce(row.hwc)
      if (row.written !== undefined && statSync(row.written).size !== size) throw new Error('The file is not whole')
      figures.push({hwc: ownFigure, bare: bareFigure})
    }
    const rate = median(figures.map((each) => each.hwc.rate))
    const bareRate = median(figures.map((each) => each.bare.rate))
    const share = median(figures.map((each) => each.hwc.rate / each.bare.rate))
    const memory = Math.max(...figures.map((each) => each.hwc.memory))
    const bareMemory = Math.max(...figures.map((each) => each.bare.memory))
    const isExceeded = memory >= budget.memory || share < budget.share
    exceeded ||= isExceeded
    print(
      `${row.name.padEnd(20)} hwc ${rate.toFixed(0)} MiB/s, ${memory.toFixed(0)} MiB of memory; bare node ${bareRate.toFixed(0)} MiB/s, ${bareMemory.toFixed(0)} MiB; ${(100 * share).toFixed(0)} %${isExceeded ? '  ← beyond the budget' : ''}`,
    )
  }
  print(
    `budget: less than ${String(budget.memory)} MiB of memory, at least ${String(100 * budget.share)} % of the bare copy`,
  )
  process.exitCode = exceeded ? 1 : 0
} finally {
  server.disconnect()
  rmSync(folder, {recursive: true})
}
