import assert from 'node:assert/strict'
import {type Parameter} from '../../../../../src/core/catalog/types.js'
import {overwrittenHeaders} from '../../../../../src/core/request/arguments/overwritten-headers.js'
import {type Scope} from '../../../../../src/core/request/types.js'

const headers = ['X-Project-Id', 'x-domain-id', 'X-Security-Token', 'X-Language']

interface OwnHeaders extends Scope {
  readonly securityToken?: string
}

/** What is said of four headers that were given, each with the value `mine`. */
const told = (own: OwnHeaders): readonly string[] => {
  const parameters = headers.map((name) => {
    const parameter: Parameter = {
      name: name.toLowerCase().replaceAll('-', '_'),
      wire: name,
      in: 'header',
      type: 'string',
    }
    return {parameter, value: 'mine'}
  })
  return overwrittenHeaders({parameters}, own, own.securityToken)
}

const ids = {projectId: 'p', domainId: 'd'}
const scope = (credentialType: Scope['credentialType']): OwnHeaders => ({credentialType, ...ids})

describe('overwrittenHeaders', () => {
  it('tells of the project id of basic credentials', () => {
    assert.deepEqual(told(scope('basic')), [
      "X-Project-Id: the account's own project id replaces it; --project-id chooses another",
    ])
  })

  it('tells of the account id of global credentials, however its header is spelt', () => {
    assert.deepEqual(told(scope('global')), [
      "x-domain-id: the account's own id replaces it; --account-domain-id chooses another",
    ])
  })

  it('tells of the token of temporary keys, without a value', () => {
    assert.deepEqual(told({...scope('own'), securityToken: 'secret'}), [
      "X-Security-Token: the credentials' own token replaces it",
    ])
  })

  it('says nothing where the credentials have no value of their own', () => {
    assert.deepEqual(told({credentialType: 'basic', projectId: ''}), [])
    assert.deepEqual(told({credentialType: 'global'}), [])
    assert.deepEqual(told(scope('own')), [])
  })

  it('says nothing where the value is the same, and of what is no header', () => {
    assert.deepEqual(told({credentialType: 'basic', projectId: 'mine'}), [])
    const parameter: Parameter = {name: 'X-Project-Id', in: 'query', type: 'string'}
    assert.deepEqual(overwrittenHeaders({parameters: [{parameter, value: 'mine'}]}, scope('basic')), [])
  })
})
