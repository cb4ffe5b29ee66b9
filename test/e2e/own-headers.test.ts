import assert from 'node:assert/strict'
import {batchEnvironment} from '../support/batch-lines.js'
import {type LocalServer, startLocalServer} from '../support/local-server.js'
import {type HwcRun, runHwc} from '../support/run-hwc.js'

describe('headers that the credentials replace', () => {
  let server: LocalServer
  beforeEach(async () => {
    server = await startLocalServer([{headers: {'content-type': 'application/json'}, body: '{}'}])
  })
  afterEach(async () => {
    await server.close()
  })

  const ownProject = batchEnvironment.HUAWEICLOUD_SDK_PROJECT_ID
  const project = ['dataartsstudio', 'check-dimension-status', '--workspace', 'w', '--x-project-id']
  const token = ['hss', 'list-accounts', '--x-security-token', 'typed-token']
  const run = async (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<HwcRun> =>
    runHwc(words, {env: {...batchEnvironment, HWC_ENDPOINT: server.url, ...env}})
  const sent = (name: string): unknown => server.requests.map(({headers}) => headers[name])

  it('are warned of: a project id', async () => {
    const {stderr, exitCode} = await run([...project, 'other'])
    const warning = "X-Project-Id: the account's own project id replaces it; --project-id chooses another"
    assert.deepEqual({stderr, exitCode}, {stderr: `hwc: warning: ${warning}\n`, exitCode: 0})
    assert.deepEqual(sent('x-project-id'), [ownProject])
  })

  it('are warned of: a token', async () => {
    const {stderr, exitCode} = await run(token, {HUAWEICLOUD_SDK_SECURITY_TOKEN: 'own-token'})
    const warning = "X-Security-Token: the credentials' own token replaces it"
    assert.deepEqual({stderr, exitCode}, {stderr: `hwc: warning: ${warning}\n`, exitCode: 0})
    assert.deepEqual(sent('x-security-token'), ['own-token'])
  })

  it('are warned of in a preview', async () => {
    const {stdout, stderr, exitCode} = await run([...project, 'other', '--preview'])
    assert.match(stdout, new RegExp(`^X-Project-Id: ${ownProject}$`, 'm'))
    assert.match(stderr, /^hwc: warning: X-Project-Id: [^\n]+\n$/)
    assert.deepEqual([exitCode, server.requests.length], [0, 0])
  })

  it('go out in silence where there is nothing to replace them with, or the same', async () => {
    const same = await run([...project, ownProject])
    const kept = await run(token)
    assert.deepEqual([same.stderr, same.exitCode, kept.stderr, kept.exitCode], ['', 0, '', 0])
    assert.deepEqual(sent('x-security-token'), [undefined, 'typed-token'])
  })

  it('are kept quiet about with --quiet', async () => {
    const {stderr, exitCode} = await run([...project, 'other', '--quiet'])
    assert.deepEqual([stderr, exitCode], ['', 0])
  })
})
