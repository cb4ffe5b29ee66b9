import assert from 'node:assert/strict'
import {chooseClass, choosePreviewClass} from '../../../../../src/core/credentials/own/choose-class.js'
import {
  noKeys,
  previewCaller,
  resolveCaller,
  unknownCaller,
} from '../../../../../src/core/credentials/own/own-account.js'
import {type Account} from '../../../../../src/core/credentials/types.js'
import {ConfigError} from '../../../../../src/core/errors/config-error.js'
import {CredentialsError} from '../../../../../src/core/errors/credentials-error.js'
import {setStage, type Setting} from '../../../../support/credential-cases.js'

interface Scene extends Setting {
  readonly flags?: Readonly<Record<string, string>>
  /** What the catalogue says that the service takes. */
  readonly classes: readonly string[]
}

interface Seen {
  /** The class that was chosen. */
  readonly name?: string
  readonly account?: Account
  readonly error?: Error
}

const play = async ({flags = {}, classes, ...setting}: Scene): Promise<Seen> => {
  const stage = setStage(setting)
  try {
    const loaded = stage.load(flags)
    const {surroundings} = stage
    const chosen = chooseClass(classes, {env: surroundings.env, profile: loaded.profile})
    const account = await resolveCaller(chosen, {...loaded, surroundings, warn: () => undefined})
    return {name: chosen.credentialClass.name, account: {...account, source: stage.contract(account.source)}}
  } catch (error) {
    assert.ok(error instanceof Error)
    error.message = stage.contract(error.message)
    return {error}
  } finally {
    stage.strike()
  }
}

const nameOf = async (scene: Scene): Promise<string | undefined> => (await play(scene)).name

const iam = ['GlobalCredentials', 'BasicCredentials', 'IamCredentials']
const obs = ['ObsCredentials']
const meeting = ['MeetingCredentials']
const sms = ['SMSApiCredentials']
const sdkKeys = {HUAWEICLOUD_SDK_AK: 'env-ak', HUAWEICLOUD_SDK_SK: 'env-sk'}
const inDefault = (text: string): Pick<Setting, 'files'> => ({files: {'$HOME/.huaweicloud/credentials': text}})
const inProd = (text: string): Pick<Scene, 'files' | 'flags'> => ({
  files: {'$HOME/.huaweicloud/profiles/prod': text},
  flags: {profile: 'prod'},
})
const keys = (name: string) => ({accessKeyId: `${name}-ak`, secretAccessKey: `${name}-sk`})

describe('Which credentials a service that takes several is called with', () => {
  it('is the first that the environment or the profile has', async () => {
    assert.deepEqual(
      [
        await nameOf({classes: iam, env: sdkKeys}),
        await nameOf({classes: iam, ...inDefault('[basic]\nak=a\nsk=b\n')}),
        await nameOf({classes: iam, ...inDefault('[basic]\nak=a\nsk=b\n[global]\nak=a\nsk=b\n')}),
        await nameOf({classes: iam, ...inDefault('[iam]\nauth_token=t\n')}),
        await nameOf({classes: ['BasicCredentials', 'IoTDACredentials'], env: sdkKeys}),
      ],
      ['GlobalCredentials', 'BasicCredentials', 'GlobalCredentials', 'IamCredentials', 'BasicCredentials'],
    )
  })

  it('is, of one source, what is of the service’s own kind; an earlier source wins', async () => {
    const token = '[global]\nak=a\nsk=b\n[iam]\nauth_token=t\n'
    assert.deepEqual(
      [
        await nameOf({classes: iam, env: {...sdkKeys, HWC_IAM_TOKEN: 't'}}),
        await nameOf({classes: iam, ...inDefault(token)}),
        await nameOf({classes: iam, env: sdkKeys, ...inDefault(token)}),
        await nameOf({classes: iam, env: {HWC_IAM_TOKEN: 't'}, ...inProd('[global]\nak=a\nsk=b\n')}),
        await nameOf({
          classes: iam,
          env: {HWC_IAM_TOKEN: 't'},
          ...inDefault('[global]\nak=a\nsk=b\n[hwc]\ncredential_sources=profile\n'),
        }),
      ],
      ['IamCredentials', 'IamCredentials', 'GlobalCredentials', 'GlobalCredentials', 'GlobalCredentials'],
    )
  })

  it('is an error for a class that nobody knows', () => {
    const stage = setStage({})
    const {profile} = stage.load()
    assert.throws(() => chooseClass(['NewCredentials'], {env: {}, profile}), TypeError)
    stage.strike()
  })
})

describe('Credentials of a service’s own kind', () => {
  it('are an account’s keys for object storage, or those of its own section; ids do not come along', async () => {
    const file = '[basic]\nak=file-ak\nsk=file-sk\nproject_id=p\n'
    const own = '[obs]\nak=obs-ak\nsk=obs-sk\nsecurity_token=t\n[hwc]\nendpoint=obs.example.com\n'
    const {account: ofBasic} = await play({classes: obs, ...inProd(file)})
    const {account: ofGlobal} = await play({classes: obs, ...inProd(file.replace('basic', 'global'))})
    const {account: ofOwn} = await play({classes: obs, ...inProd(file + own)})
    const {account: ofEnvironment} = await play({
      classes: obs,
      env: {...sdkKeys, HUAWEICLOUD_SDK_PROJECT_ID: 'p'},
      ...inDefault(file + own),
    })
    const source = 'profile prod ($HOME/.huaweicloud/profiles/prod)'
    assert.deepEqual(
      [ofBasic, ofGlobal, ofEnvironment],
      [
        {keys: keys('file'), source},
        {keys: keys('file'), source},
        {keys: keys('env'), source: 'the environment'},
      ],
    )
    assert.deepEqual(
      [ofOwn?.keys, ofOwn?.endpoint, ofOwn?.source],
      [
        {...keys('obs'), securityToken: 't'},
        {endpoints: ['https://obs.example.com'], source: 'endpoint of profile prod'},
        source,
      ],
    )
  })

  it('come from variables of their own', async () => {
    const env = {HWC_SMSAPI_AK: 'app-ak', HWC_SMSAPI_SK: 'app-sk', HWC_ENDPOINT: 'sms.example.com'}
    const {account} = await play({classes: sms, env: {...sdkKeys, ...env}, flags: {'project-id': 'typed'}})
    assert.deepEqual(
      [account?.keys, account?.endpoint, account?.projectId],
      [keys('app'), {endpoints: ['https://sms.example.com'], source: 'HWC_ENDPOINT'}, 'typed'],
    )
    assert.deepEqual((await play({classes: sms, env: sdkKeys})).account?.keys, keys('env'))
    const {account: speaker} = await play({
      classes: meeting,
      env: {HWC_MEETING_APP_ID: 'i', HWC_MEETING_APP_KEY: 'k', HWC_MEETING_USER_ID: 'u', HWC_MEETING_CORP_ID: ''},
    })
    assert.deepEqual(
      [speaker?.keys, Object.fromEntries(speaker?.own ?? [])],
      [noKeys, {app_id: 'i', app_key: 'k', user_id: 'u'}],
    )
  })

  it('are an error where they are half set, or where there are none', async () => {
    const errors = [
      await play({classes: meeting, env: {HWC_MEETING_USER_NAME: 'me'}}),
      await play({classes: meeting, ...inProd('[meeting]\napp_key=secret\n')}),
      await play({classes: obs, ...inProd('[obs]\nsk=secret\n[basic]\nak=a\nsk=b\n')}),
      await play({classes: meeting, env: sdkKeys}),
      await play({classes: meeting, ...inProd('[basic]\nak=a\nsk=b\n')}),
    ].map(({error}) => error)
    assert.ok(errors.every((error) => error instanceof CredentialsError))
    const wanted = 'user_name and user_password, or app_id and app_key'
    assert.deepEqual(
      errors.map((error) => error?.message),
      [
        'the environment has HWC_MEETING_USER_NAME but no HWC_MEETING_USER_PASSWORD',
        '[meeting] of profile prod ($HOME/.huaweicloud/profiles/prod) has app_key but no app_id',
        '[obs] of profile prod ($HOME/.huaweicloud/profiles/prod) has sk but no ak',
        [
          'No credentials found:',
          '  the environment: HWC_MEETING_USER_NAME and HWC_MEETING_USER_PASSWORD, or HWC_MEETING_APP_ID and HWC_MEETING_APP_KEY are not set',
          '  profile default ($HOME/.huaweicloud/credentials): there is no such file',
        ].join('\n'),
        `No credentials found:\n  profile prod ($HOME/.huaweicloud/profiles/prod): [meeting] has no ${wanted}`,
      ],
    )
    const broken = await play({classes: meeting, ...inProd('[meeting]\nuser_name=a\nuser_password=50%\n')})
    assert.ok(broken.error instanceof ConfigError)
  })

  it('are nobody’s where a service needs none, and where a request brings an Authorization', async () => {
    const env = {HWC_ENDPOINT: 'portal.example.com', HUAWEICLOUD_SDK_PROJECT_ID: 'p'}
    const endpoint = {endpoints: ['https://portal.example.com'], source: 'HWC_ENDPOINT'}
    assert.deepEqual((await play({classes: ['IdentityCenterSCIMCredentials'], env})).account, {
      keys: noKeys,
      source: 'nobody',
      endpoint,
    })
    const stage = setStage({env})
    const sources = {...stage.load(), surroundings: stage.surroundings, warn: () => undefined}
    assert.deepEqual(unknownCaller(sources, 'basic'), {keys: noKeys, source: 'nobody', endpoint, projectId: 'p'})
    stage.strike()
  })

  it('need not be whole for a preview', () => {
    const stage = setStage({env: {HWC_MEETING_USER_NAME: 'me'}})
    const loaded = stage.load({'project-id': 'p'})
    const chosen = choosePreviewClass(meeting, {env: stage.surroundings.env, profile: loaded.profile})
    const known = previewCaller(chosen, {...loaded, surroundings: stage.surroundings, warn: () => undefined})
    assert.deepEqual([chosen.credentialClass.name, known], ['MeetingCredentials', {projectId: 'p'}])
    stage.strike()
  })
})
