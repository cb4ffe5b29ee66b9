import assert from 'node:assert/strict'
import {type Field, type Parameter} from '../../../../../src/core/catalog/types.js'
import {
  fakeFiles,
  type HandWritten,
  mapOf,
  operationOf,
  type ReadLine,
  readLine,
} from '../../../../support/read-line.js'

const parameters: readonly Parameter[] = [
  {in: 'path', name: 'thing_id', type: 'string'},
  {in: 'query', name: 'limit', type: 'int32'},
  {in: 'query', name: 'big', type: 'int64'},
  {in: 'query', name: 'ratio', type: 'number'},
  {in: 'query', name: 'price', type: 'decimal'},
  {in: 'query', name: 'since', type: 'datetime'},
  {in: 'query', name: 'day', type: 'date'},
  {in: 'query', name: 'status', type: 'string', enum: ['ACTIVE', 'DOWN']},
  {in: 'query', name: 'level', type: 'int32', enum: [1, 2]},
  {in: 'query', name: 'states', type: {list: 'string'}, enum: ['ACTIVE', 'DOWN']},
  {in: 'query', name: 'ids', type: {list: 'integer'}},
  {in: 'query', name: 'region', type: 'string'},
  {in: 'query', name: 'free', type: 'any'},
]
const fields: readonly Field[] = [
  {name: 'name', type: 'string'},
  {name: 'secret', type: 'string', sensitive: true},
  {name: 'image', type: 'bytes'},
  {name: 'vpc', type: {ref: 'Vpc'}},
  {name: 'servers', type: {list: {ref: 'Vpc'}}},
  {name: 'metadata', type: {map: 'string'}},
  {name: 'tags', type: {list: 'string'}},
  {name: 'grid', type: {list: {list: 'int32'}}},
  {name: 'bools', type: {list: 'boolean'}},
  {name: 'things', type: {list: 'any'}},
  {name: 'extra', type: 'any'},
  {name: 'shared', type: 'boolean'},
]
const vpc: readonly Field[] = [
  {name: 'name', type: 'string', required: true, enum: ['demo', 'prod']},
  {name: 'cidr', type: 'string'},
  {name: 'size', type: 'int32'},
  {name: 'shared', type: 'boolean'},
  {name: 'tags', type: {list: 'string'}},
  {name: 'admin_pass', wire: 'adminPass', type: 'string', sensitive: true, enum: ['x']},
  {name: 'peer', type: {ref: 'Vpc'}},
]
const thing: HandWritten = {
  operation: operationOf({parameters, body: {ref: 'Body'}}),
  schemas: {Body: {fields}, Vpc: {fields: vpc}},
}

const read = async (
  argv: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<ReadLine> => readLine(thing, argv, fakeFiles(files))

/** Reads a line that has nothing wrong and nothing odd. */
const clean = async (
  argv: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<{parameters: unknown; body: unknown}> => {
  const {parameters: found, body, warnings, faults, fileError} = await read(argv, files)
  assert.deepEqual({warnings, faults, fileError}, {warnings: [], faults: [], fileError: undefined})
  return {parameters: found, body}
}

const bodyOf = async (
  argv: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<unknown> => (await clean(argv, files)).body

const parametersOf = async (...argv: string[]): Promise<unknown> => (await clean(argv)).parameters

const warningsOf = async (...argv: string[]): Promise<readonly string[]> => {
  const {warnings, faults} = await read(argv)
  assert.deepEqual(faults, [])
  return warnings
}

const faultsOf = async (
  argv: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<readonly string[]> => {
  const {faults, fileError} = await read(argv, files)
  assert.equal(fileError, undefined)
  return faults
}

describe('the arguments of an operation', () => {
  describe('text', () => {
    it('is sent as typed', async () => {
      for (const text of ['', ' a ', '010', 'null', 'true', '{a: 1}', '[a', 'a,b', '-', '@x', 'é\n']) {
        assert.deepEqual(await bodyOf([`--name=${text}`]), mapOf(['name', text]), text)
      }
    })

    it('comes from a file exactly, or from stdin', async () => {
      assert.deepEqual(
        await bodyOf(['--name', 'file://a b.txt'], {'a b.txt': '\uFEFFx\r\n\n'}),
        mapOf(['name', '\uFEFFx\r\n\n']),
      )
      assert.deepEqual(await bodyOf(['--name', 'file://-'], {'-': 'in\n'}), mapOf(['name', 'in\n']))
      assert.deepEqual(await bodyOf(['--name', 'file://~/x'], {'~/x': 'home'}), mapOf(['name', 'home']))
    })

    it('of a sensitive field loses one final line feed', async () => {
      assert.deepEqual(await bodyOf(['--secret', 'file://s'], {s: 'pw\n\n'}), mapOf(['secret', 'pw\n']))
      assert.deepEqual(await bodyOf(['--secret', 'file://-'], {'-': 'pw'}), mapOf(['secret', 'pw']))
    })

    it('holds the bytes of a file in base64', async () => {
      assert.deepEqual(await bodyOf(['--name', 'fileb64://b'], {b: Uint8Array.of(0, 1, 255)}), mapOf(['name', 'AAH/']))
      assert.deepEqual(await bodyOf(['--image', 'fileb64://-'], {'-': 'hi'}), mapOf(['image', 'aGk=']))
      assert.deepEqual(await bodyOf(['--image', 'aGk=']), mapOf(['image', 'aGk=']))
    })

    it('must be UTF-8 in a file', async () => {
      assert.deepEqual(await faultsOf(['--name', 'file://b'], {b: Uint8Array.of(0xff)}), [
        '--name: the file is no UTF-8 text; fileb64:// sends its bytes in base64',
      ])
    })
  })

  describe('files', () => {
    it('that cannot be read are a file error, after faults', async () => {
      const {faults, fileError} = await read(['--name', 'file://gone', '--limit', 'x'])
      assert.deepEqual(faults, ['--limit: it takes an integer, not "x"'])
      assert.equal(fileError, 'Cannot read gone: there is no such file')
    })

    it('use stdin once', async () => {
      assert.deepEqual(await faultsOf(['--name', 'file://-', '--secret', 'fileb64://-'], {'-': 'x'}), [
        '--secret: stdin can be read once, and --name reads it already',
      ])
      assert.deepEqual(await faultsOf(['--name', 'file://-', '--from-file', '-'], {'-': '{}'}), [
        '--name: stdin can be read once, and --from-file reads it already',
      ])
    })

    it('do not wait for a person at a terminal', async () => {
      const terminal = {...fakeFiles({'-': 'x'}), stdinIsTerminal: true}
      const {faults} = await readLine(thing, ['--name', 'file://-'], terminal)
      assert.deepEqual(faults, ['--name: stdin is a terminal: pipe something into hwc, or name a file'])
    })
  })

  describe('numbers', () => {
    it('keep their digits', async () => {
      assert.deepEqual(
        await parametersOf('--big', '9007199254740993', '--ratio=1.10', '--price', '-0.30', '--limit=-5'),
        [
          ['limit', '#-5'],
          ['big', '#9007199254740993'],
          ['ratio', '#1.10'],
          ['price', '#-0.30'],
        ],
      )
      assert.deepEqual(await parametersOf('--ratio', '1e-7'), [['ratio', '#1e-7']])
    })

    it('are written as JSON writes them', async () => {
      assert.deepEqual(await parametersOf('--limit', '+010', '--ratio', '.5', '--price', '007.'), [
        ['limit', '#10'],
        ['ratio', '#0.5'],
        ['price', '#7'],
      ])
    })

    it('are checked', async () => {
      for (const text of ['', ' 1', '1.0', '1e3', '0x10', '1_000', 'NaN', '١', '--1', 'file://x']) {
        assert.deepEqual(await faultsOf([`--limit=${text}`]), [
          `--limit: it takes an integer, not ${JSON.stringify(text)}`,
        ])
      }
      for (const text of ['', '1,5', 'Infinity', '1e', '.', '0x1']) {
        assert.deepEqual(await faultsOf([`--ratio=${text}`]), [
          `--ratio: it takes a number, not ${JSON.stringify(text)}`,
        ])
      }
    })

    it('that are too big for their type are sent with a warning', async () => {
      assert.deepEqual(await warningsOf('--limit', '2147483647', '--big', '-9223372036854775808'), [])
      assert.deepEqual(await warningsOf('--limit', '2147483648', '--big', '99999999999999999999'), [
        '--limit: "2147483648" is beyond what 32 bits hold',
        '--big: "99999999999999999999" is beyond what 64 bits hold',
      ])
    })
  })

  it('sends dates as typed and warns of what is not ISO 8601', async () => {
    for (const text of [
      '2024-01-01T00:00:00Z',
      '2024-01-01T10:00:00.123+08:00',
      '20240101T000000Z',
      '2024-01-01',
      '2024-01-01T10:00',
    ]) {
      assert.deepEqual(await parametersOf('--since', text), [['since', text]])
    }
    assert.deepEqual(await warningsOf('--since', '2024-13-01T00:00:00Z', '--day', 'today'), [
      '--since: "2024-13-01T00:00:00Z" is no ISO 8601 time',
      '--day: "today" is no ISO 8601 date',
    ])
  })

  it('sends values that an enum does not know, with a warning that has the nearest', async () => {
    const {parameters: found, warnings} = await read([
      '--status',
      'ACTIVEE',
      '--level=3',
      '--states=DOWN',
      '--states=UP',
    ])
    assert.deepEqual(found, [
      ['status', 'ACTIVEE'],
      ['level', '#3'],
      ['states', ['DOWN', 'UP']],
    ])
    assert.deepEqual(warnings, [
      '--status: "ACTIVEE" is none of the values that the catalogue knows; the nearest is ACTIVE',
      '--level: "3" is none of the values that the catalogue knows; the nearest is 1',
      '--states: "UP" is none of the values that the catalogue knows',
    ])
  })

  describe('booleans', () => {
    it('are true, false or negated', async () => {
      assert.deepEqual(await bodyOf(['--shared']), mapOf(['shared', true]))
      assert.deepEqual(await bodyOf(['--shared', '--no-shared']), mapOf(['shared', false]))
      assert.deepEqual(
        await bodyOf(['--bools', 'true', '--bools=false', '--no-bools.0']),
        mapOf(['bools', [false, false]]),
      )
      assert.deepEqual(await faultsOf(['--bools', 'yes']), ['--bools: it takes true or false, not "yes"'])
    })
  })

  describe('lists', () => {
    it('are the flag repeated; a comma never splits', async () => {
      assert.deepEqual(
        await bodyOf(['--tags', 'a,b', '--tags=', '--tags', 'file://f'], {f: '[x]\n'}),
        mapOf(['tags', ['a,b', '', '[x]\n']]),
      )
      assert.deepEqual(await parametersOf('--ids', '1', '--ids', '[2, 3]'), [['ids', ['#1', '#2', '#3']]])
    })

    it('are JSON or YAML where the text begins with a bracket', async () => {
      assert.deepEqual(await bodyOf(['--tags', '["a", 1.10, 2]']), mapOf(['tags', ['a', '1.10', '2']]))
      assert.deepEqual(await bodyOf(['--tags', '[a, 010, no, "1", ~]']), mapOf(['tags', ['a', '010', 'no', '1', null]]))
      assert.deepEqual(await bodyOf(['--tags', '[]']), mapOf(['tags', []]))
      assert.deepEqual(
        await bodyOf(['--grid', '[[1, 2], []]', '--grid', '[[3]]']),
        mapOf(['grid', [['#1', '#2'], [], ['#3']]]),
      )
      assert.deepEqual(
        await bodyOf(['--things', '[1, a]', '--things', '{b: 1}', '--things', 'text']),
        mapOf(['things', ['#1', 'a', mapOf(['b', '#1']), 'text']]),
      )
      assert.deepEqual(await faultsOf(['--tags', '[a']), [
        '--tags: it takes a list of texts: repeat the flag, or JSON such as [...], and this ends before what it opens is closed; in a shell, put the whole value in single quotes',
      ])
    })

    it('of objects take one object or a list of them', async () => {
      assert.deepEqual(
        await bodyOf([
          '--servers',
          '{name: demo}',
          '--servers',
          '[{"name": "prod"}, {name: demo}]',
          '--servers',
          'name: prod\nsize: 1',
        ]),
        mapOf([
          'servers',
          [
            mapOf(['name', 'demo']),
            mapOf(['name', 'prod']),
            mapOf(['name', 'demo']),
            mapOf(['name', 'prod'], ['size', '#1']),
          ],
        ]),
      )
      assert.deepEqual(
        await bodyOf(['--servers', 'file://s.yaml'], {'s.yaml': '- name: demo\n- name: prod\n'}),
        mapOf(['servers', [mapOf(['name', 'demo']), mapOf(['name', 'prod'])]]),
      )
      assert.deepEqual(await faultsOf(['--servers', 'demo']), [
        '--servers: it takes objects in JSON or YAML: repeat the flag, or one list; one field of it is typed --servers.0.name …',
      ])
    })

    it('of a file or --body are replaced by the first flag and appended to by the next', async () => {
      const base = {'r.yaml': 'tags: [a, b]\nvpc: {name: demo, tags: [x]}\n'}
      assert.deepEqual(
        await bodyOf(['--tags', 'c', '--from-file', 'r.yaml', '--tags', 'd', '--vpc.tags=y'], base),
        mapOf(['tags', ['c', 'd']], ['vpc', mapOf(['name', 'demo'], ['tags', ['y']])]),
      )
      assert.deepEqual(await bodyOf(['--tags', '[]', '--body', '{"tags": ["a"]}']), mapOf(['tags', []]))
      assert.deepEqual(await bodyOf(['--body', '{"tags": ["a"]}', '--tags.1=b']), mapOf(['tags', ['a', 'b']]))
      assert.deepEqual(
        await bodyOf(['--vpc', '{name: demo, tags: [a]}', '--vpc.tags', 'b', '--vpc', '{tags: [c]}']),
        mapOf(['vpc', mapOf(['name', 'demo'], ['tags', ['a', 'b', 'c']])]),
      )
    })

    it('are edited by an index, which may not leave a gap', async () => {
      assert.deepEqual(
        await bodyOf(['--servers.0.name', 'demo', '--servers.1.name=prod', '--servers.0.size=2']),
        mapOf(['servers', [mapOf(['name', 'demo'], ['size', '#2']), mapOf(['name', 'prod'])]]),
      )
      assert.deepEqual(await faultsOf(['--tags', 'a', '--tags.2=b']), [
        '--tags.2: the index is beyond the end: indices count from 0, and the next one is 1',
      ])
      assert.equal((await faultsOf(['--tags.4000000000=b'])).length, 1)
      assert.equal((await faultsOf([`--tags.${'9'.repeat(400)}=b`])).length, 1)
    })
  })

  describe('objects and maps', () => {
    it('are JSON or YAML whose scalars take the type of their place', async () => {
      const yaml = '{name: demo, cidr: 10.0.0.0/16, size: 010, shared: true}'
      const wanted = mapOf(['vpc', mapOf(['name', 'demo'], ['cidr', '10.0.0.0/16'], ['size', '#10'], ['shared', true])])
      assert.deepEqual(await bodyOf(['--vpc', yaml]), wanted)
      assert.deepEqual(await bodyOf(['--vpc', 'file://v'], {v: `\uFEFF${yaml}\n`}), wanted)
      assert.deepEqual(
        await bodyOf([
          '--metadata',
          '{1.10: 1.10, id: 12345678901234567890, old: 010, no: no, day: 2024-01-01, e: , n: null, q: "null"}',
        ]),
        mapOf([
          'metadata',
          mapOf(
            ['1.10', '1.10'],
            ['id', '12345678901234567890'],
            ['old', '010'],
            ['no', 'no'],
            ['day', '2024-01-01'],
            ['e', null],
            ['n', null],
            ['q', 'null'],
          ),
        ]),
      )
      assert.deepEqual(
        await bodyOf(['--metadata', '{"a": 1.10, "b": 1e2, "c": null}']),
        mapOf(['metadata', mapOf(['a', '1.10'], ['b', '1e2'], ['c', null])]),
      )
    })

    it('are dotted flags, merged deeply in the order typed', async () => {
      assert.deepEqual(
        await bodyOf([
          '--vpc.name=demo',
          '--vpc',
          '{cidr: a, peer: {name: prod, size: 1}}',
          '--vpc.peer.size',
          '2',
          '--vpc.cidr=b',
          '--metadata.A=1',
          '--metadata.B=2',
        ]),
        mapOf(
          ['vpc', mapOf(['name', 'demo'], ['cidr', 'b'], ['peer', mapOf(['name', 'prod'], ['size', '#2'])])],
          ['metadata', mapOf(['A', '1'], ['B', '2'])],
        ),
      )
    })

    it('may be empty or null', async () => {
      assert.deepEqual(await bodyOf(['--metadata', '{}']), mapOf(['metadata', mapOf()]))
      assert.deepEqual(await bodyOf(['--metadata', 'null']), mapOf(['metadata', null]))
      assert.deepEqual(await bodyOf(['--metadata', 'null', '--metadata.a=b']), mapOf(['metadata', mapOf(['a', 'b'])]))
    })

    it('are refused where they are none', async () => {
      assert.deepEqual(await faultsOf(['--vpc', 'demo', '--metadata', '[a]', '--vpc=', '--metadata', '{a: 1']), [
        '--vpc: it takes an object in JSON or YAML, or file://path; one field of it is typed --vpc.name …',
        '--metadata: it takes an object in JSON or YAML, or file://path',
        '--vpc: it takes an object in JSON or YAML, or file://path, and nothing was given',
        '--metadata: it takes an object in JSON or YAML, or file://path, and this ends before what it opens is closed; in a shell, put the whole value in single quotes',
      ])
    })

    it('send what the catalogue does not know inside them, with a warning', async () => {
      const {body, warnings, faults} = await read([
        '--vpc',
        '{nmae: 010, size: big, tags: {a: 1}, shared: no, adminPass: hunter2, peer: {name: x}}',
      ])
      assert.deepEqual(faults, [])
      assert.deepEqual(
        body,
        mapOf([
          'vpc',
          mapOf(
            ['nmae', '#10'],
            ['size', 'big'],
            ['tags', mapOf(['a', '#1'])],
            ['shared', 'no'],
            ['adminPass', 'hunter2'],
            ['peer', mapOf(['name', 'x'])],
          ),
        ]),
      )
      assert.deepEqual(warnings, [
        '--vpc.nmae: the catalogue knows no such field; it is sent as it is; did you mean name?',
        '--vpc.size: the catalogue expects an integer here; it is sent as it is',
        '--vpc.tags: the catalogue expects a list of texts: repeat the flag, or JSON such as [...] here; it is sent as it is',
        '--vpc.shared: the catalogue expects true or false here; it is sent as it is',
        '--vpc.adminPass: … is none of the values that the catalogue knows',
        '--vpc.peer.name: "x" is none of the values that the catalogue knows',
        '--vpc: the required field name is missing',
      ])
    })

    it('warn of missing fields when all flags are merged', async () => {
      assert.deepEqual(await warningsOf('--vpc.size=1', '--servers.0.size=1', '--vpc.peer.cidr=x', '--vpc.name=demo'), [
        '--vpc.peer: the required field name is missing',
        '--servers.0: the required field name is missing',
      ])
    })

    it('tell one warning for what is odd in every element', async () => {
      assert.deepEqual(await warningsOf('--servers', '[{name: demo, a: 1}, {name: demo, a: 2}, {a: 3}]'), [
        '--servers.0.a: the catalogue knows no such field; it is sent as it is',
        '--servers.2: the required field name is missing',
      ])
    })

    it('keep the order of their keys and no key means anything special', async () => {
      assert.deepEqual(
        await bodyOf([
          '--metadata',
          '{b: 1, "10": 2, 2: 3, __proto__: 4, constructor: 5}',
          '--metadata.toString=6',
          '--metadata.__proto__=7',
        ]),
        mapOf([
          'metadata',
          mapOf(['b', '1'], ['10', '2'], ['2', '3'], ['__proto__', '7'], ['constructor', '5'], ['toString', '6']),
        ]),
      )
      assert.equal(({} as {polluted?: unknown}).polluted, undefined)
      await bodyOf(['--extra.__proto__.polluted=1'])
      assert.equal(({} as {polluted?: unknown}).polluted, undefined)
    })

    it('have no meaning for file:// inside', async () => {
      assert.deepEqual(
        await bodyOf(['--metadata', '{a: file://x, b: "-"}']),
        mapOf(['metadata', mapOf(['a', 'file://x'], ['b', '-'])]),
      )
    })
  })

  it('shows no value under a key that the catalogue does not name', async () => {
    const quotas: HandWritten = {
      operation: operationOf({body: {ref: 'Quotas'}}),
      schemas: {Quotas: {fields: [{name: 'quotas', type: {map: 'int32'}}]}},
    }
    assert.deepEqual((await readLine(quotas, ['--quotas.password', 'hunter2'])).faults, [
      '--quotas.password: it takes an integer, not …',
    ])
  })

  describe('what has no type', () => {
    const freeOf = async (text: string): Promise<unknown> => {
      const found = (await parametersOf(`--free=${text}`)) as [string, unknown][]
      return found[0]?.[1]
    }

    it('is JSON, else YAML, else text', async () => {
      assert.deepEqual(await freeOf('{"a": [1.10, true, null]}'), mapOf(['a', ['#1.10', true, null]]))
      assert.deepEqual(
        await freeOf('{a: 010, b: 0x1F, c: 0o17, d: no, e: True, f: ~, g: .5, h: 1e3}'),
        mapOf(
          ['a', '#10'],
          ['b', '#31'],
          ['c', '#15'],
          ['d', 'no'],
          ['e', true],
          ['f', null],
          ['g', '#0.5'],
          ['h', '#1e3'],
        ),
      )
      assert.deepEqual(await freeOf('12345678901234567890'), '#12345678901234567890')
      assert.deepEqual(await freeOf('"x"'), 'x')
      assert.deepEqual(await freeOf('- a\n- 1'), ['a', '#1'])
      for (const text of [
        '',
        'plain text',
        'a #b',
        '#abc',
        '-',
        '@x',
        '*a',
        '{a: 1',
        '2024-01-01',
        '12:30',
        ' x ',
        '.inf',
        '.nan',
      ]) {
        assert.deepEqual(await freeOf(text), text, text)
      }
      assert.deepEqual(await bodyOf(['--extra', 'file://x'], {x: 'a: 1\n'}), mapOf(['extra', mapOf(['a', '#1'])]))
      assert.deepEqual(await bodyOf(['--extra', 'fileb64://x'], {x: '1'}), mapOf(['extra', 'MQ==']))
    })

    it('takes digits in a path as indices under a list alone', async () => {
      assert.deepEqual(await bodyOf(['--extra.0.1=a']), mapOf(['extra', mapOf(['0', mapOf(['1', 'a'])])]))
      assert.deepEqual(
        await bodyOf(['--extra', '[{}, 1]', '--extra.0.b=c', '--extra.2=d']),
        mapOf(['extra', [mapOf(['b', 'c']), '#1', 'd']]),
      )
      assert.deepEqual(await faultsOf(['--extra', '[1]', '--extra.a=c']), [
        '--extra.a: an index must follow where there is a list',
      ])
      assert.deepEqual(await faultsOf(['--extra', '1', '--extra.a=c']), [
        '--extra.a: a is looked for in something that is no object',
      ])
    })
  })

  describe('the body', () => {
    it('is sent if any of it is given, else not', async () => {
      assert.deepEqual(await bodyOf(['--limit=1']), undefined)
      assert.deepEqual(await bodyOf(['--body', '{}']), mapOf())
    })

    it('is a file, then --body, then flags in the order typed', async () => {
      const files = {r: '{"name": "file", "body": {"name": "x", "shared": true}, "limit": 1}'}
      assert.deepEqual(await clean(['--from-file=r', '--limit=2'], files), {
        parameters: [['limit', '#2']],
        body: mapOf(['name', 'file'], ['shared', true]),
      })
      assert.deepEqual(
        await bodyOf(['--tags=a', '--from-file=r', '--body', '{"name": "b"}', '--body={name: c}'], files),
        mapOf(['name', 'c'], ['tags', ['a']]),
      )
    })

    it('warns of what it does not know and refuses what is no object', async () => {
      assert.deepEqual(await warningsOf('--body', '{nmae: x, shared: 1}'), [
        '--body.nmae: the catalogue knows no such field; it is sent as it is; did you mean name?',
        '--body.shared: the catalogue expects true or false here; it is sent as it is',
      ])
      assert.deepEqual(await faultsOf(['--body', 'text']), [
        '--body: it takes an object in JSON or YAML, or file://path; one field of it is typed --body.name …',
      ])
    })

    it('hints at a field that is called body', async () => {
      const message = {
        operation: operationOf({body: {ref: 'Message'}}),
        schemas: {Message: {fields: [{name: 'body', type: 'string'}] as const}},
      }
      const {faults} = await readLine(message, ['--body', 'hello'])
      assert.deepEqual(faults, [
        '--body: it takes an object in JSON or YAML, or file://path; the field body is --body.body',
      ])
      assert.deepEqual((await readLine(message, ['--body.body', 'hello'])).body, mapOf(['body', 'hello']))
    })

    it('that is a list appends, and a dotted flag reaches into it', async () => {
      const list = {operation: operationOf({body: {list: {ref: 'Vpc'}}}), schemas: {Vpc: {fields: vpc}}}
      const {body, faults} = await readLine(
        list,
        ['--body', '{name: demo}', '--body.0.size=1', '--body', '[{name: prod}]', '--from-file', 'r'],
        fakeFiles({r: 'body: [{name: gone}]'}),
      )
      assert.deepEqual(faults, [])
      assert.deepEqual(body, [mapOf(['name', 'demo'], ['size', '#1']), mapOf(['name', 'prod'])])
    })

    it('that is text or a map is that', async () => {
      assert.deepEqual(
        (await readLine({operation: operationOf({body: 'string'})}, ['--body', '{a: 1}'])).body,
        '{a: 1}',
      )
      assert.deepEqual(
        (await readLine({operation: operationOf({body: {map: 'string'}})}, ['--body', '{a: 1}', '--body.b=2'])).body,
        mapOf(['a', '1'], ['b', '2']),
      )
    })

    it('that is a file is a path', async () => {
      const stream = {
        operation: operationOf({
          contentType: 'application/octet-stream',
          streamRequest: true,
          body: 'file',
          bodyRequired: true,
        }),
      }
      assert.deepEqual((await readLine(stream, ['--body', 'x.bin'], fakeFiles({'x.bin': ''}))).body, '@x.bin')
      assert.deepEqual((await readLine(stream, ['--body', '-'])).body, '@/spooled (stdin)')
      assert.equal((await readLine(stream, ['--body', 'gone'])).fileError, 'Cannot read gone: there is no such file')
      assert.deepEqual((await readLine(stream, [])).faults, ["--body is missing: a file's path, or - for stdin"])
    })
  })

  describe('a form', () => {
    const form: HandWritten = {
      operation: operationOf({contentType: 'multipart/form-data', body: {ref: 'Form'}}),
      schemas: {
        Form: {
          fields: [
            {name: 'file', type: 'file', required: true},
            {name: 'title', type: 'string'},
            {name: 'more', type: {list: 'file'}},
          ],
        },
      },
    }

    it('takes files by their path, stdin for a dash', async () => {
      const {body, faults} = await readLine(
        form,
        ['--file', '-', '--title', '-', '--more=b', '--more', '[a, b]'],
        fakeFiles({a: '', b: ''}),
      )
      assert.deepEqual(faults, [])
      assert.deepEqual(body, mapOf(['file', '@/spooled (stdin)'], ['title', '-'], ['more', ['@b', '@a', '@b']]))
    })

    it('takes them from a request file too, where a dash is a path', async () => {
      const {body} = await readLine(
        form,
        ['--from-file', 'r'],
        fakeFiles({r: 'form.file: x.jpg\ntitle: file://y', 'x.jpg': ''}),
      )
      assert.deepEqual(body, mapOf(['file', '@x.jpg'], ['title', 'file://y']))
      const {fileError} = await readLine(form, ['--from-file', 'r'], fakeFiles({r: '{file: "./-"}'}))
      assert.equal(fileError, 'Cannot read ./-: there is no such file')
    })

    it('misses its required fields, and has no whole body', async () => {
      assert.deepEqual((await readLine(form, ['--title=x'])).faults, [
        "--file is missing: a file's path, or - for stdin",
      ])
      assert.deepEqual(
        (await readLine(form, ['--from-file', 'r'], fakeFiles({r: 'body: {file: x}'}))).faults[0],
        '--from-file: body: this operation takes no whole body; its fields are keys of their own',
      )
    })
  })

  describe('a request file', () => {
    it('has parameters in any spelling, never settings', async () => {
      const text = 'thing_id: 010\nquery.Limit: 5\nREGION: r\nstates: [ACTIVE]\nvpc: {name: demo}\nbody: {name: x}\n'
      assert.deepEqual(await clean(['--from-file', '-', '--region', 'setting'], {'-': text}), {
        parameters: [
          ['thing_id', '010'],
          ['limit', '#5'],
          ['states', ['ACTIVE']],
          ['region', 'r'],
        ],
        body: mapOf(['name', 'x'], ['vpc', mapOf(['name', 'demo'])]),
      })
    })

    it('refuses keys that are no parameter and values of another type', async () => {
      assert.deepEqual(
        await faultsOf(['--from-file', 'r'], {
          r: '{limti: 1, limit: x, vpc.name: y, query.limit: 2, status: {a: 1}, states: A}',
        }),
        [
          '--from-file: limti is no parameter; did you mean limit?',
          '--from-file: limit: it takes an integer',
          '--from-file: vpc.name is no parameter',
          '--from-file: limit and query.limit are the same parameter',
          '--from-file: status: it takes text',
          '--from-file: states: it takes a list of texts: repeat the flag, or JSON such as [...]',
        ],
      )
    })

    it('is one mapping', async () => {
      assert.deepEqual(await faultsOf(['--from-file', 'r'], {r: '[1]'}), [
        '--from-file: it holds no parameters; it is one mapping of names to values, in JSON or YAML',
      ])
      assert.equal((await faultsOf(['--from-file', 'r'], {r: ''})).length, 1)
      assert.equal((await faultsOf(['--from-file', 'r'], {r: 'a: [hunter2'})).join().includes('hunter2'), false)
      assert.equal((await read(['--from-file', 'gone'])).fileError, 'Cannot read gone: there is no such file')
    })

    it('leaves out parameters that are null', async () => {
      assert.deepEqual(await clean(['--from-file', 'r'], {r: 'limit:\nstatus: null\nname: ~\n'}), {
        parameters: [],
        body: mapOf(['name', null]),
      })
    })
  })

  describe('what is required', () => {
    const strict: HandWritten = {
      operation: operationOf({
        scopeProject: true,
        parameters: [
          {in: 'path', name: 'project_id', type: 'string', required: true},
          {in: 'path', name: 'id', type: 'string', required: true},
          {in: 'header', name: 'content_type', wire: 'Content-Type', type: 'string', required: true},
          {in: 'header', name: 'x_project_id', wire: 'X-Project-Id', type: 'string', required: true},
          {in: 'header', name: 'authorization', wire: 'Authorization', type: 'string', required: true},
          {in: 'query', name: 'region', type: 'string', required: true},
        ],
        body: {ref: 'Vpc'},
      }),
      schemas: {Vpc: {fields: vpc}},
    }

    it('is told all at once, save what hwc itself provides', async () => {
      assert.deepEqual((await readLine(strict, [])).faults, [
        '--id is missing: text',
        '--authorization is missing: text',
        '--query.region is missing: text',
        '--name is missing: text',
      ])
    })

    it('is a project id where the scope does not fill it', async () => {
      const {faults} = await readLine({...strict, operation: {...strict.operation, scopeProject: undefined as never}}, [
        '--id=1',
      ])
      assert.equal(faults[0], '--path.project-id is missing: text')
    })

    it('is not also missing where it was typed with a fault', async () => {
      const {faults} = await readLine(strict, ['--id', '--authorization=a', '--query.region=b', '--name', '--cidr'])
      assert.deepEqual(faults, [
        '--id needs a value: text; a value that begins with -- is typed --id=…',
        '--name needs a value: text; a value that begins with -- is typed --name=…',
        '--cidr needs a value: text',
      ])
    })

    it('is missing in --body and in a file too', async () => {
      const argv = ['--id=1', '--authorization=a', '--query.region=b']
      assert.deepEqual((await readLine(strict, [...argv, '--body', '{cidr: x}'])).faults, ['--name is missing: text'])
      assert.deepEqual((await readLine(strict, [...argv, '--body', '{name: demo}'])).faults, [])
      assert.deepEqual((await readLine(strict, [...argv, '--from-file=r'], fakeFiles({r: '{id: }'}))).faults, [
        '--name is missing: text',
      ])
    })

    it('gets a warning where hwc overwrites it', async () => {
      const {warnings} = await readLine(strict, ['--content-type=text/plain'])
      assert.deepEqual(warnings, ["--content-type: the operation's own content type replaces it"])
    })
  })
})
