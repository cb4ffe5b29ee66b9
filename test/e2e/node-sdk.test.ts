import assert from 'node:assert/strict'
import {fork} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {serveSandbox} from '../../src/sandbox/serve-sandbox.js'
import {type Sandbox} from '../../src/sandbox/start-sandbox.js'
import {committedCatalog} from '../support/committed-catalog.js'

interface Seen {
  readonly all: readonly string[]
  readonly firstTwo: readonly string[]
  readonly afterTwo: readonly string[]
  readonly created: readonly unknown[]
  readonly shownId: unknown
  readonly refused: Readonly<Record<string, unknown>>
}

describe('the official Node SDK against the sandbox as a server', function () {
  this.timeout(60_000)
  // The SDK writes into the home folder and logs to the console: it runs in a process of its own.
  const home = mkdtempSync(join(tmpdir(), 'hwc-node-sdk-'))
  let sandbox: Sandbox
  let seen: Seen

  before(async () => {
    const served = await serveSandbox({catalog: committedCatalog(), now: () => new Date(), randomBytes})
    sandbox = served.sandbox
    const {endpoint, projectId, keys} = sandbox
    const child = fork(
      fileURLToPath(new URL('node-sdk-client.js', import.meta.url)),
      [endpoint, projectId, keys.accessKeyId, keys.secretAccessKey],
      {silent: true, env: {HOME: home, USERPROFILE: home}},
    )
    let stderr = ''
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)))
    const ended = once(child, 'exit').then(([code]): never => {
      throw new Error(`The SDK's process ended with ${String(code)} and said nothing: ${stderr}`)
    })
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [Seen]
    seen = message
    await ended.catch(() => undefined)
  })
  after(async () => {
    await sandbox.close()
    rmSync(home, {recursive: true})
  })

  it('lists VPCs, page by page', () => {
    assert.equal(seen.all.length, 5)
    assert.deepEqual(seen.firstTwo, seen.all.slice(0, 2))
    assert.deepEqual(seen.afterTwo, seen.all.slice(2))
  })

  it('creates a VPC and sees the name that it gave', () => {
    assert.deepEqual(seen.created, ['büro & co', '10.0.0.0/16'])
  })

  it('shows the VPC that it asks for', () => {
    assert.equal(seen.shownId, 'a1')
  })

  it('is refused with another secret key, in the shape that it understands', () => {
    const {requestId, ...rest} = seen.refused
    assert.deepEqual(rest, {
      httpStatusCode: 401,
      errorCode: 'APIGW.0301',
      errorMsg: 'Incorrect IAM authentication information: verify aksk signature fail',
    })
    assert.match(String(requestId), /^[\da-f]{32}$/)
  })
})
