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

const ask = async (answers: Answers, {region, token}: {region?: string; token?: string} = {}) => {
  const stage = setStage()
  try {
    const http_stubs = Object.entries(answers).map(([path, answer]) => ({
      method: 'GET',
      path,
      replies: [reply(answer)],
    }))
    const {outreach, sent} = stubOutreach({http_stubs})
    const keys = {accessKeyId: 'AKID', secretAccessKey: 's', ...(token === undefined ? {} : {securityToken: token})}
    const tools = {account: {keys, source: 'x'}, settings: stage.load().settings, region, ...outreach}
    const identity = await identify(tools)
    return {identity, asked: sent.map(({request}) => `${request.host}${request.target}`)}
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

  it('is an error where IAM does not take the keys', async () => {
    await assert.rejects(ask({'/v3/auth/domains': 401}), (error: unknown) => {
      assert.ok(error instanceof ServiceError)
      assert.equal(error.message, 'IAM does not take these keys: not allowed')
      assert.deepEqual([error.status, error.code], [401, 'PAP5.0011'])
      return true
    })
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
