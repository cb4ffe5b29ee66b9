import {fork, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {cpSync, mkdtempSync, rmSync} from 'node:fs'
import {devNull, tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {scriptNames} from '../../scripts/build/script-names.js'
import {fixture, repositoryRoot} from '../support/repository.js'
import {measure, runOnce, type Program} from './measure.js'

// `npm run bench`: whole processes, each paired with `node -e 0`. Not part of the tests: a figure is of one machine.

interface Row extends Program {
  readonly name: string
  /** The most that it may take, in times of a bare node's start. */
  readonly limit?: number
}

interface Ports {
  readonly http: number
  readonly https: number
}

const rounds = Number(process.argv[2] ?? 20)
const folder = dirname(fileURLToPath(import.meta.url))
const run = join(repositoryRoot, 'bin/run.js')
const home = mkdtempSync(join(tmpdir(), 'hwc-bench-'))
/** The program without the code cache that the build puts in dist: what a package holds. */
const packed = join(home, 'packed')
const nowhere = join(devNull, 'home')

const startServer = async (): Promise<{server: ChildProcess; ports: Ports}> => {
  const server = fork(join(folder, 'loopback-server.js'))
  const [ports] = (await once(server, 'message')) as [Ports]
  return {server, ports}
}

const scripts = scriptNames.map((name) => `dist/${name}.cjs`)
for (const path of ['bin', 'package.json', 'oclif.manifest.json', ...scripts, 'dist/catalog']) {
  cpSync(join(repositoryRoot, path), join(packed, path), {recursive: true})
}

const {server, ports} = await startServer()

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
const listVpcs = ['vpc', 'list-vpcs', '--limit', '1']

const hwc = (name: string, words: readonly string[], holds: string, more: Partial<Row> = {}): Row => ({
  name: `hwc ${name}`,
  argv: [run, ...words],
  env,
  exitCode: 0,
  holds,
  ...more,
})

const rows: readonly Row[] = [
  hwc('--version', ['--version'], 'hwc/', {limit: 1.25}),
  hwc('vpc list-vpcs --limit 1', listVpcs, 'vpc-a', {limit: 2.2}),
  hwc('the same with nowhere to keep a code cache', listVpcs, 'vpc-a', {
    limit: 2.2,
    env: {...env, HOME: nowhere, USERPROFILE: nowhere, XDG_CACHE_HOME: nowhere},
  }),
  hwc('the same compiled anew, as where no code cache can be kept', listVpcs, 'vpc-a', {
    limit: 3.1,
    argv: [join(packed, 'bin/run.js'), ...listVpcs],
    env: {...env, HOME: nowhere, USERPROFILE: nowhere, XDG_CACHE_HOME: nowhere},
  }),
  hwc('the same over https', listVpcs, 'vpc-a', {
    env: {
      ...env,
      HWC_ENDPOINT: `https://localhost:${String(ports.https)}`,
      HWC_CA_BUNDLE: fixture('tls/localhost.crt'),
    },
  }),
  hwc('vpc list-vpcs --help', ['vpc', 'list-vpcs', '--help'], '--limit', {limit: 1.9}),
  hwc('vpc --help', ['vpc', '--help'], 'list-vpcs', {limit: 2}),
  hwc('--help', ['--help'], 'vpc', {limit: 2.3}),
  hwc('vpc list-vpcs --limt 1 (a usage error)', ['vpc', 'list-vpcs', '--limt', '1'], '', {exitCode: 2, limit: 1.9}),
  {
    name: 'the call with the official SDK for Node',
    argv: [join(folder, 'sdk-call.cjs')],
    env,
    exitCode: 0,
    holds: 'vpc-a',
  },
]

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

try {
  // Warmed by a mix of help, calls and errors, as a home in use is.
  for (const row of [...rows].reverse()) runOnce(row)
  for (const row of rows) runOnce(row)

  print(
    `node ${process.version}, ${process.platform} ${process.arch}; median of ${String(rounds)}, × bare node's start`,
  )
  let exceeded = 0
  for (const row of rows) {
    const {ratio, time, bare} = measure(row, rounds)
    const isExceeded = row.limit !== undefined && ratio > row.limit
    exceeded += isExceeded ? 1 : 0
    const limit = row.limit === undefined ? '' : `  limit ${row.limit.toFixed(2)}${isExceeded ? ' EXCEEDED' : ''}`
    print(
      `${ratio.toFixed(2).padStart(6)} ×  ${time.toFixed(0).padStart(4)} ms (node ${bare.toFixed(0)})  ${row.name}${limit}`,
    )
  }
  process.exitCode = exceeded === 0 ? 0 : 1
} finally {
  server.disconnect()
  rmSync(home, {recursive: true, force: true})
}
