import assert from 'node:assert/strict'
import {matchesGlob} from '../../../../scripts/catalog/overlay/glob.js'
import {sensitiveJudge, toWords} from '../../../../scripts/catalog/overlay/sensitive-rule.js'

describe('matchesGlob', () => {
  it('takes * for anything, also for nothing', () => {
    assert.deepEqual(
      ['password', 'db_password', 'password_hash', 'passport'].map((text) => matchesGlob(text, '*password*')),
      [true, true, true, false],
    )
    assert.deepEqual(
      ['sk', 'app_sk', 'disk'].map((text) => matchesGlob(text, '*_sk')),
      [false, true, false],
    )
    assert.equal(matchesGlob('aba', 'ab*ba'), false)
    assert.equal(matchesGlob('pwd_create_time', '*pwd_*time'), true)
    assert.equal(matchesGlob('secret_', 'secret_*_'), false)
  })
})

describe('toWords', () => {
  it('writes every spelling with words joined by _', () => {
    assert.deepEqual(['adminPass', 'OS-EXT-SRV-ATTR:user_data', 'X-Auth-Token', 'sk'].map(toWords), [
      'admin_pass',
      'os_ext_srv_attr_user_data',
      'x_auth_token',
      'sk',
    ])
  })
})

describe('sensitiveJudge', () => {
  const judge = sensitiveJudge({
    rule: [{reason: 'passwords', names: ['*pass', '*password*']}],
    exceptions: [{reason: 'rules', names: ['*password_policy']}],
    fields: [{reason: 'a key that signs', fields: ['cdn UrlAuth.key']}],
  })

  it('judges by attribute and wire name, exceptions last', () => {
    assert.deepEqual(judge.ofField({name: 'root', wire: 'adminPass', type: 'string'}), {
      sensitive: true,
      pattern: '*pass',
      reason: 'passwords',
    })
    assert.equal(judge.ofField({name: 'password_policy', type: 'string'})?.sensitive, false)
    assert.equal(judge.ofField({name: 'name', type: 'string'}), undefined)
  })

  it('judges only what holds text', () => {
    assert.equal(judge.ofField({name: 'password', type: {list: 'string'}})?.sensitive, true)
    assert.equal(judge.ofField({name: 'password', type: 'any'})?.sensitive, true)
    for (const type of ['boolean', 'int32', {ref: 'Password'}, {list: {ref: 'Password'}}] as const) {
      assert.equal(judge.ofField({name: 'password', type}), undefined)
    }
  })

  it('knows single fields of a schema', () => {
    const field = {name: 'key', type: 'string'} as const
    assert.equal(judge.ofField(field, {service: 'cdn', schema: 'UrlAuth'})?.sensitive, true)
    assert.equal(judge.ofField(field, {service: 'cdn', schema: 'Tag'}), undefined)
    assert.equal(judge.ofField(field), undefined)
  })
})
