import assert from 'node:assert/strict'
import {rootHelp} from '../../../../src/cli/help/root-help.js'
import {type ServiceSummary} from '../../../../src/core/catalog/types.js'

const service = (title: string, area: string): ServiceSummary => ({
  versions: ['v1'],
  defaultVersion: 'v1',
  credentialType: 'basic',
  operations: {v1: 1},
  title,
  area,
})

const services = {
  ecs: service('Elastic Cloud Server', 'compute'),
  odd: service('Odd', 'nowhere'),
  vpc: service('Virtual Private Cloud', 'network'),
}

describe('rootHelp', () => {
  it('shows the commands, then the services by area', () => {
    const page = rootHelp({services, commands: [{name: 'search', summary: 'Find an operation.'}], width: 80})
    assert.deepEqual(page.split('\n').slice(0, 32), [
      'hwc: every Huawei Cloud API from the command line',
      '',
      'USAGE',
      '  hwc <service> <operation> [flags]  call an operation',
      '  hwc <service> --help               list the operations of a service',
      '  hwc <service> <operation> --help   show its flags and examples',
      '  hwc <command> --help               explain one of the commands below',
      '  hwc search <words>                 find an operation',
      '',
      '  No account? With --profile sandbox every call goes to an emulator on',
      '  this machine:',
      '  hwc vpc list-vpcs --profile sandbox',
      '',
      'COMMANDS',
      '  search  Find an operation',
      '',
      'SERVICES',
      '  3 services, by area.',
      '',
      'Compute',
      '  ecs  Elastic Cloud Server',
      '',
      'Network',
      '  vpc  Virtual Private Cloud',
      '',
      'Others',
      '  odd  Odd',
      '',
      'SETTINGS',
      '  --profile <value>            which profile to use',
      '  --region <value>             the region that the request goes to',
      "  --project-id <value>         the account's project in the region",
    ])
  })

  it('shows what counts where nobody says anything, in 80 columns', () => {
    const lines = rootHelp({services, commands: [], width: 80}).split('\n')
    assert.deepEqual(
      lines.filter((line) => line.includes('; default ')),
      [
        '  -o, --output <value>         json, yaml or table; default json',
        '  --connect-timeout <value>    seconds to wait for a connection; default 60',
        '  --read-timeout <value>       seconds to wait for the answer; default 120',
        '  --retries <value>            how often a failed call is tried again; default 3',
        '                               ECDSA_P256_SHA256, SM2_SM3; default HMAC_SHA256',
        '  --derived-signing <value>    auto, on or off; default auto',
        '  --progress <value>           auto, plain or none; default auto',
      ],
    )
    assert.deepEqual(
      lines.filter((line) => line.length > 80),
      [],
    )
  })

  it('shows no flag that is not built, and speaks of no command that is not there', () => {
    const page = rootHelp({services, commands: [], width: 80})
    assert.ok(!page.includes('--columns'))
    assert.ok(!page.includes('<command>'))
    assert.ok(!page.includes('search'))
  })
})
