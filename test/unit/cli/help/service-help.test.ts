import assert from 'node:assert/strict'
import {serviceHelp} from '../../../../src/cli/help/service-help.js'
import {type ServiceSummary} from '../../../../src/core/catalog/types.js'

const summary: ServiceSummary = {
  versions: ['v2', 'v3'],
  defaultVersion: 'v2',
  credentialType: 'basic',
  operations: {v2: 3, v3: 2},
  title: 'Virtual Private Cloud',
  description: 'Isolated networks.',
}

describe('serviceHelp', () => {
  it('lists operations by resource with their versions, the deprecated ones at the end', () => {
    const operations = [
      {command: 'list-vpcs', version: 'v2', name: 'ListVpcs'},
      {command: 'list-vpcs', version: 'v3', name: 'ListVpcs'},
      {command: 'show-vpc', version: 'v3', name: 'ShowVpc'},
      {command: 'show-quota', version: 'v2', name: 'ShowQuota'},
      {command: 'list-ports', version: 'v2', name: 'ListPorts', deprecated: true},
    ]
    assert.equal(
      serviceHelp({service: 'vpc', summary, operations, width: 80}),
      [
        'vpc: Virtual Private Cloud',
        'Isolated networks.',
        '',
        'USAGE',
        '  hwc vpc <operation> [flags]',
        '  hwc vpc <operation> --help',
        '',
        '4 operations. Versions v2, v3 (default v2); in brackets those that have the',
        'operation. --api-version chooses where several do.',
        '',
        'VPC',
        '  list-vpcs  List VPCs [v2, v3]',
        '  show-vpc   Show VPC [v3]',
        '',
        'Others',
        '  show-quota  Show quota [v2]',
        '',
        'Deprecated',
        '  list-ports  List ports [v2]',
        '',
      ].join('\n'),
    )
  })

  it('speaks of one operation in the singular', () => {
    const operations = [{command: 'list-vpcs', version: 'v2', name: 'ListVpcs'}]
    const lines = serviceHelp({
      service: 'vpc',
      summary: {...summary, versions: ['v2']},
      operations,
      width: 80,
    }).split('\n')
    assert.deepEqual(lines.slice(-5), ['1 operation. Version v2.', '', 'Operations', '  list-vpcs  List VPCs', ''])
  })
})
