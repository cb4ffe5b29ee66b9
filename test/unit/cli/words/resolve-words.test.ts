import assert from 'node:assert/strict'
import {type ResolvedWords, resolveWords} from '../../../../src/cli/resolve-words.js'
import {type Field, type Parameter} from '../../../../src/core/catalog/types.js'
import {type Target} from '../../../../src/core/request/names/target.js'
import {operationOf, schemaLookup} from '../../../support/read-line.js'

const parameters: readonly Parameter[] = [
  {in: 'path', name: 'project_id', type: 'string', required: true},
  {in: 'path', name: 'instance_id', type: 'string', required: true},
  {in: 'query', name: 'limit', type: 'int32'},
  {in: 'query', name: 'desc', type: 'string'},
  {in: 'query', name: 'dim_0', wire: 'dim.0', type: 'string'},
  {in: 'query', name: 'dim', type: {list: 'string'}},
  {in: 'query', name: 'region', type: 'string'},
  {in: 'query', name: 'version', type: 'string'},
  {in: 'query', name: 'password_access', type: 'boolean'},
  {in: 'query', name: 'no_password_access', type: 'string'},
]
const fields: readonly Field[] = [
  {name: 'instance_id', type: 'string'},
  {name: 'vpc', type: {ref: 'Vpc'}},
  {name: 'admin_pass', wire: 'adminPass', type: 'string', sensitive: true},
  {name: 'servers', type: {list: {ref: 'Vpc'}}},
  {name: 'flags', type: {list: 'boolean'}},
  {name: 'metadata', type: {map: 'string'}},
  {name: 'switches', type: {map: 'boolean'}},
  {name: 'extra', type: 'any'},
  {name: 'dry_run', type: 'boolean'},
]
const vpc: readonly Field[] = [
  {name: 'name', type: 'string', enum: ['a', 'b']},
  {name: 'shared', type: 'boolean'},
  {name: 'node_image_id', wire: 'alpha.cce/NodeImageID', type: 'string'},
  {name: 'alpha', type: {ref: 'Vpc'}},
  {name: 'secret', type: {ref: 'Vpc'}, sensitive: true},
  {name: 'xa', wire: 'x-a', type: 'string'},
  {name: 'x_b', type: 'string'},
  {name: 'xB', type: 'string'},
]
const schema = schemaLookup({Body: {fields}, Vpc: {fields: vpc}})
const operation = operationOf({parameters, body: {ref: 'Body'}})

const resolve = (...argv: string[]): ResolvedWords => resolveWords(argv, operation, schema)

const pathOf = ({root, steps}: Target): string =>
  [
    root === 'body' ? 'body' : root.qualified,
    ...steps.map((step) => {
      if (step.kind === 'field') return step.field.wire ?? step.field.name
      if (step.kind === 'index') return `[${String(step.index)}]`
      return step.kind === 'key' ? `{${step.key}}` : `?${step.text}`
    }),
  ].join(' ')

const assigned = (...argv: string[]): unknown => {
  const {assignments, faults} = resolve(...argv)
  assert.deepEqual(faults, [])
  return assignments.map(({target, raw}) => [pathOf(target), raw])
}

const faultsOf = (...argv: string[]): string[] => resolve(...argv).faults.map(({message}) => message)

describe('the words of an operation', () => {
  describe('values', () => {
    it('takes the next word, whatever single dash it begins with', () => {
      assert.deepEqual(assigned('--limit', '-5'), [['query.limit', '-5']])
      assert.deepEqual(assigned('--desc', '-'), [['query.desc', '-']])
      assert.deepEqual(assigned('--desc', '-----BEGIN'), [['query.desc', '-----BEGIN']])
      assert.deepEqual(assigned('--desc', '--1'), [['query.desc', '--1']])
      assert.deepEqual(assigned('--desc', '-o'), [['query.desc', '-o']])
      assert.deepEqual(assigned('--desc', ''), [['query.desc', '']])
    })

    it('takes anything after an equals sign', () => {
      assert.deepEqual(assigned('--desc=--limit'), [['query.desc', '--limit']])
      assert.deepEqual(assigned('--desc=--'), [['query.desc', '--']])
      assert.deepEqual(assigned('--desc='), [['query.desc', '']])
      assert.deepEqual(assigned('--desc=a=b\n=c'), [['query.desc', 'a=b\n=c']])
    })

    it('misses a value where the next word begins with two dashes and a letter, or is two dashes', () => {
      assert.deepEqual(faultsOf('--desc', '--limit', '5'), [
        '--desc needs a value: text; a value that begins with -- is typed --desc=…',
      ])
      assert.deepEqual(faultsOf('--desc', '--'), ['--desc needs a value: text'])
      assert.deepEqual(faultsOf('--limit'), ['--limit needs a value: an integer'])
      assert.deepEqual(faultsOf('--desc', '--Ünknown', 'x').length, 2)
    })

    it('answers repeated parameters in the order typed', () => {
      assert.deepEqual(assigned('--dim', 'a', '--limit', '1', '--dim=b'), [
        ['query.dim', 'a'],
        ['query.limit', '1'],
        ['query.dim', 'b'],
      ])
    })
  })

  describe('flags that are true or false', () => {
    it('take no word', () => {
      assert.deepEqual(assigned('--dry-run', '--limit', '1'), [
        ['body.dry-run', true],
        ['query.limit', '1'],
      ])
      assert.deepEqual(assigned('--dry-run=true', '--dry-run=false', '--no-dry-run', '--no-body.dry-run'), [
        ['body.dry-run', true],
        ['body.dry-run', false],
        ['body.dry-run', false],
        ['body.dry-run', false],
      ])
    })

    it('refuse a separate true or false and say how to type it', () => {
      const {faults, corrected} = resolve('--dry-run', 'true', '--limit', '1')
      assert.deepEqual(faults, [
        {
          message: '--dry-run takes no separate value: type --dry-run=true',
          flag: '--dry-run',
          expected: 'no value, or =true or =false',
          suggestion: '--dry-run=true',
        },
      ])
      assert.deepEqual(corrected, ['--dry-run=true', '--limit', '1'])
      assert.deepEqual(faultsOf('--no-dry-run', 'true'), ['--no-dry-run takes no separate value: type --dry-run=false'])
      assert.deepEqual(faultsOf('--debug', 'false'), ['--debug takes no separate value: type --debug=false'])
    })

    it('refuse other values', () => {
      const {faults, corrected} = resolve('--dry-run=True', '--limit', '1')
      assert.deepEqual(faults, [
        {
          message: '--dry-run takes true or false, not "True"; did you mean --dry-run=true?',
          flag: '--dry-run',
          expected: 'true or false',
          suggestion: 'true',
        },
      ])
      assert.deepEqual(corrected, ['--dry-run=true', '--limit', '1'])
      assert.deepEqual(faultsOf('--dry-run=perhaps'), ['--dry-run takes true or false, not "perhaps"'])
      assert.deepEqual(faultsOf('--no-dry-run=false'), ['--no-dry-run takes no value'])
      assert.deepEqual(faultsOf('--no-limit', '5'), [
        '--no-limit: only what is true or false can be negated, and --limit is not',
      ])
    })

    it('are negated at the end of a dotted path too', () => {
      assert.deepEqual(assigned('--no-vpc.shared', '--vpc.shared', '--switches.a', '--no-switches.b'), [
        ['body.vpc shared', false],
        ['body.vpc shared', true],
        ['body.switches {a}', true],
        ['body.switches {b}', false],
      ])
    })

    it('are an exact name before a negation', () => {
      assert.deepEqual(assigned('--no-password-access', 'x'), [['query.no-password-access', 'x']])
      assert.deepEqual(assigned('--no-query.password-access'), [['query.password-access', false]])
    })

    it('take words in a list', () => {
      assert.deepEqual(assigned('--flags', 'true', '--flags', 'false', '--flags.0=true'), [
        ['body.flags', 'true'],
        ['body.flags', 'false'],
        ['body.flags [0]', true],
      ])
    })
  })

  describe('dotted paths', () => {
    it('step through objects, lists, maps and what has no type', () => {
      assert.deepEqual(
        assigned(
          '--vpc.name=a',
          '--servers.0.node-image-id=b',
          '--metadata.Env-1=c',
          '--extra.a.0.b=d',
          '--body.vpc.alpha.alpha.xa=e',
        ),
        [
          ['body.vpc name', 'a'],
          ['body.servers [0] alpha.cce/NodeImageID', 'b'],
          ['body.metadata {Env-1}', 'c'],
          ['body.extra ?a ?0 ?b', 'd'],
          ['body.vpc alpha alpha x-a', 'e'],
        ],
      )
    })

    it('take the longest run that is a name', () => {
      assert.deepEqual(assigned('--dim.0', 'a', '--query.dim.0=b', '--dim.1=c'), [
        ['query.dim-0', 'a'],
        ['query.dim-0', 'b'],
        ['query.dim [1]', 'c'],
      ])
      assert.deepEqual(assigned('--vpc.alpha.cce/NodeImageID=a', '--vpc.alpha.name=b'), [
        ['body.vpc alpha.cce/NodeImageID', 'a'],
        ['body.vpc alpha name', 'b'],
      ])
    })

    it('refuse what cannot follow, with the nearest that can', () => {
      assert.deepEqual(resolve('--vpc.nmae', 'secret').faults, [
        {message: '--vpc has no field nmae; did you mean --vpc.name?', flag: '--vpc.nmae', suggestion: '--vpc.name'},
      ])
      assert.deepEqual(resolve('--vpc.nmae', 'secret').corrected, ['--vpc.name', '…'])
      assert.deepEqual(faultsOf('--servers.x=1'), ['--servers is a list: an index such as 0 must follow, not x'])
      assert.deepEqual(faultsOf('--servers.01=1').length, 1)
      assert.deepEqual(faultsOf('--limit.a=1'), ['--limit has no fields'])
      assert.deepEqual(faultsOf('--metadata.a.b=1'), ['--metadata.a has no fields'])
      assert.deepEqual(faultsOf('--metadata.=1'), ['A part of the path is empty after --metadata'])
      assert.deepEqual(faultsOf('--vpc..name=1'), ['A part of the path is empty after --vpc'])
      assert.deepEqual(faultsOf('--vpc.XB=1'), ['--vpc.XB could be --vpc.x_b or --vpc.xB: type the one you mean'])
      assert.deepEqual(assigned('--vpc.xB=1', '--vpc.x_b=2'), [
        ['body.vpc xB', '1'],
        ['body.vpc x_b', '2'],
      ])
    })

    it('end at a limit and do not hang', () => {
      assert.deepEqual(faultsOf(`--vpc${'.alpha'.repeat(100_000)}=1`), ['The path is nested too deeply'])
      assert.deepEqual(faultsOf(`--extra${'.a'.repeat(100_000)}=1`), ['The path is nested too deeply'])
      assert.equal(faultsOf(`--${'.'.repeat(100_000)}=1`).length, 1)
      assert.equal(faultsOf(`--${'x.'.repeat(100_000)}=1`).length, 1)
      assert.equal(faultsOf(`--${'x'.repeat(100_000)}=1`).length, 1)
    })
  })

  describe('reserved flags', () => {
    it('mean the same in any spelling, before a parameter of the same name', () => {
      const {settings, faults} = resolve('--region', 'r', '--Project_Id=p', '--debug', '--no-insecure', '--no-color')
      assert.deepEqual(faults, [])
      assert.deepEqual(
        [...settings],
        [
          ['region', 'r'],
          ['project-id', 'p'],
          ['debug', true],
          ['insecure', false],
          ['no-color', true],
        ],
      )
      assert.deepEqual(assigned('--query.region=q', '--path.project-id', 'x', '--version', '1'), [
        ['query.region', 'q'],
        ['path.project-id', 'x'],
        ['query.version', '1'],
      ])
    })

    it('count as last typed', () => {
      const {settings} = resolve(
        '--region=a',
        '--debug',
        '--region',
        'b',
        '--debug=false',
        '-o',
        'json',
        '--output=yaml',
      )
      assert.deepEqual(
        [...settings],
        [
          ['region', 'b'],
          ['debug', false],
          ['output', 'yaml'],
        ],
      )
    })

    it('take a value only by an equals sign where they may have none', () => {
      assert.deepEqual([...resolve('--preview', '--limit=1').settings], [['preview', true]])
      assert.deepEqual([...resolve('--preview=curl').settings], [['preview', 'curl']])
      const curl = resolve('--limit', '1', '--preview', 'curl')
      assert.deepEqual(curl.corrected, ['--limit', '1', '--preview=curl'])
      assert.deepEqual(curl.faults, [
        {
          message: 'The word … after --preview is no flag; did you mean --preview=curl?',
          suggestion: '--preview=curl',
        },
      ])
      assert.deepEqual(faultsOf('--preview', 'html'), [
        'The word … after --preview is no flag and belongs to none; --preview takes a value only by =: --preview=…',
      ])
      for (const value of ['perhaps', 'crul', ''])
        assert.deepEqual(faultsOf(`--debug=${value}`), ['--debug takes no value, or =true or =false'])
      const {faults, corrected} = resolve('--debug=flase', '--insecure=ture', '--quiet=1')
      assert.deepEqual(
        faults.map(({message, suggestion}) => [message, suggestion]),
        [
          ['--debug takes no value, or =true or =false; did you mean --debug=false?', 'false'],
          ['--insecure takes no value, or =true or =false; did you mean --insecure=true?', 'true'],
          ['--quiet takes no value, or =true or =false; did you mean --quiet=true?', 'true'],
        ],
      )
      assert.deepEqual(corrected, ['--debug=false', '--insecure=true', '--quiet=true'])
    })

    it('say so where they are not built yet', () => {
      assert.deepEqual(resolve('--wait-timeout', '5', '--limit', '1').faults, [
        {message: '--wait-timeout is not built yet', flag: '--wait-timeout'},
      ])
      assert.deepEqual(faultsOf('--wait', '--skeleton'), ['--wait is not built yet', '--skeleton is not built yet'])
    })

    it('ask for help in two lengths, faults or not', () => {
      assert.equal(resolve('-h', '--nonsense').help, 'short')
      assert.equal(resolve('--limit', '--help').help, 'short')
      assert.equal(resolve('--help=full', '-h').help, 'full')
      assert.equal(resolve('--help=false').help, undefined)
      assert.equal(resolve('--desc', '-h').help, undefined)
    })

    it('know two single letters and no others', () => {
      assert.deepEqual([...resolve('-o=json').settings], [['output', 'json']])
      assert.deepEqual(faultsOf('-x', 'y'), ['-x is no flag: -o and -h are the only single letters'])
      assert.deepEqual(faultsOf('-ojson'), [
        'The word … after the operation is no flag and belongs to none; a value follows its flag: --path.project-id …',
      ])
    })

    it('and parameters are known without their dashes', () => {
      const {faults, corrected} = resolve(
        '-limit',
        '5',
        'desc=x',
        '-dry_run',
        'vpc.name=hidden',
        'help',
        '-region',
        'r',
      )
      assert.deepEqual(
        faults.map(({suggestion}) => suggestion),
        ['--limit', '--desc', '--dry_run', '--vpc.name', '--help', '--region'],
      )
      const words = ['--limit', '…', '--desc', '…', '--dry_run', '--vpc.name', '…', '--help', '--region', '…']
      assert.deepEqual(corrected, words)
      assert.deepEqual(faultsOf('limit', '-nonsense', 'nonsense=x').length, 3)
      assert.deepEqual(resolve('limit', '-nonsense', 'nonsense=x').corrected, undefined)
    })
  })

  describe('--body', () => {
    it('is the whole body, and several are kept in order', () => {
      assert.deepEqual(assigned('--body', '{}', '--limit=1', '--Body=file://x'), [
        ['body', '{}'],
        ['query.limit', '1'],
        ['body', 'file://x'],
      ])
    })

    it('reaches into a body that is no object', () => {
      const list = operationOf({body: {list: {ref: 'Vpc'}}})
      const {assignments, faults} = resolveWords(['--body.0.name', 'x', '--no-body.0.shared'], list, schema)
      assert.deepEqual(faults, [])
      assert.deepEqual(
        assignments.map(({target, raw}) => [pathOf(target), raw]),
        [
          ['body [0] name', 'x'],
          ['body [0] shared', false],
        ],
      )
    })

    it('is refused for a form and where no body is sent', () => {
      const form = operationOf({contentType: 'multipart/form-data', body: {ref: 'Vpc'}})
      const messages = (facts: typeof form): string[] =>
        resolveWords(['--body', '{}'], facts, schema).faults.map(({message}) => message)
      assert.deepEqual(messages(form), ['--body cannot be given for a form: its fields are flags'])
      assert.deepEqual(messages(operationOf({})), ['--body: DoThing sends no body'])
    })
  })

  describe('faults', () => {
    it('are told together, and hide what is not known to be harmless', () => {
      const {faults, corrected} = resolve(
        '--limti',
        'hunter2',
        '--admin-pas=hunter2',
        'hunter2',
        '--desc=shown',
        '--admin-pass',
        'hunter2',
        '--vpc',
        '{adminPass: hunter2}',
        '--proxy=http://u:hunter2@p',
        '--',
        'hunter2',
      )
      assert.deepEqual(
        faults.map(({message}) => message),
        [
          '--limti is no flag of DoThing; did you mean --limit?',
          '--admin-pas is no flag of DoThing; did you mean --admin-pass?',
          'The word … after --admin-pas is no flag and belongs to none; a value follows its flag: --path.project-id …',
          'The word … stands after --, where nothing may stand',
        ],
      )
      assert.deepEqual(corrected, [
        '--limit',
        '…',
        '--admin-pass=…',
        '--desc=shown',
        '--admin-pass',
        '…',
        '--vpc',
        '…',
        '--proxy=…',
      ])
      assert.ok(!JSON.stringify([faults, corrected]).includes('hunter2'))
    })

    it('name every meaning of a name that could be two', () => {
      const {faults, mentioned} = resolve('--instance-id', 'x')
      assert.deepEqual(faults, [
        {
          message: '--instance-id could be --path.instance-id or --body.instance-id: type the one you mean',
          flag: '--instance-id',
          suggestion: '--path.instance-id',
        },
      ])
      assert.deepEqual([...mentioned], ['path.instance-id', 'body.instance-id'])
    })

    it('do not show what may be a secret that begins with two dashes', () => {
      const {faults} = resolve('--admin-pass', '--Hunter2!', 'Hunter2')
      assert.deepEqual(
        faults.map(({message}) => message),
        [
          '--admin-pass needs a value: text; a value that begins with -- is typed --admin-pass=…',
          'The word … after --admin-pass is no flag of this operation',
        ],
      )
    })

    it('are none for two dashes alone at the end', () => {
      assert.deepEqual(assigned('--limit=1', '--'), [['query.limit', '1']])
    })

    it('are raised by names of Object.prototype as by any other', () => {
      for (const name of [
        'constructor',
        '__proto__',
        'toString',
        'hasOwnProperty',
        'vpc.__proto__',
        'vpc.constructor',
      ]) {
        assert.equal(faultsOf(`--${name}=x`).length, 1, name)
      }
      assert.deepEqual(assigned('--metadata.__proto__=x', '--extra.constructor.prototype=y'), [
        ['body.metadata {__proto__}', 'x'],
        ['body.extra ?constructor ?prototype', 'y'],
      ])
    })

    it('point one level deeper, and through a mistyped beginning', () => {
      assert.deepEqual(
        ['--shared', '--shraed', '--vcp.name', '--no-dry-rum', '--servrs.0.name'].map(
          (word) => resolve(word).faults[0]?.suggestion,
        ),
        ['--vpc.shared', '--vpc.shared', '--vpc.name', '--no-dry-run', '--servers.0.name'],
      )
    })

    it('point from a short name to the qualified one', () => {
      assert.deepEqual(faultsOf('--header.limit=1'), ['--header.limit is no flag of DoThing; did you mean --limit?'])
      const place = operationOf({parameters: [{in: 'query', name: 'path', type: 'string'}]})
      assert.deepEqual(
        resolveWords(['--path', 'x'], place, schema).faults.map(({message}) => message),
        ['--path is no flag of DoThing; did you mean --query.path?'],
      )
    })
  })
})
