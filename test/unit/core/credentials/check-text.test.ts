import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {checkText} from '../../../../src/core/credentials/check-text.js'
import {CredentialsError} from '../../../../src/core/errors/credentials-error.js'
import {runCommand} from '../../../support/run-command.js'

const call = ['vpc', 'list-vpcs', '--region', 'cn-north-4', '--endpoint', 'http://127.0.0.1:9']
const account = {HUAWEICLOUD_SDK_AK: 'AK', HUAWEICLOUD_SDK_SK: 'hidden-sk', HUAWEICLOUD_SDK_PROJECT_ID: 'p'}

describe('A key, token or id', () => {
  for (const [variable, value] of [
    ['HUAWEICLOUD_SDK_AK', 'AK\r'],
    ['HUAWEICLOUD_SDK_SK', 'hidden-sk\n'],
    ['HUAWEICLOUD_SDK_SECURITY_TOKEN', 'hidden\u0000token'],
    ['HUAWEICLOUD_SDK_PROJECT_ID', 'p\r\n'],
  ] as const) {
    it(`of ${variable} with a control character is refused, and not told`, async () => {
      const {exitCode, stdout, stderr} = await runCommand([...call, '--debug'], {env: {...account, [variable]: value}})
      assert.deepEqual([exitCode, stdout], [4, ''])
      assert.ok(stderr.startsWith(`hwc: ${variable} holds a line break or another control character.\n`), stderr)
      assert.match(stderr, /\n {2}Set it again without that\.\n/)
      assert.doesNotMatch(stderr, /hidden/)
    })
  }

  it('with a blank around it is refused', async () => {
    const {exitCode, stderr} = await runCommand(call, {env: {...account, HUAWEICLOUD_SDK_SK: 'hidden-sk '}})
    assert.deepEqual(
      [exitCode, stderr],
      [4, 'hwc: HUAWEICLOUD_SDK_SK begins or ends with a blank.\n  (vpc list-vpcs)\n  Set it again without that.\n'],
    )
  })

  it('of a profile is named with its file and key', async () => {
    const home = mkdtempSync(join(tmpdir(), 'hwc-home-'))
    try {
      mkdirSync(join(home, '.huaweicloud'), {mode: 0o700})
      const path = join(home, '.huaweicloud/credentials')
      writeFileSync(path, '[basic]\nak = AK\nsk = hidden\u0001sk\nproject_id = p\n', {mode: 0o600})
      const {exitCode, stderr} = await runCommand(call, {home})
      assert.equal(exitCode, 4)
      assert.match(
        stderr,
        /^hwc: sk in \[basic\] of .*credentials\) holds a line break or another control character\.\n/,
      )
      assert.doesNotMatch(stderr, /hidden/)
    } finally {
      rmSync(home, {recursive: true, force: true})
    }
  })

  it('may be missing, and a password may end with a blank', () => {
    checkText(undefined, 'X')
    checkText('password ', 'X', {mayHaveBlanks: true})
    assert.throws(() => {
      checkText('pass\tword', 'X', {mayHaveBlanks: true})
    }, CredentialsError)
  })
})
