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
  it('lists operations by resource, with versions that are not the default alone, the deprecated ones at the end', () => {
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
        '4 operations. Versions v2 (default), v3: brackets name those of an operation',
        'that is not in v2 alone; --api-version chooses among several.',
        '',
        'VPC',
        '  list-vpcs  List VPCs [v2, v3]',
        '  show-vpc   Show VPC [v3]',
        '',
        'Others',
        '  show-quota  Show quota',
        '',
        'Deprecated',
        '  list-ports  List ports',
        '',
      ].join('\n'),
    )
  })

  it('leaves out of the text a version that the command ends with', () => {
    const operations = [{command: 'list-vpcs-v2', version: 'v2', name: 'ListVpcsV2'}]
    assert.ok(serviceHelp({service: 'vpc', summary, operations, width: 80}).includes('  list-vpcs-v2  List VPCs\n'))
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
