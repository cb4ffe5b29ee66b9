import assert from 'node:assert/strict'
import {nameFault, readKooCli} from '../../../../src/core/config/import/read-koocli.js'
import {readObsutil} from '../../../../src/core/config/import/read-obsutil.js'
import {readTerraform} from '../../../../src/core/config/import/read-terraform.js'
import {type ImportedProfile} from '../../../../src/core/config/import/imported-profile.js'
import {ConfigError} from '../../../../src/core/errors/config-error.js'

const plain = ({name, values, leftOut}: ImportedProfile) => ({name, values: Object.fromEntries(values), leftOut})

const profile = {
  name: 'default',
  mode: 'AKSK',
  accessKeyId: 'AKIDKOO',
  secretAccessKey: 'sk-koo',
  securityToken: '',
  region: 'cn-north-4',
  projectId: 'p1',
  domainId: 'd1',
  skipSecureVerify: 'false',
  readTimeout: 10,
  connectTimeout: 5,
  retryCount: 0,
}

describe("KooCLI's profiles", () => {
  const read = (more: object, ...profiles: readonly object[]) =>
    readKooCli(JSON.stringify({current: 'default', profiles, ...more}), 'config.json').profiles.map(plain)

  it('become profiles, without what nobody chose', () => {
    assert.deepEqual(read({authEncrypt: 'false'}, profile), [
      {
        name: 'default',
        values: {ak: 'AKIDKOO', sk: 'sk-koo', region: 'cn-north-4', project_id: 'p1', domain_id: 'd1'},
        leftOut: [],
      },
    ])
  })

  it('keep their keys where these are encrypted, and say so', () => {
    const [one] = read({authEncrypt: 'true'}, profile)
    assert.deepEqual(one?.values, {region: 'cn-north-4', project_id: 'p1', domain_id: 'd1'})
    assert.deepEqual(
      one.leftOut.map(({name, reason}) => [name, reason]),
      [
        ['accessKeyId', 'it is encrypted by KooCLI'],
        ['secretAccessKey', 'it is encrypted by KooCLI'],
      ],
    )
  })

  it('of older releases show whether their keys are encrypted', () => {
    const cipher = 'k2Jd0+Zx8mN/3fQ=='.repeat(6)
    assert.equal(read({}, profile)[0]?.values['sk'], 'sk-koo')
    const [one] = read({}, {...profile, secretAccessKey: cipher})
    assert.deepEqual([one?.values['ak'], one?.values['sk']], [undefined, undefined])
    assert.deepEqual(
      one?.leftOut.map(({name}) => name),
      ['secretAccessKey', 'ak'],
    )
    assert.ok(!JSON.stringify(one).includes(cipher))
  })

  it('take agencies and what was chosen of the network, and say what means nothing here', () => {
    const [one] = read(
      {authEncrypt: false},
      {
        ...{name: 'a', mode: 'AgencyAKSK', agencyName: 'worker', agencyDomainName: 'acme', sourceProfile: 'default'},
        ...{readTimeout: 30, retryCount: 2, skipSecureVerify: 'true', ssoParam: {startUrl: 'x'}, custom: 'y'},
      },
    )
    assert.deepEqual(one, {
      name: 'a',
      values: {
        ...{agency_name: 'worker', agency_domain: 'acme', source_profile: 'default'},
        ...{read_timeout: '30', retries: '2'},
      },
      leftOut: [
        {name: 'skipSecureVerify', reason: 'say --insecure, or write insecure to the profile yourself'},
        {name: 'ssoParam', reason: 'single sign-on is not built'},
        {name: 'custom', reason: 'it means nothing here'},
      ],
    })
  })

  it('are refused where the file is none', () => {
    for (const text of ['', 'no', '[]', '{"profiles": {}}'])
      assert.throws(() => readKooCli(text, 'config.json'), ConfigError)
  })

  it('need a name that a profile can have', () => {
    assert.equal(nameFault('prod'), undefined)
    assert.equal(nameFault('sandbox'), 'the profile sandbox is built in')
    for (const name of ['', '.hidden', 'a/b', 'a b', 'a,b', '../x']) assert.notEqual(nameFault(name), undefined, name)
  })
})

describe("obsutil's configuration", () => {
  it('gives keys, and the region of its endpoint', async () => {
    const text = 'endpoint=obs.cn-north-4.myhuaweicloud.com\nak=AKIDOBS\nsk=sk-obs\ntoken=\nsdkLogPath=/x\n'
    assert.deepEqual(plain(await readObsutil(text, '.obsutilconfig', 'obs')), {
      name: 'obs',
      values: {ak: 'AKIDOBS', sk: 'sk-obs', region: 'cn-north-4'},
      leftOut: [],
    })
  })

  it('says what it could not take', async () => {
    const text = 'endpoint=https://obs.example.com\nak=AKIDOBS\nsk=k2Jd0+Zx8mN/3fQ==\ntoken=t\n'
    assert.deepEqual(plain(await readObsutil(text, '.obsutilconfig', 'obs')), {
      name: 'obs',
      values: {},
      leftOut: [
        {name: 'sk', reason: 'it does not look like one; it may be encrypted'},
        {name: 'endpoint', reason: 'it names no region; it is for object storage alone'},
        {name: 'ak', reason: 'the rest of the keys is missing'},
        {name: 'security_token', reason: 'the rest of the keys is missing'},
      ],
    })
    await assert.rejects(readObsutil('x=1\n', '.obsutilconfig', 'obs'), ConfigError)
  })
})

describe("Terraform's variables", () => {
  it('become a profile; a password does not', () => {
    const env = {
      ...{HW_ACCESS_KEY: 'AKIDTF', HW_SECRET_KEY: 'sk-tf', HW_SECURITY_TOKEN: 't', HW_PROJECT_ID: 'p'},
      ...{HW_REGION_NAME: 'cn-north-1', HW_USER_NAME: 'u', HW_USER_PASSWORD: 'secret-password'},
    }
    const found = plain(readTerraform(env, 'tf'))
    assert.deepEqual(found.values, {
      ak: 'AKIDTF',
      sk: 'sk-tf',
      security_token: 't',
      project_id: 'p',
      region: 'cn-north-1',
    })
    assert.deepEqual(
      found.leftOut.map(({name}) => name),
      ['HW_USER_NAME', 'HW_USER_PASSWORD'],
    )
    assert.ok(!JSON.stringify(found).includes('secret-password'))
  })

  it('take no region of hwc, and are an error where there are none', () => {
    assert.throws(() => readTerraform({HWC_REGION: 'cn-north-4'}, 'tf'), ConfigError)
  })
})
