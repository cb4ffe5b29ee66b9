import assert from 'node:assert/strict'
import {serveSandbox} from '../../../src/sandbox/serve-sandbox.js'
import {fixtureCatalog} from './fixture-catalog.js'
import {call} from './signed-call.js'

describe('serveSandbox', () => {
  it('makes keys of the random bytes that it is given, and says how to use them', async () => {
    const randomBytes = (count: number): Uint8Array => Uint8Array.from({length: count}, (_, index) => index)
    const {sandbox, lines} = await serveSandbox({catalog: fixtureCatalog(), now: () => new Date(), randomBytes})
    const {endpoint, projectId, domainId, port} = sandbox
    assert.deepEqual(lines, [
      `# A sandbox listens on ${endpoint}. Its keys are good for it alone and end with it.`,
      'export HUAWEICLOUD_SDK_AK=ABCDEFGHIJKLMNOPQRST',
      'export HUAWEICLOUD_SDK_SK=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn',
      `export HUAWEICLOUD_SDK_PROJECT_ID=${projectId}`,
      `export HUAWEICLOUD_SDK_DOMAIN_ID=${domainId}`,
      `export HUAWEICLOUD_SDK_IAM_ENDPOINT=${endpoint}`,
      `export HUAWEICLOUD_SDK_STS_ENDPOINT=${endpoint}`,
      '# hwc, every service:',
      `export HWC_ENDPOINT=${endpoint}`,
      'export HWC_REGION=cn-north-4',
      `# An SDK: give its client the endpoint ${endpoint}, or http://SERVICE.localhost:${port} where two services share a path.`,
    ])
    assert.equal((await call(sandbox, {target: '/v1/p1/nets/n'})).status, 200)
    await sandbox.close()
    await sandbox.close()
    await assert.rejects(call(sandbox, {target: '/v1/p1/nets/n'}), {code: 'ECONNREFUSED'})
  })
})
