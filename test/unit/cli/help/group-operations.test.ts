import assert from 'node:assert/strict'
import {groupOperations} from '../../../../src/cli/help/group-operations.js'
import {readName} from '../../../../src/cli/help/summary.js'

describe('groupOperations', () => {
  const group = (...names: string[]): string[][] => {
    const operations = names.map((name) => ({command: name, parts: readName(name)}))
    return groupOperations(operations).map(({resource, operations: members}) => [
      resource,
      ...members.map(({command}) => command),
    ])
  }

  it('groups by resource; what stands alone joins what begins with the same words, or the others', () => {
    assert.deepEqual(
      group('ListVpcs', 'ShowVpc', 'UpdateVpc', 'ShowVpcTags', 'ListQuotas', 'CreatePort', 'NeutronListPorts'),
      [
        ['port', 'CreatePort', 'NeutronListPorts'],
        ['VPC', 'ListVpcs', 'ShowVpc', 'ShowVpcTags', 'UpdateVpc'],
        ['', 'ListQuotas'],
      ],
    )
  })

  it('takes words written as one for those that they are', () => {
    assert.deepEqual(group('CreateDatasource', 'DeleteDatasource', 'ShowDataSource', 'ImportData'), [
      ['data source', 'CreateDatasource', 'DeleteDatasource', 'ShowDataSource'],
      ['', 'ImportData'],
    ])
  })

  it('keeps a part of a resource apart when it has operations enough', () => {
    assert.deepEqual(
      group('ListVpcs', 'ShowVpc', 'UpdateVpc', 'ListVpcTags', 'CreateVpcTag', 'DeleteVpcsTag').map(([name]) => name),
      ['VPC', 'VPC tag'],
    )
  })
})
