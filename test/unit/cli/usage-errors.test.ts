import assert from 'node:assert/strict'
import {runCommand} from '../../support/run-command.js'

/** What a wrong command line is told, after `hwc: `; words that stand for nothing that may be shown are secrets here. */
const told: readonly (readonly [words: readonly string[], stderr: readonly string[]])[] = [
  [
    ['ecs', '--limit', '1'],
    [
      'hwc: --limit is no reserved flag: only those stand before the operation',
      '  Flags follow the operation: hwc <service> <operation> [flags]',
    ],
  ],
  [
    ['--limit', '5', 'vpc', 'list-vpcs'],
    [
      'hwc: --limit is no reserved flag: only those stand before the operation',
      '  Flags follow the operation: hwc <service> <operation> [flags]',
    ],
  ],
  [
    ['vpc', '--region', 'list-vpcs'],
    [
      'hwc: No operation is named; a word after --region is its value',
      '  hwc <service> <operation> [flags]; hwc --help shows more.',
    ],
  ],
  [
    ['--region', 'vpc'],
    [
      'hwc: No service is named; a word after --region is its value',
      '  hwc <service> <operation> [flags]; hwc --help shows more.',
    ],
  ],
  [
    ['vcp'],
    ['hwc: There is no service vcp; did you mean one of hwc vcm, hwc vpc?', '  hwc --help lists the services.'],
  ],
  [
    ['configur'],
    [
      'hwc: There is no command configur; did you mean hwc configure?',
      '  hwc --help lists the commands and the services.',
    ],
  ],
  [
    ['vcp', 'list-vpcs'],
    ['hwc: There is no service vcp; did you mean hwc vpc list-vpcs?', '  hwc --help lists the services.'],
  ],
  [
    ['list-vpcs'],
    [
      'hwc: There is no service list-vpcs; did you mean one of hwc iec list-vpcs, hwc vpc list-vpcs?',
      '  hwc --help lists the services.',
    ],
  ],
  [
    ['vpc', 'lst-vpcs'],
    ['hwc: vpc has no operation lst-vpcs; did you mean hwc vpc list-vpcs?', '  hwc vpc --help lists its operations.'],
  ],
  [
    ['vpc', 'describe-vpcs'],
    [
      'hwc: vpc has no operation describe-vpcs; did you mean one of hwc vpc list-vpcs, hwc vpc show-vpc?',
      '  hwc vpc --help lists its operations.',
    ],
  ],
  [['vpc', 'list-vpcs', '--api-version', '3'], ['hwc: vpc has no version 3, only v2, v3; did you mean v3?']],
  [
    ['vpc', 'list-vpcs', '-limit', '5'],
    [
      'hwc: The word … after the operation is no flag; did you mean --limit?',
      '  Did you mean: hwc vpc list-vpcs --limit …',
      '  hwc vpc list-vpcs --help shows its flags.',
    ],
  ],
  [
    ['ecs', 'show-server', 'secret'],
    [
      'hwc: The word … after the operation is no flag and belongs to none; a value follows its flag: --server-id …',
      'hwc: --server-id is missing: text',
      '  hwc ecs show-server --help shows its flags.',
    ],
  ],
  [
    ['ecs', 'show-server', '--id', 'secret'],
    [
      'hwc: --id is no flag of ShowServer; did you mean --server-id?',
      '  Did you mean: hwc ecs show-server --server-id …',
      '  hwc ecs show-server --help shows its flags.',
    ],
  ],
  [
    ['obs', 'list-objects', '--bucket', 'secret'],
    [
      'hwc: --bucket is no flag of ListObjects; did you mean --bucket-name?',
      '  Did you mean: hwc obs list-objects --bucket-name …',
      '  hwc obs list-objects --help shows its flags.',
    ],
  ],
  [
    ['rds', 'list-instance'],
    [
      'hwc: rds has no operation list-instance; did you mean hwc rds list-instances?',
      '  hwc rds --help lists its operations.',
    ],
  ],
  [
    ['vpc', 'list-servers-details'],
    [
      'hwc: vpc has no operation list-servers-details; did you mean hwc ecs list-servers-details?',
      '  hwc vpc --help lists its operations.',
    ],
  ],
  [
    ['ecs', 'list-servers'],
    [
      'hwc: ecs has no operation list-servers; did you mean one of hwc ecs list-cloud-servers, hwc ecs list-servers-details, hwc ecs nova-list-servers?',
      '  hwc ecs --help lists its operations.',
    ],
  ],
  [
    ['dns', 'list-zones'],
    [
      'hwc: dns has no operation list-zones; did you mean one of hwc dns list-private-zones, hwc dns list-public-zones?',
      '  hwc dns --help lists its operations.',
    ],
  ],
  [
    ['ecs', 'stop-server'],
    [
      'hwc: ecs has no operation stop-server; did you mean one of hwc ecs batch-stop-servers, hwc ecs show-server?',
      '  hwc ecs --help lists its operations.',
    ],
  ],
  [
    ['fg', 'list-functions'],
    [
      'hwc: There is no service fg; did you mean one of hwc functiongraph list-functions, hwc iotda list-functions, hwc lakeformation list-functions?',
      '  hwc --help lists the services.',
    ],
  ],
  [
    ['vpc', 'create-vpc', '--nme', 'secret', '--vpc.cidr', '10.0.0.0/8'],
    [
      'hwc: --nme is no flag of CreateVpc; did you mean --vpc.name?',
      '  Did you mean: hwc vpc create-vpc --vpc.name … --vpc.cidr 10.0.0.0/8',
      '  hwc vpc create-vpc --help shows its flags.',
    ],
  ],
  [
    ['obs', 'list-objects', '--buckt', 'secret', '--cli-region', 'secret'],
    [
      'hwc: --buckt is no flag of ListObjects; did you mean --bucket-name?',
      'hwc: --cli-region is no flag of ListObjects; did you mean --region?',
      '  Did you mean: hwc obs list-objects --bucket-name … --region …',
      '  hwc obs list-objects --help shows its flags.',
    ],
  ],
  [
    ['vpc', 'create-vpc', '--name', 'secret'],
    [
      'hwc: --name is no flag of CreateVpc; did you mean --vpc.name?',
      '  Did you mean: hwc vpc create-vpc --vpc.name …',
      '  hwc vpc create-vpc --help shows its flags.',
    ],
  ],
  [
    ['vpc', 'create-vpc', '--vpc', 'name=secret'],
    [
      'hwc: --vpc: it takes an object in JSON or YAML, or file://path; one field of it is typed --vpc.name …',
      '  hwc vpc create-vpc --help shows its flags.',
    ],
  ],
  [
    ['vpc', 'create-vpc', '--vpc', '{name:', 'secret}'],
    [
      'hwc: The word … after --vpc is no flag and belongs to none; a value follows its flag: --name value',
      'hwc: --vpc: it takes an object in JSON or YAML, or file://path, and this ends before what it opens is closed; in a shell, put the whole value in single quotes',
      '  hwc vpc create-vpc --help shows its flags.',
    ],
  ],
  [
    ['vpc', 'create-vpc', '--body', '@secret.json'],
    [
      'hwc: --body: it takes an object in JSON or YAML, or file://path; a file is named file://…, not @…',
      '  hwc vpc create-vpc --help shows its flags.',
    ],
  ],
  [
    ['ecs', 'create-servers', '--server.nics.subnet_id', 'secret'],
    [
      'hwc: --server.nics is a list: an index such as 0 must follow, not subnet_id; did you mean --server.nics.0.subnet_id?',
      '  Did you mean: hwc ecs create-servers --server.nics.0.subnet_id …',
      '  hwc ecs create-servers --help shows its flags.',
    ],
  ],
  [
    ['ecs', 'create-servers', '--server.nics.1.subnet_id', 'secret'],
    [
      'hwc: --server.nics.1.subnet_id: the index is beyond the end: indices count from 0, and the next one is 0',
      '  hwc ecs create-servers --help shows its flags.',
    ],
  ],
  [
    [
      'ecs',
      'create-servers',
      '--server.name',
      "it's $HOME; ls",
      '--server.nmae',
      'secret',
      '--server.admin_pass=secret',
    ],
    [
      'hwc: --server has no field nmae; did you mean --server.name?',
      `  Did you mean: hwc ecs create-servers --server.name 'it'\\''s $HOME; ls' --server.name … --server.admin_pass=…`,
      '  hwc ecs create-servers --help shows its flags.',
    ],
  ],
  [
    ['ecs', 'create-servers', '--server.admin_pass.secret', 'x'],
    ['hwc: --server.admin_pass has no fields', '  hwc ecs create-servers --help shows its flags.'],
  ],
  [
    ['vpc', 'list-vpcs', '--debug', 'true'],
    [
      'hwc: --debug takes no separate value: type --debug=true',
      '  Did you mean: hwc vpc list-vpcs --debug=true',
      '  hwc vpc list-vpcs --help shows its flags.',
    ],
  ],
  [
    ['vpc', 'list-vpcs', '--limit=', '--limits', 'secret', '--marker'],
    [
      'hwc: --limits is no flag of ListVpcs; did you mean --limit?',
      'hwc: --marker needs a value: text',
      'hwc: --limit: it takes an integer, not ""',
      '  Did you mean: hwc vpc list-vpcs --limit= --limit … --marker …',
      '  hwc vpc list-vpcs --help shows its flags.',
    ],
  ],
]

/** The same of hand-written commands. */
const toldOfOwn: typeof told = [
  [
    ['configure', 'lst'],
    [
      'hwc: configure has no command lst; did you mean hwc configure list?',
      '  hwc configure --help lists its commands.',
    ],
  ],
  [
    ['configure', 'nope', '--help'],
    [
      'hwc: configure has no command nope, only export, get, import, list, profiles, set, unset',
      '  hwc configure --help lists its commands.',
    ],
  ],
  [
    ['--profile', 'x', 'sandbox', 'strat'],
    ['hwc: sandbox has no command strat; did you mean hwc sandbox start?', '  hwc sandbox --help lists its commands.'],
  ],
  [
    ['cofigure', 'lst'],
    [
      'hwc: There is no command cofigure; did you mean hwc configure list?',
      '  hwc --help lists the commands and the services.',
    ],
  ],
  [
    ['regons', 'vpc'],
    ['hwc: There is no command regons; did you mean hwc regions?', '  hwc --help lists the commands and the services.'],
  ],
  [
    ['whoami', '--profle', 'secret', '--regoin=secret', '--no-colour', '--quiet', '--region', 'cn-north-4'],
    [
      'hwc: --profle is no flag of hwc whoami; did you mean --profile?',
      'hwc: --regoin is no flag of hwc whoami; did you mean --region?',
      'hwc: --no-colour is no flag of hwc whoami; did you mean --no-color?',
      '  Did you mean: hwc whoami --profile … --region=… --no-color --quiet --region cn-north-4',
      '  hwc whoami --help shows its flags.',
    ],
  ],
  [['version'], ['hwc: There is no service version; did you mean hwc --version?', '  hwc --help lists the services.']],
  [
    ['--verison'],
    [
      'hwc: --verison is no reserved flag: only those stand before the operation; did you mean --version?',
      '  hwc <service> <operation> [flags]; hwc --help shows more.',
    ],
  ],
  [
    ['-V'],
    [
      'hwc: -V is no flag: -o and -h are the only single letters; did you mean hwc --version?',
      '  hwc <service> <operation> [flags]; hwc --help shows more.',
    ],
  ],
  [
    ['vpc', '--version'],
    ['hwc: --version stands alone: hwc --version', '  hwc <service> <operation> [flags]; hwc --help shows more.'],
  ],
  [
    ['whoami', '--debug=flase', '--insecure=ture', '--quiet=secret'],
    [
      'hwc: --debug takes no value; did you mean --no-debug?',
      'hwc: --insecure takes no value; did you mean --insecure?',
      'hwc: --quiet takes no value',
      '  Did you mean: hwc whoami --no-debug --insecure --quiet',
      '  hwc whoami --help shows its flags.',
    ],
  ],
  [
    ['whoami', 'secret', '-x', '--proxy=secret', '-output', 'secret', '--debug=false'],
    [
      'hwc: The word … is one too many: hwc whoami takes no words but flags',
      'hwc: -x is no flag of hwc whoami: -h and -o are the only single letters',
      'hwc: The word … is no flag; did you mean --output?',
      'hwc: --debug takes no value; did you mean --no-debug?',
      '  Did you mean: hwc whoami --proxy=… --output … --no-debug',
      '  hwc whoami --help shows its flags.',
    ],
  ],
  [
    ['configure', 'set', 'sk', 'secret', 'secret', '--from_env', 'secret'],
    [
      'hwc: The word … is one too many: hwc configure set takes only KEY and VALUE',
      'hwc: --from_env is no flag of hwc configure set; did you mean --from-env?',
      '  Did you mean: hwc configure set sk … --from-env …',
      '  hwc configure set --help shows its flags.',
    ],
  ],
  [
    ['configure', 'import', '--file'],
    [
      "hwc: --file needs a value: the tool's file, if it is not where the tool keeps it",
      'hwc: SOURCE is missing: the tool: koocli, terraform or obsutil',
      '  hwc configure import --help shows its flags.',
    ],
  ],
  [
    ['configure', 'export', '--format', 'jsno'],
    [
      'hwc: --format: "jsno" is not shell, terraform or json; did you mean json?',
      '  Did you mean: hwc configure export --format json',
      '  hwc configure export --help shows its flags.',
    ],
  ],
  [
    ['cache', 'clear', 'kyes'],
    ['hwc: KIND: "kyes" is not keys, ids or code; did you mean keys?', '  hwc cache clear --help shows its flags.'],
  ],
  [
    ['sandbox', 'start', '-p', '70000', '--port', '70000'],
    [
      'hwc: -p is no flag of hwc sandbox start: -h is the only single letter',
      'hwc: --port: it takes an integer from 0 to 65535, not "70000"',
      '  hwc sandbox start --help shows its flags.',
    ],
  ],
  [
    ['request', '--param', 'a=secret', '--', '-x'],
    ['hwc: PATH is missing: the path, with its query if you like', '  hwc request --help shows its flags.'],
  ],
]

describe('A wrong command line', () => {
  for (const [words, stderr] of [...told, ...toldOfOwn])
    it(`is told what is wrong: hwc ${words.join(' ')}`, async () => {
      const run = await runCommand(words)
      assert.deepEqual(run.stderr.split('\n'), [...stderr, ''])
      assert.equal(run.stdout, '')
      assert.equal(run.exitCode, 2)
    })

  it('whose request file cannot be read is not told what is missing too', async () => {
    const {stderr, exitCode} = await runCommand(['ecs', 'create-servers', '--from-file', 'gone.yaml'])
    assert.equal(stderr, 'hwc: Cannot read gone.yaml: there is no such file\n  (ecs create-servers)\n')
    assert.equal(exitCode, 13)
  })

  it('that asks for help with a word gets it', async () => {
    const [word, flag] = await Promise.all([runCommand(['ecs', 'help']), runCommand(['ecs', '--help'])])
    assert.deepEqual(word, flag)
    assert.equal(word.exitCode, 0)
  })
})
