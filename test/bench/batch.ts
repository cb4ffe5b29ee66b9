import {type ChildProcess, fork, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {repositoryRoot} from '../support/repository.js'

// `node build/test/bench/batch.js [ROUNDS] [CALLS]`: `hwc batch` against loops over axios, the official SDK for Node and
// node:http, each a whole process that makes the same signed calls side by side to a server on loopback that answers at
// once. The ways take turns, so that a machine that drifts drifts for all of them.

const rounds = Number(process.argv[2] ?? 5)
const calls = Number(process.argv[3] ?? 10_000)
const concurrency = 8
const entry = process.env['HWC_BENCH_ENTRY'] ?? join(repositoryRoot, 'bin/run.js')
const folder = dirname(fileURLToPath(import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'hwc-bench-'))
const input = join(home, 'calls.ndjson')
writeFileSync(input, '{"service":"vpc","operation":"list-vpcs","params":{"limit":1}}\n'.repeat(calls))

const server: ChildProcess = fork(join(folder, 'loopback-server.js'))
const [ports] = (await once(server, 'message')) as [{readonly http: number}]

const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  USERPROFILE: home,
  HUAWEICLOUD_SDK_AK: 'BENCHACCESSKEY',
  HUAWEICLOUD_SDK_SK: 'bench-secret-key',
  HUAWEICLOUD_SDK_PROJECT_ID: '0123456789abcdef0123456789abcdef',
  HWC_REGION: 'cn-north-4',
  HWC_ENDPOINT: `http://127.0.0.1:${String(ports.http)}`,
}

interface Way {
  readonly name: string
  readonly argv: readonly string[]
  /** Whether its stdout tells of every call. */
  readonly isWhole: (stdout: string) => boolean
}

const loop = join(folder, 'batch-loop.js')
const loopOver = (name: string, way: string): Way => ({
  name,
  argv: [loop, way, String(calls), String(concurrency)],
  isWhole: (stdout) => stdout === `${String(calls)} answered\n`,
})

const hwc: Way = {
  name: 'hwc batch',
  argv: [entry, 'batch', input, '--concurrency', String(concurrency)],
  isWhole: (stdout) => stdout.split('"ok":true').length === calls + 1,
}
const axios = loopOver('a loop over axios', 'axios')
const sdk = loopOver('a loop over the official SDK for Node', 'sdk')
const ways = [hwc, axios, sdk, loopOver('a loop over node:http', 'http')] as const

/** Calls per second of a whole process. */
const run = ({name, argv, isWhole}: Way): number => {
  const start = performance.now()
  const {status, stdout, stderr} = spawnSync(process.execPath, argv, {env, encoding: 'utf8', maxBuffer: 1 << 30})
  const seconds = (performance.now() - start) / 1000
  if (status !== 0 || !isWhole(stdout)) throw new Error(`${name} answered ${String(status)}: ${stderr.slice(0, 2000)}`)
  return calls / seconds
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

try {
  const rates = new Map<Way, number[]>(ways.map((way) => [way, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of ways) {
      const rate = run(way)
      // The first round warms caches.
      if (round > 0) rates.get(way)?.push(rate)
    }
  }
  const ratio = (other: Way): number =>
    median((rates.get(hwc) ?? []).map((rate, index) => rate / (rates.get(other)?.[index] ?? Number.NaN)))
  process.stdout.write(
    `node ${process.version}, ${process.platform} ${process.arch}; ${String(calls)} calls, ${String(concurrency)} side by side, ` +
      `whole processes, median of ${String(rounds)}\n`,
  )
  for (const way of ways) {
    const rate = median(rates.get(way) ?? []).toFixed(0)
    const times = way === hwc ? '' : `  hwc batch is at ${ratio(way).toFixed(2)} ×`
    process.stdout.write(`${rate.padStart(6)} calls/s  ${way.name}${times}\n`)
  }
  const isEnough = ratio(axios) >= 0.8 && ratio(sdk) >= 2
  process.stdout.write(`limits: 0.80 × axios, 2.00 × the SDK${isEnough ? '' : ' MISSED'}\n`)
  process.exitCode = isEnough ? 0 : 1
} finally {
  server.disconnect()
  rmSync(home, {recursive: true, force: true})
}
