import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {inputLines, type OutputLine, outputLines} from '../support/batch-lines.js'
import {type LocalServer, startLocalServer} from '../support/local-server.js'
import {runHwc} from '../support/run-hwc.js'
import {compareRequests} from './compare-requests.js'
import {type Inventory, unexplained} from './inventory.js'
import {type NodeCall} from './make-node-call.js'
import {makeNodeCalls, type NodeCalls} from './make-node-calls.js'
import {account} from './node-client.js'
import {type Age, packagesFolder, type SdkPackage, sdkPackages} from './sdk-package.js'

// Makes the same calls through hwc and through the official Node SDK, and compares what reaches a server on loopback.

const print = (text: string): void => void process.stdout.write(`${text}\n`)

const timeOf = (path: string): number => statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0

/** What npm writes last is there, and newer than what was asked for. */
const isInstalled = (): boolean =>
  timeOf(join(packagesFolder, 'node_modules/.package-lock.json')) > timeOf(join(packagesFolder, 'package-lock.json'))

const install = (): void => {
  if (isInstalled()) return
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  const {status} = spawnSync('npm', words, {cwd: packagesFolder, stdio: 'inherit', shell: process.platform === 'win32'})
  if (status !== 0) throw new Error('The Node SDK could not be installed')
}

const callHwc = async (calls: readonly NodeCall[], endpoint: string, cwd: string): Promise<readonly OutputLine[]> => {
  const words = ['batch', '-', '--endpoint', endpoint, '--concurrency', '1', '--retries', '0', '--quiet']
  const {stdout, stderr} = await runHwc(words, {
    stdin: inputLines(calls.map(({line}) => line)),
    env: {
      HUAWEICLOUD_SDK_AK: account.accessKeyId,
      HUAWEICLOUD_SDK_SK: account.secretAccessKey,
      HUAWEICLOUD_SDK_PROJECT_ID: account.projectId,
      HUAWEICLOUD_SDK_DOMAIN_ID: account.domainId,
      HWC_REGION: 'cn-north-4',
    },
    // Files that a batch names are in its folder or below it.
    cwd,
    timeout: 50_000,
  })
  const lines = outputLines(stdout)
  if (lines.length !== calls.length) throw new Error(`hwc answered ${String(lines.length)} lines: ${stderr}`)
  return lines
}

const printCounts = (texts: readonly string[], say: (count: number, text: string) => string): void => {
  for (const text of new Set(texts)) print(say(texts.filter((other) => other === text).length, text))
}

const ages: Readonly<Record<Age, string>> = {
  older: 'older than the catalogue',
  same: "of the catalogue's release",
  newer: 'newer than the catalogue',
}

const count = (number: number, what: string): string => `${String(number)} ${what}${number === 1 ? '' : 's'}`

const printPackage = ({service, release, age}: SdkPackage, made: NodeCalls): void => {
  const inventories = [
    [made.operations, 'operation'],
    [made.parameters, 'parameter'],
    [made.fields, 'field'],
  ] as const
  const list = (side: keyof Inventory): string => {
    const counts = inventories.map(([inventory, what]) => [inventory[side].length, what] as const)
    return (
      counts
        .filter(([number]) => number > 0)
        .map(([number, what]) => count(number, what))
        .join(', ') || 'nothing'
    )
  }
  const called = `${count(made.calls.length, 'operation')} called, ${count(made.sharedFields, 'field')} of bodies`
  print(`${service} ${release} (${ages[age]}): ${called}; lacks ${list('missing')}, alone has ${list('extra')}`)
}

const compare = async (server: LocalServer, filePath: string): Promise<boolean> => {
  const calls: NodeCall[] = []
  const failures: string[] = []
  const packages = sdkPackages()
  for (const one of packages) {
    const made = await makeNodeCalls(one.service, {server, filePath, release: one.release})
    printPackage(one, made)
    if (made.calls.length === 0) failures.push(`${one.service}: nothing to compare`)
    calls.push(...made.calls)
    failures.push(...made.failures)
    for (const inventory of [made.operations, made.parameters, made.fields])
      failures.push(...unexplained(inventory, one.age))
  }
  const lines = await callHwc(calls, server.url, dirname(filePath))
  const known: string[] = []
  let differing = 0
  for (const [index, {title, request, facts}] of calls.entries()) {
    const line = lines[index]
    const [sent, expected] = [server.requests[Number(line?.requestId ?? -1)], server.requests[request]]
    if (!sent || !expected) {
      differing += 1
      failures.push(`${title}: hwc: ${line?.error?.message ?? 'no request arrived'}`)
      continue
    }
    const findings = compareRequests(sent, expected, facts)
    known.push(...findings.known)
    if (findings.differences.length > 0) differing += 1
    failures.push(...findings.differences.map((difference) => `${title}: ${difference}`))
  }
  for (const failure of failures) print(`- ${failure}`)
  printCounts(known, (number, difference) => `${String(number)} part in ${difference}, as is known`)
  const services = count(packages.length, 'service')
  print(`${count(calls.length, 'operation')} of ${services} compared with the Node SDK, ${String(differing)} differing`)
  return failures.length === 0
}

const main = async (): Promise<void> => {
  install()
  // The Node SDK writes into the home folder.
  const home = mkdtempSync(join(tmpdir(), 'hwc-oracle-'))
  Object.assign(process.env, {HOME: home, USERPROFILE: home})
  const filePath = join(home, 'example.txt')
  writeFileSync(filePath, Buffer.from([...Buffer.from('a file\r\n--'), 0x00, 0xff]))
  // Each answer names the request that it answers.
  const server = await startLocalServer((_, index) => ({
    headers: {'Content-Type': 'application/json', 'X-Request-Id': String(index)},
    body: '{}',
  }))
  try {
    if (!(await compare(server, filePath))) process.exitCode = 1
  } finally {
    await server.close()
    rmSync(home, {recursive: true})
  }
}

await main()
