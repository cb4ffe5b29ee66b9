import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {repositoryRoot} from '../support/repository.js'
import {runShell} from '../support/run-shell.js'
import {startHwc} from '../support/start-hwc.js'
import {type SandboxProcess, startSandboxProcess} from '../support/start-sandbox-process.js'

interface Example {
  readonly document: string
  /** What is run in a shell. */
  readonly script: string
}

const documents = ['README.md', ...readdirSync(join(repositoryRoot, 'docs')).map((name) => join('docs', name))].filter(
  (name) => name.endsWith('.md'),
)

/** A line's command of hwc: all of it that follows, up to a comment. */
const commandOf = (line: string): string | undefined =>
  /^(?:npm ci && )?(?:npx )?(hwc\s(?:'[^']*'|[^'#])*)/.exec(line)?.[1]?.trim()

/** The examples of a block: its lines, or the whole block where they belong together. */
const scriptsOf = (block: string): readonly string[] => {
  if (/<<|^set -|\$\(/m.test(block)) return /\bhwc /.test(block) ? [block] : []
  return block
    .split('\n')
    .map(commandOf)
    .filter((command) => command !== undefined)
}

const examples: readonly Example[] = documents.flatMap((document) =>
  Array.from(readFileSync(join(repositoryRoot, document), 'utf8').matchAll(/^```sh\n(.*?)^```/gms)).flatMap(
    ([, block = '']) => scriptsOf(block).map((script) => ({document, script})),
  ),
)

const isServer = ({script}: Example): boolean => script.startsWith('hwc sandbox start')

/** What needs no account: it gets no keys, and must run all the same. */
const needsNothing = ({script}: Example): boolean =>
  script
    .split('\n')
    .filter((line) => /\bhwc /.test(line))
    .every((line) => /--profile sandbox|--help|--preview/.test(line))

describe('The examples of the documents', function () {
  this.timeout(120_000)
  const home = mkdtempSync(join(tmpdir(), 'hwc-examples-'))
  let sandbox: SandboxProcess

  before(async () => {
    sandbox = await startSandboxProcess()
    const {HUAWEICLOUD_SDK_AK: accessKeyId, HUAWEICLOUD_SDK_SK: secretAccessKey} = sandbox.env
    mkdirSync(join(home, '.huaweicloud/profiles'), {recursive: true, mode: 0o700})
    const profile = `[basic]\nak = ${accessKeyId}\nsk = ${secretAccessKey}\n[hwc]\nendpoint = ${sandbox.url}\n`
    writeFileSync(join(home, '.huaweicloud/profiles/prod'), profile, {mode: 0o600})
  })
  after(async () => {
    await sandbox.stop()
    rmSync(home, {recursive: true, force: true})
  })

  /** The files that examples name. */
  const prepareFolder = (): string => {
    const folder = mkdtempSync(join(home, 'folder-'))
    writeFileSync(join(folder, 'demo.jpg'), Buffer.alloc(1000, 7))
    writeFileSync(join(folder, 'password.txt'), 'Pass-word-1\n')
    writeFileSync(join(folder, 'body.json'), '{"vpc": {"name": "demo"}}')
    writeFileSync(join(folder, 'calls.ndjson'), '{"service": "vpc", "operation": "list-vpcs"}\n'.repeat(3))
    return folder
  }

  const failureOf = async (example: Example): Promise<readonly string[]> => {
    const env = needsNothing(example) ? {} : sandbox.env
    const {stdout, stderr, exitCode} = await runShell(example.script, {home, cwd: prepareFolder(), env})
    const isBad = exitCode !== 0 || /\bwarning\b/.test(stderr)
    return isBad ? [`${example.document}: ${example.script}\n  ${exitCode}: ${stderr}${stdout.slice(0, 200)}`] : []
  }

  it('run as they stand, without an account or against the sandbox', async () => {
    const shown = examples.filter((example) => !isServer(example))
    assert.ok(shown.length > 30, `only ${shown.length} examples were found`)
    const failures: string[] = []
    for (let at = 0; at < shown.length; at += 3) {
      const some = await Promise.all(shown.slice(at, at + 3).map(failureOf))
      failures.push(...some.flat())
    }
    assert.deepEqual(failures, [])
  })

  it('start a sandbox', async () => {
    const servers = examples.filter(isServer)
    assert.ok(servers.length > 0)
    for (const {script} of servers) {
      const words = script
        .replace(/--port \d+/, '--port 0')
        .split(' ')
        .slice(1)
      const hwc = startHwc(words, {env: {HOME: home}, cwd: home})
      await hwc.until('stdout', /^export HWC_ENDPOINT=/m)
      hwc.child.kill('SIGINT')
      await hwc.ended
    }
  })
})
