import assert from 'node:assert/strict'
import {randomBytes} from 'node:crypto'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Catalog} from '../../src/core/catalog/catalog.js'
import {type CatalogOperation} from '../support/every-operation.js'
import {chooseSome, seededRandom} from '../support/random-choice.js'
import {repositoryRoot} from '../support/repository.js'
import {requiredWords} from '../support/required-words.js'
import {type HwcRun, runHwc} from '../support/run-hwc.js'
import {runOnTerminal, terminalProgram} from '../support/run-on-terminal.js'

const note = 'hwc: sandbox: answered by an emulator on this machine, not by Huawei Cloud\n'

/** Chance that can be repeated: the seed is printed, and HWC_TEST_SEED gives one. */
const seed = Number(process.env['HWC_TEST_SEED'] ?? Date.now() % 1_000_000)

const catalog = new Catalog(join(repositoryRoot, 'dist/catalog'))

const callable = (service: string): readonly CatalogOperation[] => {
  const summary = catalog.services[service]
  if (!summary) return []
  return summary.versions.flatMap((version) => {
    const file = catalog.open(service, version)
    return file.commands().flatMap((command) => {
      const operation = file.operation(command)
      return operation ? [{service, version, command, operation, schema: (name: string) => file.schema(name)}] : []
    })
  })
}

/** One operation in each of so many services. */
const someOperations = (count: number): readonly CatalogOperation[] => {
  const random = seededRandom(seed)
  const services = chooseSome(Object.keys(catalog.services), Object.keys(catalog.services).length, random)
  const chosen: CatalogOperation[] = []
  for (const service of services) {
    if (chosen.length < count) chosen.push(...chooseSome(callable(service), 1, random))
  }
  return chosen
}

const parsed = ({stdout}: HwcRun): unknown => JSON.parse(stdout)

describe('The main job, with the sandbox in the process', function () {
  this.timeout(60_000)
  const home = mkdtempSync(join(tmpdir(), 'hwc-main-job-'))
  const image = randomBytes(300_000)
  const file = join(home, 'demo.jpg')
  const run = async (...words: string[]): Promise<HwcRun> => runHwc([...words, '--profile', 'sandbox'], {home})
  const runQuietly = async (...words: string[]): Promise<HwcRun> => {
    const done = await run(...words)
    assert.deepEqual([done.exitCode, done.stderr], [0, note], words.join(' '))
    return done
  }

  before(() => {
    writeFileSync(file, image)
  })
  after(() => {
    rmSync(home, {recursive: true, force: true})
  })

  it('lists one VPC', async () => {
    const {vpcs} = parsed(await runQuietly('vpc', 'list-vpcs', '--limit', '1')) as {vpcs: Record<string, unknown>[]}
    assert.equal(vpcs.length, 1)
    assert.equal(typeof vpcs[0]?.['id'], 'string')
  })

  it('shows VPCs as a table', async () => {
    const {stdout} = await runQuietly('vpc', 'list-vpcs', '--limit', '1', '--output', 'table')
    const lines = stdout.split('\n')
    assert.equal(lines.length, 6)
    assert.match(lines[1] ?? '', /^│ id +│ name +│ cidr +│/)
    assert.match(lines[3] ?? '', /^│ [\da-f-]{36} +│ /)
  })

  it('lists servers, projects and bills', async () => {
    const [servers, projects, bills] = await Promise.all([
      runQuietly('ecs', 'list-servers-details'),
      runQuietly('iam', 'keystone-list-projects'),
      runQuietly('bss', 'list-customer-bills-fee-records', '--bill-cycle', '2024-03'),
    ])
    assert.ok(Array.isArray((parsed(servers) as {servers: unknown}).servers))
    assert.ok(Array.isArray((parsed(projects) as {projects: unknown}).projects))
    assert.ok(Array.isArray((parsed(bills) as {records: unknown}).records))
  })

  it("takes the SDK's spelling of a service and an operation", async () => {
    const [typed, sdk, python] = await Promise.all([
      runQuietly('vpc', 'list-vpcs', '--limit', '1'),
      runQuietly('VPC', 'ListVpcs', '--limit', '1'),
      runQuietly('vpc', 'list_vpcs', '--limit', '1'),
    ])
    assert.deepEqual([sdk.stdout, python.stdout], [typed.stdout, typed.stdout])
  })

  it('uploads a file and downloads another', async () => {
    const words = ['--file', 'demo.jpg', '--blind-watermark', 't', '--output-file', 'out.jpg']
    const {stdout, stderr, exitCode} = await run('dsc', 'create-image-watermark', ...words)
    assert.deepEqual({stdout, exitCode}, {stdout: '', exitCode: 0})
    assert.equal(stderr, `${note}hwc: saved ${join(home, 'out.jpg')} (293.0 KiB)\n`)
    assert.deepEqual(readFileSync(join(home, 'out.jpg')), image)
  })

  it('downloads into a pipe', async () => {
    const {stdoutBytes} = await runQuietly('dsc', 'create-image-watermark', '--file', 'demo.jpg')
    assert.deepEqual(stdoutBytes, image)
  })

  it('downloads on a terminal into a file that it names, and overwrites none', async function () {
    const program = terminalProgram()
    if (!program) {
      process.stdout.write('      skipped: neither script of util-linux nor python3 is here to make a terminal\n')
      this.skip()
    }
    const cwd = mkdtempSync(join(home, 'folder-'))
    const script = 'hwc dsc create-image-watermark --file ../demo.jpg --profile sandbox'
    const first = await runOnTerminal(script, program, {home, cwd})
    const second = await runOnTerminal(script, program, {home, cwd})
    assert.deepEqual([first.exitCode, second.exitCode], [0, 0], first.stdout)
    const names = ['create-image-watermark.bin', 'create-image-watermark-1.bin']
    assert.deepEqual(readdirSync(cwd).sort(), [...names].sort())
    for (const [index, {stdout}] of [first, second].entries()) {
      const path = join(cwd, names[index] ?? '')
      assert.ok(stdout.endsWith(`hwc: saved ${path} (293.0 KiB)\r\n`), stdout)
      assert.deepEqual(readFileSync(path), image)
    }
  })

  it('calls one operation in each of twenty services, chosen by chance', async () => {
    process.stdout.write(`      HWC_TEST_SEED=${seed}\n`)
    const operations = someOperations(20)
    assert.equal(operations.length, 20)
    const failures: string[] = []
    const call = async (one: CatalogOperation): Promise<void> => {
      const words = [one.service, one.command, ...requiredWords(one, file), '--api-version', one.version]
      const {exitCode, stdout, stderr} = await run(...words)
      const isData = one.operation.streamResponse === true || stdout === '' || /^[[{"]/.test(stdout)
      if (exitCode !== 0 || stderr !== note || !isData) failures.push(`hwc ${words.join(' ')}: ${stderr}${stdout}`)
    }
    for (let at = 0; at < operations.length; at += 4) await Promise.all(operations.slice(at, at + 4).map(call))
    assert.deepEqual(failures, [])
  })
})
