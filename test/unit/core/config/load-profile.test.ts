import assert from 'node:assert/strict'
import {chmodSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {loadProfile} from '../../../../src/core/config/load-profile.js'
import {type Profile} from '../../../../src/core/config/profile.js'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {FileError} from '../../../../src/core/errors/file-error.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {setStage, type Setting, type Stage} from '../../../support/credential-cases.js'

const stages: Stage[] = []

const stageWith = (setting: Setting): Stage => {
  const stage = setStage(setting)
  stages.push(stage)
  return stage
}

const load = (stage: Stage, profile?: string): Profile =>
  loadProfile({
    flags: new Map(profile === undefined ? [] : [['profile', stage.expand(profile)]]),
    surroundings: stage.surroundings,
    warn: (message) => void stage.warnings.push(stage.contract(message)),
  })

const keys = '[basic]\nak=a\nsk=s\n'

describe('A profile', () => {
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.strike()
  })

  it('is default, a name, a path or the sandbox', () => {
    const stage = stageWith({
      files: {'$HOME/.huaweicloud/credentials': keys, '$HOME/.huaweicloud/profiles/prod': keys, '$HOME/x.ini': keys},
    })
    const facts = [undefined, 'default', 'prod', '$HOME/x.ini', 'sandbox'].map((name) => {
      const {path, kind, explicit, trusted, file} = load(stage, name)
      return [stage.contract(path), kind, explicit, trusted, file !== undefined]
    })
    assert.deepEqual(facts, [
      ['$HOME/.huaweicloud/credentials', 'file', false, true, true],
      ['$HOME/.huaweicloud/credentials', 'file', true, true, true],
      ['$HOME/.huaweicloud/profiles/prod', 'file', true, true, true],
      ['$HOME/x.ini', 'file', true, false, true],
      ['', 'sandbox', true, true, false],
    ])
  })

  it('named by HWC_PROFILE is as explicit as one of --profile, which wins', () => {
    const stage = stageWith({
      env: {HWC_PROFILE: 'b'},
      files: {'$HOME/.huaweicloud/profiles/a': keys, '$HOME/.huaweicloud/profiles/b': keys},
    })
    assert.deepEqual([load(stage).name, load(stage).explicit, load(stage, 'a').name], ['b', true, 'a'])
  })

  it('that is unknown is 2 from the command line, 3 from the environment, 13 as a path', () => {
    const files = {'$HOME/.huaweicloud/profiles/prod': keys}
    const stage = stageWith({files})
    assert.throws(
      () => load(stage, 'prdo'),
      (error) =>
        error instanceof UsageError && error.hint === 'Did you mean prod?' && error.faults[0]?.suggestion === 'prod',
    )
    assert.throws(() => load(stageWith({files, env: {HWC_PROFILE: 'prdo'}})), ConfigError)
    assert.throws(() => load(stage, './none.ini'), FileError)
    assert.throws(() => load(stage, '$HOME/.huaweicloud'), FileError)
  })

  it('has a name of letters, digits, dots, underscores and hyphens that does not start with a dot', () => {
    const stage = stageWith({})
    for (const name of ['.hidden', 'a b', '', 'ä', 'a:b']) assert.throws(() => load(stage, name), UsageError)
    assert.throws(() => load(stage, 'a,b'), {message: '--profile: several profiles at once are not built yet'})
  })

  it('that nobody named is absent or defect without a word', () => {
    assert.equal(load(stageWith({})).absence, 'there is no such file')
    assert.equal(load(stageWith({home_unset: true})).absence, 'no home folder is known')
    const broken = load(stageWith({files: {'$HOME/.huaweicloud/credentials': 'nonsense'}}))
    assert.ok(broken.defect instanceof ConfigError)
    assert.equal(broken.settings.size, 0)
  })

  it('that was named and is malformed is an error at once', () => {
    const stage = stageWith({files: {'$HOME/.huaweicloud/profiles/bad': 'nonsense'}})
    assert.throws(() => load(stage, 'bad'), ConfigError)
  })

  it('gives the settings of its [hwc] section', () => {
    const text = `${keys}[hwc]\nregion=cn-north-4\nretries = 7\nca_bundle=/x\n`
    const {settings} = load(stageWith({files: {'$HOME/.huaweicloud/credentials': text}}))
    assert.deepEqual(Object.fromEntries(settings), {region: 'cn-north-4', retries: '7', ca_bundle: '/x'})
  })

  it('does not mind what its [hwc] section holds besides', () => {
    const text = '[DEFAULT]\nsk = 50%\n[hwc]\nregion = %(place)s-4\nplace = cn-north\n'
    const {settings} = load(stageWith({files: {'$HOME/.huaweicloud/credentials': text}}))
    assert.deepEqual(Object.fromEntries(settings), {region: 'cn-north-4'})
    const bad = load(stageWith({files: {'$HOME/.huaweicloud/credentials': '[hwc]\nproxy = http://u:50%@p\n'}}))
    assert.match(String(bad.defect?.message), /credentials, \[hwc\] proxy: a percent sign stands alone$/)
  })

  for (const key of [
    'credential_process',
    'source_profile',
    'id_token_file',
    'log_file',
    'proxy',
    'insecure',
    'ca_bundle',
    'client_cert',
    'client_key',
    'agency_name',
    'credential_sources',
  ]) {
    it(`given as a path may not hold ${key}`, () => {
      for (const section of ['hwc', 'basic', 'global']) {
        const text = `[${section}]\n${key} = x\n`
        const stage = stageWith({files: {'$HOME/x.ini': text, '$HOME/.huaweicloud/profiles/x': text}})
        assert.throws(() => load(stage, '$HOME/x.ini'), {
          message: `${stage.home}/x.ini: ${key} in [${section}] may not come from a file given by its path`,
        })
        assert.ok(load(stage, 'x').file)
      }
    })
  }

  it('of a variable that points out of the folder of profiles has the same limits', () => {
    const files = {'$HOME/repo/c': '[hwc]\nproxy=http://evil\n', '$HOME/.huaweicloud/c': '[hwc]\nproxy=http://mine\n'}
    const outside = load(stageWith({env: {HUAWEICLOUD_SDK_CREDENTIALS_FILE: '$HOME/repo/c'}, files}))
    assert.match(String(outside.defect?.message), /: proxy in \[hwc\] may not come from a file given by its path$/)
    const sneaky = '$HOME/.huaweicloud/../repo/c'
    assert.ok(load(stageWith({env: {HUAWEICLOUD_SDK_CREDENTIALS_FILE: sneaky}, files})).defect)
    const inside = load(stageWith({env: {HUAWEICLOUD_SDK_CREDENTIALS_FILE: '$HOME/.huaweicloud/c'}, files}))
    assert.equal(inside.settings.get('proxy'), 'http://mine')
  })

  it('given as a path gives region, output and endpoint, and says what else it leaves out', () => {
    const text = '[hwc]\nregion=r\noutput=yaml\nendpoint=e\nretries=9\n'
    const stage = stageWith({files: {'$HOME/x.ini': text}})
    const {settings} = load(stage, '$HOME/x.ini')
    assert.deepEqual(Object.fromEntries(settings), {region: 'r', output: 'yaml', endpoint: 'e'})
    assert.deepEqual(stage.warnings, ['$HOME/x.ini: retries not read from a file given by its path'])
  })

  it('with secrets that others may read gets a warning', () => {
    const stage = stageWith({})
    const path = join(stage.home, 'x.ini')
    const warningsWith = (text: string, mode: number): number => {
      stage.warnings.length = 0
      writeFileSync(path, text)
      chmodSync(path, mode)
      load(stage, path)
      return stage.warnings.length
    }
    assert.deepEqual(
      [warningsWith(keys, 0o600), warningsWith(keys, 0o640), warningsWith(keys, 0o604), warningsWith('[hwc]\n', 0o644)],
      [0, 1, 1, 0],
    )
  })
})
