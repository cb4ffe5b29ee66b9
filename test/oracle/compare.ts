import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {inputLines, type OutputLine, outputLines} from '../support/batch-lines.js'
import {type LocalServer, startLocalServer} from '../support/local-server.js'
import {repositoryRoot} from '../support/repository.js'
import {runHwc} from '../support/run-hwc.js'
import {compareRequests} from './compare-requests.js'
import {makeNodeCalls, type NodeCall} from './make-node-calls.js'
import {account} from './node-client.js'

// Makes the same calls through hwc and through the official Node SDK, and compares what reaches a server on loopback.

const folder = join(repositoryRoot, 'test/oracle')
const print = (text: string): void => void process.stdout.write(`${text}\n`)

const timeOf = (path: string): number => statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0

/** What npm writes last is there, and newer than what was asked for. */
const isInstalled = (): boolean =>
  timeOf(join(folder, 'node_modules/.package-lock.json')) > timeOf(join(folder, 'package-lock.json'))

const install = (): void => {
  if (isInstalled()) return
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  const {status} = spawnSync('npm', words, {cwd: folder, stdio: 'inherit', shell: process.platform === 'win32'})
  if (status !== 0) throw new Error('The Node SDK could not be installed')
}

/** The services and their packages' versions. */
const installed = (): ReadonlyMap<string, string> => {
  const {dependencies} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  return new Map(
    Object.entries(dependencies)
      .map(([name, version]): [string, string] => [name.replace(/^.*-sdk-/, ''), version])
      .filter(([service]) => service !== 'core'),
  )
}

const callHwc = async (calls: readonly NodeCall[], endpoint: string): Promise<readonly OutputLine[]> => {
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
    timeout: 50_000,
  })
  const lines = outputLines(stdout)
  if (lines.length !== calls.length) throw new Error(`hwc answered ${String(lines.length)} lines: ${stderr}`)
  return lines
}

const printCounts = (texts: readonly string[], say: (count: number, text: string) => string): void => {
  for (const text of new Set(texts)) print(say(texts.filter((other) => other === text).length, text))
}

const compare = async (server: LocalServer): Promise<boolean> => {
  const calls: NodeCall[] = []
  const leftOut: string[] = []
  const failures: string[] = []
  const services = installed()
  for (const [service, version] of services) {
    const made = await makeNodeCalls(service, server)
    print(
      `${service} ${version}: ${String(made.calls.length)} operations called, ${String(made.leftOut.length)} left out, ` +
        `and ${String(made.unread)} parameters that the package lacks`,
    )
    if (made.calls.length === 0) failures.push(`${service}: nothing to compare`)
    calls.push(...made.calls)
    leftOut.push(...made.leftOut)
    failures.push(...made.failures)
  }
  const lines = await callHwc(calls, server.url)
  const rules: string[] = []
  let differing = 0
  for (const [index, {title, request}] of calls.entries()) {
    const line = lines[index]
    const [sent, expected] = [server.requests[Number(line?.requestId ?? -1)], server.requests[request]]
    const comparison =
      sent && expected
        ? compareRequests(sent, expected)
        : {differences: [`hwc: ${line?.error?.message ?? 'no request arrived'}`], rules: []}
    rules.push(...comparison.rules)
    if (comparison.differences.length > 0) differing += 1
    failures.push(...comparison.differences.map((difference) => `${title}: ${difference}`))
  }
  for (const failure of failures) print(`- ${failure}`)
  printCounts(leftOut, (count, reason) => `${String(count)} operations ${reason} are left out`)
  printCounts(rules, (count, rule) => `${String(count)} part in ${rule}, as is known`)
  const count = `${String(calls.length)} operations of ${String(services.size)} services`
  print(`${count} compared with the Node SDK, ${String(differing)} differing`)
  return failures.length === 0
}

const main = async (): Promise<void> => {
  install()
  // The Node SDK writes into the home folder.
  const home = mkdtempSync(join(tmpdir(), 'hwc-oracle-'))
  Object.assign(process.env, {HOME: home, USERPROFILE: home})
  // Each answer names the request that it answers.
  const server = await startLocalServer((_, index) => ({
    headers: {'Content-Type': 'application/json', 'X-Request-Id': String(index)},
    body: '{}',
  }))
  try {
    if (!(await compare(server))) process.exitCode = 1
  } finally {
    await server.close()
    rmSync(home, {recursive: true})
  }
}

await main()
