import assert from 'node:assert/strict'
import {groupOperations} from '../../../../src/cli/help/group-operations.js'

describe('groupOperations', () => {
  it('groups by resource; what stands alone joins what it is part of, or the others', () => {
    const names: readonly (readonly [string, string])[] = [
      ['list-vpcs', 'ListVpcs'],
      ['show-vpc', 'ShowVpc'],
      ['show-vpc-tags', 'ShowVpcTags'],
      ['list-quotas', 'ListQuotas'],
      ['create-port', 'CreatePort'],
      ['neutron-list-ports', 'NeutronListPorts'],
    ]
    const operations = names.map(([command, name]) => ({command, name, version: 'v2'}))
    const groups = groupOperations(operations).map(({resource, operations: members}) => [
      resource,
      ...members.map(({command}) => command),
    ])
    assert.deepEqual(groups, [
      ['port', 'create-port', 'neutron-list-ports'],
      ['VPC', 'list-vpcs', 'show-vpc', 'show-vpc-tags'],
      ['', 'list-quotas'],
    ])
  })
})
