import assert from 'node:assert/strict'
import {identify, listProjects} from '../../../../src/core/credentials/identify.js'
import {ServiceError} from '../../../../src/core/errors/service-error.js'
import {setStage, type StubReply, stubOutreach} from '../../../support/credential-cases.js'

type Answers = Readonly<Record<string, string | number>>

const refusal = '{"error_code": "PAP5.0011", "error_msg": "not allowed"}'

const reply = (answer: string | number): StubReply =>
  typeof answer === 'number'
    ? {status: String(answer), headers: [], body: refusal}
    : {status: '200', headers: [], body: answer}

const ask = async (
  answers: Answers,
  {region, token, silent}: {region?: string; token?: string; silent?: string} = {},
) => {
  const stage = setStage()
  try {
    const http_stubs = Object.entries(answers).map(([path, answer]) => ({
      method: 'GET',
      path,
      replies: [reply(answer)],
    }))
    const {outreach, sent} = stubOutreach({http_stubs, timeout_hosts: silent === undefined ? [] : [silent]})
    const keys = {accessKeyId: 'AKID', secretAccessKey: 's', ...(token === undefined ? {} : {securityToken: token})}
    const warnings: string[] = []
    const warn = (message: string): void => void warnings.push(message)
    const tools = {account: {keys, source: 'x'}, settings: stage.load().settings, region, warn, ...outreach}
    const {identity, failure, isIamThere} = await identify(tools)
    return {identity, failure, isIamThere, warnings, asked: sent.map(({request}) => `${request.host}${request.target}`)}
  } finally {
    stage.strike()
  }
}

const domains = '{"domains": [{"id": "d1", "name": "acme"}]}'
const caller = '{"account_id": "d1", "principal_id": "u1", "principal_urn": "iam::d1:user:alice"}'

describe('Who calls', () => {
  it('is told by IAM and STS', async () => {
    const {identity, asked} = await ask(
      {'/v3/auth/domains': domains, '/v5/caller-identity': caller},
      {region: 'cn-north-4'},
    )
    assert.deepEqual(identity, {
      accountId: 'd1',
      accountName: 'acme',
      userId: 'u1',
      userName: 'alice',
      principal: 'iam::d1:user:alice',
    })
    assert.deepEqual(asked, [
      'iam.cn-north-4.myhuaweicloud.com/v3/auth/domains',
      'sts.cn-north-4.myhuaweicloud.com/v5/caller-identity',
    ])
  })

  it('is told by IAM alone where no STS is known or it refuses', async () => {
    const answers = {
      '/v3/auth/domains': domains,
      '/v5/caller-identity': 403,
      '/v3.0/OS-CREDENTIAL/credentials/AKID': '{"credential": {"user_id": "u1"}}',
      '/v3/users/u1': '{"user": {"name": "alice"}}',
    }
    const expected = {accountId: 'd1', accountName: 'acme', userId: 'u1', userName: 'alice'}
    assert.deepEqual((await ask(answers)).identity, expected)
    assert.deepEqual((await ask(answers, {region: 'cn-north-4'})).identity, expected)
    assert.deepEqual((await ask({...answers, '/v3/users/u1': 403})).identity, {
      accountId: 'd1',
      accountName: 'acme',
      userId: 'u1',
    })
  })

  it('is an assumed agency, whose account STS tells where IAM tells none', async () => {
    const principal = 'sts::d2:assumed-agency:worker/hwc'
    const answers = {
      '/v3/auth/domains': '{"domains": []}',
      '/v5/caller-identity': JSON.stringify({account_id: 'd2', principal_id: 'a:hwc', principal_urn: principal}),
    }
    assert.deepEqual((await ask(answers, {region: 'cn-north-4', token: 't'})).identity, {
      accountId: 'd2',
      userId: 'a:hwc',
      principal,
    })
    const {asked} = await ask({'/v3/auth/domains': domains}, {token: 't'})
    assert.deepEqual(asked, ['iam.myhuaweicloud.com/v3/auth/domains'], 'IAM knows nothing of temporary keys')
  })

  it('is told by nobody where IAM does not take the keys', async () => {
    const {identity, failure, isIamThere, warnings} = await ask({'/v3/auth/domains': 401})
    assert.deepEqual([identity, isIamThere, warnings], [{}, false, []])
    assert.ok(failure instanceof ServiceError)
    assert.equal(failure.message, 'IAM does not take these keys: not allowed')
    assert.deepEqual([failure.status, failure.code], [401, 'PAP5.0011'])
  })

  it('is told by the one of IAM and STS that can be asked, with a warning for the other', async () => {
    const region = 'cn-north-4'
    const byIam = await ask(
      {
        '/v3/auth/domains': domains,
        '/v3.0/OS-CREDENTIAL/credentials/AKID': '{"credential": {"user_id": "u1"}}',
      },
      {region},
    )
    assert.deepEqual(
      [byIam.identity, byIam.isIamThere, byIam.failure],
      [{accountId: 'd1', accountName: 'acme', userId: 'u1'}, true, undefined],
    )
    assert.deepEqual(byIam.warnings, [
      'STS could not be asked who calls: sts.cn-north-4.myhuaweicloud.com is no stub',
      'IAM could not be asked for the name of the user: iam.cn-north-4.myhuaweicloud.com is no stub',
    ])

    const bySts = await ask({'/v3/auth/domains': 503, '/v5/caller-identity': caller}, {region})
    assert.deepEqual(
      [bySts.identity, bySts.isIamThere, bySts.failure],
      [{accountId: 'd1', userId: 'u1', userName: 'alice', principal: 'iam::d1:user:alice'}, false, undefined],
    )
    assert.deepEqual(bySts.warnings, ['IAM could not be asked for the account: IAM failed: not allowed'])
  })

  it('is asked of nobody else where IAM refuses or keeps everybody waiting', async () => {
    const region = 'cn-north-4'
    const refused = await ask({'/v3/auth/domains': 403, '/v5/caller-identity': caller}, {region})
    assert.deepEqual([refused.identity, refused.asked.length, refused.failure?.exitCode], [{}, 1, 12])
    const silent = await ask({'/v5/caller-identity': caller}, {region, silent: 'iam.cn-north-4.myhuaweicloud.com'})
    assert.deepEqual([silent.identity, silent.asked, silent.failure?.exitCode], [{}, [], 7])
  })

  it('is told by nobody where neither can be asked', async () => {
    const neither = await ask({}, {region: 'cn-north-4'})
    assert.deepEqual([neither.identity, neither.isIamThere, neither.warnings], [{}, false, []])
    assert.equal(neither.failure?.message, 'iam.cn-north-4.myhuaweicloud.com is no stub')
  })
})

describe('The projects of keys', () => {
  it('are those that IAM lists, without what is none', async () => {
    const stage = setStage()
    const body = '{"projects": [{"id": "p1", "name": "cn-north-4"}, {"id": 1, "name": "x"}, null, {"id": "p2"}]}'
    const {outreach} = stubOutreach({http_stubs: [{method: 'GET', path: '/v3/projects', replies: [reply(body)]}]})
    const account = {keys: {accessKeyId: 'a', secretAccessKey: 's'}, source: 'x'}
    const tools = {account, settings: stage.load().settings, region: undefined, ...outreach}
    assert.deepEqual(await listProjects(tools), [{id: 'p1', name: 'cn-north-4'}])
    stage.strike()
  })
})
