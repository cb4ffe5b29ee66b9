import assert from 'node:assert/strict'
import {parseCredentialsFile} from '../../../../src/core/config/credentials-file.js'
import {accountEdits, profileEdits} from '../../../../src/core/credentials/profile-edits.js'
import {findProfileKey, profileKeys} from '../../../../src/core/credentials/profile-key.js'

const edits = (word: string, value: string | undefined, text: string) => {
  const key = findProfileKey(word)
  assert.ok(key, word)
  return profileEdits(key, value, parseCredentialsFile(text, 'x')).map((edit) => [edit.section, edit.key, edit.value])
}

describe("A key of a profile's file", () => {
  it('is found in any spelling, with or without its section', () => {
    for (const word of ['connect_timeout', 'connect-timeout', 'Connect-Timeout', 'hwc.connect_timeout'])
      assert.equal(findProfileKey(word)?.key, 'connect_timeout', word)
    assert.deepEqual(findProfileKey('basic.ak')?.sections, [['basic']])
    assert.equal(findProfileKey('meeting.user-name')?.key, 'user_name')
    for (const word of ['nope', 'basic.region', 'ak.basic', '', '__proto__', 'constructor'])
      assert.equal(findProfileKey(word), undefined, word)
  })

  it('that is a secret is known for one', () => {
    const secrets = profileKeys.filter(({secret}) => secret).map(({name}) => name)
    assert.deepEqual(secrets, [
      ...['proxy', 'ak', 'sk', 'security_token', 'obs.ak', 'obs.sk', 'obs.security_token'],
      ...['smsapi.ak', 'smsapi.sk', 'iam.auth_token', 'meeting.user_password', 'meeting.app_key'],
    ])
  })

  it('goes to the sections that the file has, else to all that it means something in', () => {
    const both = [
      ['basic', 'ak', 'x'],
      ['global', 'ak', 'x'],
    ]
    assert.deepEqual(edits('ak', 'x', ''), both)
    assert.deepEqual(edits('ak', 'x', '[hwc]\n'), both)
    assert.deepEqual(edits('ak', 'x', '[basic]\n'), [['basic', 'ak', 'x']])
    assert.deepEqual(edits('ak', 'x', '[globalcredentials]\n'), [['globalcredentials', 'ak', 'x']])
    assert.deepEqual(edits('global.ak', 'x', '[basic]\n'), [['global', 'ak', 'x']])
    assert.deepEqual(edits('project_id', 'p', '[global]\n'), [['basic', 'project_id', 'p']])
    assert.deepEqual(edits('region', 'r', '[basic]\n'), [['hwc', 'region', 'r']])
  })

  it('is removed wherever it stands', () => {
    const text = '[basic]\nak=1\n[global]\nsk=2\n[globalcredentials]\nak=3\n'
    assert.deepEqual(edits('ak', undefined, text), [
      ['basic', 'ak', undefined],
      ['globalcredentials', 'ak', undefined],
    ])
    assert.deepEqual(edits('region', undefined, text), [])
  })
})

describe('New keys of an account', () => {
  it('let nothing stay of the account before', () => {
    const text =
      '[basic]\nak=1\nsk=2\nsecurity_token=3\nproject_id=4\niam_endpoint=i\nmine=5\n[global]\ndomain_id=6\nidp_id=7\n'
    const values = new Map([
      ['ak', 'new-ak'],
      ['sk', 'new-sk'],
      ['region', 'r'],
    ])
    const made = accountEdits(values, parseCredentialsFile(text, 'x'))
    assert.deepEqual(made.map(({section, key, value}) => `${section}.${key}=${value ?? ''}`).sort(), [
      'basic.ak=new-ak',
      'basic.project_id=',
      'basic.security_token=',
      'basic.sk=new-sk',
      'global.ak=new-ak',
      'global.domain_id=',
      'global.idp_id=',
      'global.sk=new-sk',
      'hwc.region=r',
    ])
  })

  it('are not there: then the account stays', () => {
    const made = accountEdits(new Map([['region', 'r']]), parseCredentialsFile('[basic]\nak=1\nproject_id=2\n', 'x'))
    assert.deepEqual(made, [{section: 'hwc', key: 'region', value: 'r'}])
  })
})
