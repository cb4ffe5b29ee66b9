import assert from 'node:assert/strict'
import {resolveSettings, type Settings, type SettingSources} from '../../../../src/core/config/resolve-settings.js'
import {type Setting, type SettingName, settingsTable} from '../../../../src/core/config/settings-table.js'
import {HwcError} from '../../../../src/core/errors/hwc-error.js'
import {profileOf} from '../../../support/profile-of.js'

interface Samples {
  /** Three texts that may be given, and what they mean; none is the default. */
  readonly good: readonly (readonly [text: string, value: unknown])[]
  /** One that may not; undefined where every text may. */
  readonly bad?: string
}

const texts: Samples = {
  good: [
    ['one', 'one'],
    ['two', 'two'],
    ['three', 'three'],
  ],
  bad: '',
}
const numbers: Samples = {
  good: [
    ['7', 7],
    ['8', 8],
    ['9', 9],
  ],
  bad: 'x',
}
const truths: Samples = {
  good: [
    ['true', true],
    ['1', true],
    ['YES', true],
  ],
  bad: 'maybe',
}
const anything: Samples = {
  good: [
    ['1', true],
    ['yes', true],
    ['x', true],
  ],
}
const hosts: Samples = {
  good: [
    ['a.example', 'https://a.example'],
    ['http://b', 'http://b'],
    ['https://c:1/', 'https://c:1'],
  ],
  bad: 'a b',
}
const choices = (one: string, two: string): Samples => ({
  good: [
    [one, one],
    [two, two],
    [one, one],
  ],
  bad: 'xm',
})
const trace = (digit: string): string => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`

const samples: Readonly<Record<SettingName, Samples>> = {
  profile: {...texts, bad: '.hidden'},
  region: texts,
  'project-id': texts,
  'account-domain-id': texts,
  endpoint: {good: hosts.good.map(([text, value]) => [text, [value]]), bad: 'a b'},
  'iam-endpoint': hosts,
  'sts-endpoint': hosts,
  'api-version': texts,
  output: choices('yaml', 'table'),
  include: truths,
  'all-pages': truths,
  'max-items': {...numbers, bad: '0'},
  'from-file': texts,
  preview: {
    good: [
      ['curl', 'curl'],
      ['true', 'text'],
      ['curl', 'curl'],
    ],
    bad: 'html',
  },
  'output-file': texts,
  'connect-timeout': numbers,
  'read-timeout': numbers,
  'total-timeout': numbers,
  retries: numbers,
  proxy: {
    good: [
      ['a:1', 'http://a:1'],
      ['http://b', 'http://b'],
      ['https://c', 'https://c'],
    ],
    bad: 'ftp://x',
  },
  'https-proxy': texts,
  'http-proxy': texts,
  'no-proxy': texts,
  insecure: truths,
  'ca-bundle': texts,
  'client-cert': texts,
  'client-key': texts,
  'signing-algorithm': choices('HMAC_SM3', 'SM2_SM3'),
  'derived-signing': choices('on', 'off'),
  debug: truths,
  'log-file': texts,
  quiet: truths,
  'no-color': anything,
  'force-color': anything,
  progress: choices('plain', 'none'),
  trace: {
    good: [
      [trace('1'), trace('1')],
      [trace('2'), trace('2')],
      [trace('3'), trace('3')],
    ],
    bad: 'x',
  },
  'disable-metadata': truths,
  'credentials-file': texts,
  'regions-file': texts,
  'cache-home': texts,
}

const rows = Object.entries(samples).map(([name, sample]) => {
  const setting = settingsTable.find((row) => row.name === name)
  assert.ok(setting)
  return {name: name as SettingName, setting, sample}
})

/** Where a setting may be given, the first that counts first. */
const sourcesOf = (
  {name, flag, env = [], profileKey, account}: Setting,
  {good}: Samples,
): readonly {
  readonly give: SettingSources
  readonly origin: string
  readonly source: string
  readonly value: unknown
}[] => {
  const [[flagText = '', flagValue] = [], [envText = '', envValue] = [], [keyText = '', keyValue] = []] = good
  const nothing = {flags: new Map(), env: {}, profile: profileOf({})}
  return [
    ...(flag
      ? [
          {
            give: {...nothing, flags: new Map([[name, flagText]])},
            origin: 'flag',
            source: `--${name}`,
            value: flagValue,
          },
        ]
      : []),
    ...(account ? [] : env).map((variable) => ({
      give: {...nothing, env: {[variable]: envText}},
      origin: 'environment',
      source: variable,
      value: envValue,
    })),
    ...(profileKey === undefined || account
      ? []
      : [
          {
            give: {...nothing, profile: profileOf({[profileKey]: keyText})},
            origin: 'profile',
            source: `${profileKey} of profile prod`,
            value: keyValue,
          },
        ]),
  ]
}

const both = (one: SettingSources, other: SettingSources): SettingSources => ({
  flags: new Map([...other.flags, ...one.flags]),
  env: {...other.env, ...one.env},
  profile: profileOf(Object.fromEntries([...(other.profile?.settings ?? []), ...(one.profile?.settings ?? [])])),
})

const seen = (settings: Settings, name: SettingName): unknown => ({
  value: settings.get(name),
  ...settings.provenance(name),
})

describe('Each setting', () => {
  for (const {name, setting, sample} of rows) {
    const sources = sourcesOf(setting, sample)

    it(`${name} is what each of its ${sources.length} sources says, the first that says anything`, () => {
      let all: SettingSources = {flags: new Map(), env: {}, profile: profileOf({})}
      for (const {give, origin, source, value} of sources.toReversed()) {
        assert.deepEqual(seen(resolveSettings(give), name), {value, origin, source})
        all = both(give, all)
        assert.deepEqual(seen(resolveSettings(all), name), {value, origin, source})
      }
      const nothing = resolveSettings({flags: new Map(), env: {}})
      assert.deepEqual(seen(nothing, name), {value: setting.fallback, origin: 'default', source: 'default'})
    })

    const {bad} = sample
    if (bad === undefined) continue
    it(`${name} that makes no sense is told with its source`, () => {
      for (const {give, origin, source} of sourcesOf(setting, {
        good: [
          [bad, ''],
          [bad, ''],
          [bad, ''],
        ],
      })) {
        // What is empty there is not given.
        if (bad === '' && origin !== 'flag') continue
        const isTold = (error: unknown): boolean => {
          assert.ok(error instanceof HwcError)
          assert.ok(error.message.startsWith(source), error.message)
          assert.equal(error.exitCode, origin === 'flag' ? 2 : 3)
          return true
        }
        assert.throws(() => resolveSettings(give), isTold, source)
      }
    })
  }

  it('of the table that has a value today is among them', () => {
    const listed = settingsTable
      .filter(({built, account, flag, name}) => built && (!account || flag) && name !== 'body' && name !== 'help')
      .map(({name}) => name)
    assert.deepEqual(listed.toSorted(), Object.keys(samples).toSorted())
  })
})
