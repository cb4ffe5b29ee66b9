import assert from 'node:assert/strict'
import {
  checkFlags,
  type Flags,
  resolveSettings,
  settingError,
  type Settings,
} from '../../../../src/core/config/resolve-settings.js'
import {proxyFor} from '../../../../src/core/config/proxy-setting.js'
import {settingsTable} from '../../../../src/core/config/settings-table.js'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {profileOf} from '../../../support/profile-of.js'

const flagsOf = (flags: Readonly<Record<string, string | boolean>>): Flags => new Map(Object.entries(flags))

const resolve = (
  flags: Readonly<Record<string, string | boolean>> = {},
  env: Readonly<Record<string, string>> = {},
  profile: Readonly<Record<string, string>> = {},
): Settings => resolveSettings({flags: flagsOf(flags), env, profile: profileOf(profile)})

describe('Settings', () => {
  it('come from the flag, then the environment, then the profile, then the default, and remember it', () => {
    const layers = [{retries: '1'}, {HWC_RETRIES: '2'}, {retries: '3'}] as const
    const seen = [
      resolve(layers[0], layers[1], layers[2]),
      resolve({}, layers[1], layers[2]),
      resolve({}, {}, {retries: '4'}),
      resolve(),
    ].map((settings) => [settings.get('retries'), settings.provenance('retries')])
    assert.deepEqual(seen, [
      [1, {origin: 'flag', source: '--retries'}],
      [2, {origin: 'environment', source: 'HWC_RETRIES'}],
      [4, {origin: 'profile', source: 'retries of profile prod'}],
      [3, {origin: 'default', source: 'default'}],
    ])
  })

  it('take an empty variable for none, and the first of several', () => {
    assert.equal(resolve({}, {HWC_REGION: '', HW_REGION_NAME: 'cn-north-4'}).get('region'), 'cn-north-4')
    const {get, provenance} = resolve({}, {HWC_REGION: 'a', HW_REGION_NAME: 'b'})
    assert.deepEqual([get('region'), provenance('region').source], ['a', 'HWC_REGION'])
  })

  it('have the defaults of the design', () => {
    const settings = resolve()
    const names = [
      'output',
      'connect-timeout',
      'read-timeout',
      'total-timeout',
      'retries',
      'progress',
      'preview',
    ] as const
    assert.deepEqual(
      names.map((name) => settings.get(name)),
      ['json', 60, 120, undefined, 3, 'auto', false],
    )
  })

  it('leave ids and the endpoint of environment and profile to the account', () => {
    const env = {HUAWEICLOUD_SDK_PROJECT_ID: 'p', HUAWEICLOUD_SDK_DOMAIN_ID: 'd', HWC_ENDPOINT: 'e'}
    const settings = resolve({}, env, {endpoint: 'f'})
    assert.deepEqual(
      [settings.get('project-id'), settings.get('account-domain-id'), settings.get('endpoint')],
      [undefined, undefined, undefined],
    )
  })

  it('read switches as they were typed', () => {
    const settings = resolve({debug: true, 'no-color': false, preview: 'true'}, {NO_COLOR: '1', HWC_INSECURE: 'Yes'})
    assert.deepEqual(
      [settings.get('debug'), settings.get('no-color'), settings.get('insecure'), settings.get('preview')],
      [true, false, true, 'text'],
    )
    assert.equal(resolve({preview: 'curl'}).get('preview'), 'curl')
    assert.equal(resolve({preview: true}).get('preview'), 'text')
    assert.equal(resolve({preview: 'false'}).get('preview'), false)
  })

  it('tell all faults of the command line together', () => {
    const flags = flagsOf({output: 'jsno', retries: '-1', region: 'a,b', profile: 'a/../b,c', 'connect-timeout': '0'})
    const messages = checkFlags(flags).map(({message}) => message)
    assert.deepEqual(messages, [
      '--profile: several profiles at once are not built yet',
      '--region: several regions at once are not built yet',
      '--output: "jsno" is not json, yaml or table; did you mean json?',
      '--connect-timeout: expected a number of seconds above 0',
      '--retries: expected a whole number from 0',
    ])
    assert.throws(
      () => resolveSettings({flags, env: {HWC_OUTPUT: 'no'}}),
      (error) => error instanceof UsageError && error.faults.length === messages.length,
    )
    assert.deepEqual(checkFlags(flagsOf({output: 'jsno'}))[0], {
      message: '--output: "jsno" is not json, yaml or table; did you mean json?',
      flag: '--output',
      expected: 'json, yaml or table',
      suggestion: 'json',
    })
  })

  it('name the choice that was likely meant, wherever the value comes from', () => {
    const formats = 'json, yaml or table'
    const algorithms = 'HMAC_SHA256, HMAC_SM3, ECDSA_P256_SHA256 or SM2_SM3'
    const cases = [
      ['output', 'tabel', formats, 'table'],
      ['output', 'YAML', formats, 'yaml'],
      ['derived-signing', 'onn', 'auto, on or off', 'on'],
      ['signing-algorithm', 'hmac_sha265', algorithms, 'HMAC_SHA256'],
      ['signing-algorithm', 'sm2', algorithms, 'SM2_SM3'],
      ['insecure', 'ture', 'true or false', 'true'],
    ] as const
    const told = (run: () => Settings): unknown => {
      try {
        run()
      } catch (error) {
        if (error instanceof UsageError) return error.faults[0]
        if (error instanceof ConfigError) return [error.message, error.hint]
      }
      assert.fail('no error')
    }
    for (const [name, typed, expected, meant] of cases) {
      const key = name.replace('-', '_')
      const variable = `HWC_${key.toUpperCase()}`
      const problem = name === 'insecure' ? `expected ${expected}` : `"${typed}" is not ${expected}`
      const message = `--${name}: ${problem}; did you mean ${meant}?`
      const hint = `Did you mean ${meant}?`
      assert.deepEqual(
        told(() => resolve({[name]: typed})),
        {message, flag: `--${name}`, expected, suggestion: meant},
      )
      assert.deepEqual(
        told(() => resolve({}, {[variable]: typed})),
        [`${variable}: ${problem}`, hint],
      )
      assert.deepEqual(
        told(() => resolve({}, {}, {[key]: typed})),
        [`${key} of profile prod: ${problem}`, hint],
      )
    }
  })

  it('name no choice where none is near or several begin so', () => {
    for (const typed of ['words', '', 'hmac'])
      for (const name of ['output', 'signing-algorithm'])
        assert.equal(checkFlags(flagsOf({[name]: typed}))[0]?.suggestion, undefined)
    assert.deepEqual(
      checkFlags(flagsOf({preview: 'crul'})).map(({message}) => message),
      ['--preview: "crul" is not curl; did you mean curl?'],
    )
  })

  it('say which variable or key is wrong', () => {
    const messageOf = (env: Readonly<Record<string, string>>, profile = {}): string => {
      try {
        resolve({}, env, profile)
      } catch (error) {
        assert.ok(error instanceof ConfigError)
        return error.message
      }
      assert.fail('no error')
    }
    assert.equal(messageOf({HWC_OUTPUT: 'xml'}), 'HWC_OUTPUT: "xml" is not json, yaml or table')
    assert.equal(messageOf({HWC_OUTPUT: 'csv'}), 'HWC_OUTPUT: csv is not built yet; today: json, yaml or table')
    assert.equal(messageOf({HWC_DEBUG: 'maybe'}), 'HWC_DEBUG: expected true or false')
    assert.equal(messageOf({}, {retries: 'x'}), 'retries of profile prod: expected a whole number from 0')
    assert.equal(messageOf({HWC_PROXY: 'socks://u:secret@p'}), 'HWC_PROXY: expected the URL of an http or https proxy')
    assert.equal(messageOf({HWC_TRACE: 'x'}), 'HWC_TRACE: expected a W3C traceparent')
    assert.equal(messageOf({HWC_LANG: 'zh'}), 'HWC_LANG is not built yet')
    assert.equal(messageOf({}, {lang: 'zh'}), 'lang of profile prod is not built yet')
    assert.equal(resolve({}, {HWC_LANG: 'en', HWC_DERIVED_SIGNING: 'auto'}).get('output'), 'json')
  })

  it('refuse a flag that is not built yet', () => {
    assert.deepEqual(checkFlags(flagsOf({query: 'a'})), [
      {message: '--query is not built yet', flag: '--query', expected: undefined, suggestion: undefined},
    ])
  })

  it('turn what is wrong with a value later into the error that its source asks for', () => {
    const flagged = settingError(resolve({region: 'r'}), 'region', 'unknown')
    const named = settingError(resolve({}, {HWC_REGION: 'r'}), 'region', 'unknown', {suggestion: 's'})
    assert.deepEqual([flagged.exitCode, flagged.message], [2, '--region: unknown'])
    assert.deepEqual([named.exitCode, named.message, named.hint], [3, 'HWC_REGION: unknown', 'Did you mean s?'])
  })

  it('choose a proxy: --proxy, HWC_PROXY, the ambient variables, the profile', () => {
    const ambient = {https_proxy: 'http://ambient:1', HTTP_PROXY: 'plain:2'}
    const profile = {proxy: 'http://profile:3'}
    assert.equal(proxyFor(resolve({proxy: 'http://flag:4'}, ambient, profile), 'https')?.url, 'http://flag:4')
    assert.equal(proxyFor(resolve({}, {...ambient, HWC_PROXY: 'own:5'}, profile), 'https')?.url, 'http://own:5')
    assert.deepEqual(proxyFor(resolve({}, ambient, profile), 'https'), {
      url: 'http://ambient:1',
      origin: 'environment',
      source: 'https_proxy',
    })
    assert.equal(proxyFor(resolve({}, ambient, profile), 'http')?.url, 'http://plain:2')
    assert.equal(proxyFor(resolve({}, {}, profile), 'http')?.url, 'http://profile:3')
    assert.equal(proxyFor(resolve(), 'https'), undefined)
    const settings = resolve({}, {HTTPS_PROXY: 'socks5://x'})
    assert.equal(proxyFor(settings, 'http'), undefined)
    assert.throws(() => proxyFor(settings, 'https'), ConfigError)
  })
})

describe('The table of settings', () => {
  it('has every name, variable and key once', () => {
    const repeated = (words: readonly string[]): readonly string[] =>
      words.filter((word, index) => words.indexOf(word) !== index)
    assert.deepEqual(repeated(settingsTable.map(({name}) => name)), [])
    assert.deepEqual(repeated(settingsTable.flatMap(({env}) => env ?? [])), [])
    assert.deepEqual(repeated(settingsTable.flatMap(({profileKey}) => profileKey ?? [])), [])
  })

  it('spells a profile key as its flag, with underscores', () => {
    const others = settingsTable.filter(
      ({name, profileKey}) => profileKey !== undefined && profileKey !== name.replaceAll('-', '_'),
    )
    assert.deepEqual(others, [])
  })
})
