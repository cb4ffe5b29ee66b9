import assert from 'node:assert/strict'
import {previewAccount, resolveAccount} from '../../../../src/core/credentials/resolve-account.js'
import {type Account, type CredentialType} from '../../../../src/core/credentials/types.js'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {CredentialsError} from '../../../../src/core/errors/credentials-error.js'
import {setStage, type Setting} from '../../../support/credential-cases.js'

interface Scene extends Setting {
  readonly flags?: Readonly<Record<string, string>>
  readonly type?: CredentialType
}

interface Seen {
  readonly account?: Account
  readonly preview: ReturnType<typeof previewAccount>
  readonly error?: Error
  readonly warnings: readonly string[]
}

const play = async ({flags = {}, type = 'basic', ...setting}: Scene): Promise<Seen> => {
  const stage = setStage(setting)
  const warnings: string[] = []
  const sources = {
    credentialType: type,
    surroundings: stage.surroundings,
    warn: (message: string) => void warnings.push(stage.contract(message)),
    ...stage.load(flags),
  }
  const preview = previewAccount(sources)
  try {
    const account = await resolveAccount(sources)
    return {account: {...account, source: stage.contract(account.source)}, preview, warnings}
  } catch (error) {
    assert.ok(error instanceof Error)
    error.message = stage.contract(error.message)
    return {error, preview, warnings}
  } finally {
    stage.strike()
  }
}

const sdkEnv = {
  HUAWEICLOUD_SDK_AK: 'env-ak',
  HUAWEICLOUD_SDK_SK: 'env-sk',
  HUAWEICLOUD_SDK_SECURITY_TOKEN: 'env-token',
}
const envIds = {HUAWEICLOUD_SDK_PROJECT_ID: 'env-project', HUAWEICLOUD_SDK_DOMAIN_ID: 'env-domain'}
const envEndpoint = {HWC_ENDPOINT: 'env.example.com'}
const terraformEnv = {
  HW_ACCESS_KEY: 'tf-ak',
  HW_SECRET_KEY: 'tf-sk',
  HW_SECURITY_TOKEN: 'tf-token',
  HW_PROJECT_ID: 'tf-project',
  HW_DOMAIN_ID: 'tf-domain',
}
const profileText = [
  '[basic]',
  'ak=file-ak',
  'sk=file-sk',
  'project_id=file-project',
  'iam_endpoint=iam.file.example.com',
  '[global]',
  'ak=file-gak',
  'sk=file-gsk',
  'domain_id=file-domain',
  '[hwc]',
  'endpoint=file.example.com',
].join('\n')
const bare = '[basic]\nak=file-ak\nsk=file-sk\n'
const defaultFile = (text: string): Readonly<Record<string, string>> => ({'$HOME/.huaweicloud/credentials': text})

const fileAccount: Account = {
  keys: {accessKeyId: 'file-ak', secretAccessKey: 'file-sk'},
  projectId: 'file-project',
  iamEndpoint: 'https://iam.file.example.com',
  endpoint: {endpoints: ['https://file.example.com'], source: 'endpoint of profile default'},
  source: 'profile default ($HOME/.huaweicloud/credentials)',
}

describe('An account has one source', () => {
  it('the environment, which never takes ids or endpoints of a file', async () => {
    const {account, warnings} = await play({env: sdkEnv, files: defaultFile(profileText)})
    assert.deepEqual(account, {
      keys: {accessKeyId: 'env-ak', secretAccessKey: 'env-sk', securityToken: 'env-token'},
      source: 'the environment',
    })
    assert.deepEqual(warnings, [])
  })

  it('the environment with its own ids and endpoint', async () => {
    const env = {...sdkEnv, ...envIds, ...envEndpoint}
    const expected = {endpoint: {endpoints: ['https://env.example.com'], source: 'HWC_ENDPOINT'}}
    const basic = await play({env, files: defaultFile(profileText)})
    assert.deepEqual(basic.preview, {projectId: 'env-project', ...expected})
    assert.deepEqual([basic.account?.projectId, basic.account?.domainId], ['env-project', undefined])
    const global = await play({env, type: 'global'})
    assert.deepEqual([global.account?.projectId, global.account?.domainId], [undefined, 'env-domain'])
    const own = await play({env, type: 'own'})
    assert.deepEqual([own.account?.projectId, own.account?.domainId], [undefined, undefined])
  })

  it("the default profile, which never takes the environment's ids or endpoint, and says so", async () => {
    const complete = await play({env: {...envIds, ...envEndpoint}, files: defaultFile(profileText)})
    assert.deepEqual(complete.account, fileAccount)
    assert.deepEqual(complete.preview, {projectId: 'file-project', endpoint: fileAccount.endpoint})
    const said = 'HWC_ENDPOINT is not used: it goes with keys of the environment, and these are from'
    assert.deepEqual(complete.warnings, [`${said} ${fileAccount.source}`])
    const {account} = await play({env: {...envIds, ...envEndpoint}, files: defaultFile(bare)})
    assert.deepEqual(account, {keys: fileAccount.keys, source: fileAccount.source})
  })

  it('the profile that was named, and nothing else is tried', async () => {
    const files = {'$HOME/.huaweicloud/profiles/prod': bare, '$HOME/.huaweicloud/profiles/empty': '[hwc]\n'}
    const env = {...sdkEnv, ...envIds, ...envEndpoint, ...terraformEnv}
    const prod = await play({env, files, flags: {profile: 'prod'}})
    assert.deepEqual(prod.account, {
      keys: fileAccount.keys,
      source: 'profile prod ($HOME/.huaweicloud/profiles/prod)',
    })
    assert.deepEqual([prod.preview, prod.warnings], [{}, []])
    const empty = await play({env: {...env, HWC_PROFILE: 'empty'}, files})
    assert.equal(
      empty.error?.message,
      'No credentials found in profile empty ($HOME/.huaweicloud/profiles/empty): it has no section [basic]',
    )
  })

  it("Terraform's names after the SDK's", async () => {
    const {account} = await play({env: {...terraformEnv, ...envIds}, files: defaultFile(profileText)})
    assert.deepEqual(account, {
      keys: {accessKeyId: 'tf-ak', secretAccessKey: 'tf-sk', securityToken: 'tf-token'},
      projectId: 'tf-project',
      source: "the environment (Terraform's names)",
    })
    const both = await play({env: {...terraformEnv, ...sdkEnv}})
    assert.deepEqual([both.account?.keys.accessKeyId, both.account?.projectId], ['env-ak', undefined])
  })

  it('whose ids the flags override', async () => {
    const flags = {'project-id': 'typed', 'account-domain-id': 'typed-domain'}
    const {account, preview} = await play({env: {...sdkEnv, ...envIds}, flags})
    assert.deepEqual([account?.projectId, account?.domainId], ['typed', 'typed-domain'])
    assert.deepEqual(preview, {projectId: 'typed', domainId: 'typed-domain'})
  })

  it('of which half is an error that names what is missing, never a value', async () => {
    const halves: readonly (readonly [Scene, string])[] = [
      [{env: {HUAWEICLOUD_SDK_AK: 'hidden'}}, 'the environment has HUAWEICLOUD_SDK_AK but no HUAWEICLOUD_SDK_SK'],
      [{env: {HW_SECRET_KEY: 'hidden'}}, "the environment (Terraform's names) has HW_SECRET_KEY but no HW_ACCESS_KEY"],
      [{files: defaultFile('[basic]\nsk=hidden')}, `[basic] of ${fileAccount.source} has sk but no ak`],
    ]
    for (const [scene, message] of halves) {
      const {error} = await play({...scene, files: {...defaultFile(bare), ...scene.files}})
      assert.ok(error instanceof CredentialsError)
      assert.equal(error.message, message)
    }
  })

  it('and where none has keys, one error lists every source and why it had nothing', async () => {
    const {error, preview} = await play({env: {HUAWEICLOUD_SDK_SECURITY_TOKEN: '', ...envIds}})
    assert.ok(error instanceof CredentialsError)
    assert.deepEqual(error.message.split('\n'), [
      'No credentials found:',
      '  the environment: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set',
      "  the environment (Terraform's names): HW_ACCESS_KEY and HW_SECRET_KEY are not set",
      '  profile default ($HOME/.huaweicloud/credentials): there is no such file',
    ])
    assert.match(String(error.hint), /HUAWEICLOUD_SDK_AK/)
    assert.deepEqual(preview, {projectId: 'env-project'})
  })

  it('a broken default file matters only when its keys are needed', async () => {
    const files = defaultFile('nonsense')
    const {account, warnings} = await play({env: sdkEnv, files})
    assert.equal(account?.source, 'the environment')
    assert.deepEqual(warnings, [
      '$HOME/.huaweicloud/credentials, line 1: expected a section such as [basic] first; the file is not used',
    ])
    assert.ok((await play({files})).error instanceof ConfigError)
  })

  it('[global] is for global services, and the long names are accepted', async () => {
    const {account} = await play({files: defaultFile(profileText), type: 'global'})
    assert.deepEqual([account?.keys.accessKeyId, account?.domainId], ['file-gak', 'file-domain'])
    const long = await play({files: defaultFile(bare.replace('basic', 'basiccredentials'))})
    assert.equal(long.account?.keys.accessKeyId, 'file-ak')
    const none = await play({files: defaultFile(bare), type: 'global'})
    assert.match(String(none.error?.message), /: it has no section \[global\]$/)
  })

  it('nothing is fetched where that is not possible, and no other keys are used instead', async () => {
    const env = {...sdkEnv, HUAWEICLOUD_SDK_IDP_ID: 'i', HUAWEICLOUD_SDK_ID_TOKEN_FILE: 'f'}
    const {error} = await play({env})
    assert.equal(error?.message, 'the environment needs temporary keys, which cannot be fetched here')
  })

  it('a bad endpoint of the source is an error that names where it stands', async () => {
    const env = await play({env: {...sdkEnv}, files: {}})
    assert.ok(env.account)
    const stage = {env: {...sdkEnv, HWC_ENDPOINT: 'https://u:secret@host/'}}
    await assert.rejects(play(stage), {
      message: 'HWC_ENDPOINT: expected a host, or http:// or https:// and a host, without a path',
    })
  })
})
