import assert from 'node:assert/strict'
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {mergeCatalog} from '../../../../scripts/catalog/merge.js'
import {ServiceFile} from '../../../../src/core/catalog/service-file.js'
import {type Parameter} from '../../../../src/core/catalog/types.js'
import {catalogData, operation, writeCatalogCopy} from './catalog-copy.js'

const projectId: Parameter = {name: 'projectid', in: 'path', type: 'string', required: true}

const derived = {style: 'link', items: ['a'], next: ['b']} as const

const data = catalogData({
  alpha: {
    v1: {
      operations: {
        'create-secret': operation('CreateSecret', {body: {ref: 'Body'}}),
        'list-things': operation('ListThings', {
          path: '/v1/{projectid}/things',
          parameters: [projectId],
          deprecated: true,
        }),
      },
      schemas: {
        Body: {
          fields: [
            {name: 'admin_pass', wire: 'adminPass', type: 'string', required: true},
            {name: 'key', type: 'string'},
          ],
        },
        Other: {fields: [{name: 'key', type: 'string'}]},
      },
    },
    v2: {
      operations: {
        'list-things': operation('ListThings', {parameters: [{name: 'secret', in: 'query', type: 'string'}]}),
      },
    },
  },
  beta: {
    v1: {operations: {'list-things': operation('ListThings', {path: '/v1/{projectid}', parameters: [projectId]})}},
  },
  gamma: {
    v1: {
      operations: {
        'create-thing': operation('CreateThing', {
          method: 'POST',
          body: {ref: 'Token'},
          parameters: [
            {name: 'x_client_token', wire: 'X-Client-Token', in: 'header', type: 'string', sensitive: true},
            {name: 'client_token', in: 'query', type: 'int32'},
          ],
        }),
      },
      schemas: {Token: {fields: [{name: 'client_token', type: 'string'}]}},
    },
  },
  delta: {
    v1: {
      operations: {
        'list-things': operation('ListThings'),
        'list-others': operation('ListOthers', {pages: derived}),
        'list-more': operation('ListMore', {pages: derived}),
      },
    },
  },
})

const texts = {
  scope: '{filled: {alpha: its own}, explicit: {beta: another}}\n',
  sensitive: `
rule: [{reason: secrets, names: [secret, '*pass']}]
exceptions: []
fields: [{reason: keys, fields: [alpha Body.key]}]
`,
  idempotency: "tokens: [{reason: tokens, names: ['*client_token']}]\n",
  overlays: {
    gamma: 'errorFormat: {value: flat, reason: its own}\n',
    delta: `
pages:
  v1 list-things: {value: {style: link, items: [c], next: [d]}, reason: another}
  v1 list-others: {value: null, reason: none}
`,
  },
}

describe('mergeCatalog', () => {
  const from = writeCatalogCopy(data, texts)
  const to = join(from, '..', `${from.split('/').at(-1) ?? ''}-merged`)
  const read = (file: string): string => readFileSync(join(to, file), 'utf8')
  const lineOf = (file: string, key: string): unknown => {
    const {operations, schemas} = JSON.parse(read(file)) as Record<'operations' | 'schemas', Record<string, unknown>>
    return operations[key] ?? schemas[key]
  }

  before(() => {
    mkdirSync(join(to, 'gone'), {recursive: true})
    writeFileSync(join(to, 'gone', 'v1.json'), '{}')
    mergeCatalog({from, to})
  })

  after(() => {
    for (const folder of [from, to]) rmSync(folder, {recursive: true})
  })

  it('marks what is sensitive, by name and by field', () => {
    assert.deepEqual(lineOf('alpha/v1.json', 'Body'), {
      fields: [
        {name: 'admin_pass', wire: 'adminPass', type: 'string', required: true, sensitive: true},
        {name: 'key', type: 'string', sensitive: true},
      ],
    })
    assert.deepEqual(lineOf('alpha/v1.json', 'Other'), {fields: [{name: 'key', type: 'string'}]})
    assert.deepEqual(lineOf('alpha/v2.json', 'list-things'), {
      ...operation('ListThings'),
      parameters: [{name: 'secret', in: 'query', type: 'string', sensitive: true}],
    })
  })

  it('marks the declared project ids that the scope fills', () => {
    assert.deepEqual(lineOf('alpha/v1.json', 'list-things'), {
      ...data.services.get('alpha')?.get('v1')?.operations.get('list-things'),
      scopeProject: true,
    })
    assert.deepEqual(
      lineOf('beta/v1.json', 'list-things'),
      data.services.get('beta')?.get('v1')?.operations.get('list-things'),
    )
  })

  it('marks idempotency tokens: texts in headers and queries', () => {
    const [token, ...others] = data.services.get('gamma')?.get('v1')?.operations.get('create-thing')?.parameters ?? []
    const {parameters} = lineOf('gamma/v1.json', 'create-thing') as {parameters: readonly Parameter[]}
    assert.deepEqual(parameters, [{...token, idempotencyToken: true}, ...others])
    assert.deepEqual(lineOf('gamma/v1.json', 'Token'), {fields: [{name: 'client_token', type: 'string'}]})
  })

  it('puts what an overlay says of pages in place of what was derived', () => {
    assert.deepEqual(lineOf('delta/v1.json', 'list-things'), {
      ...operation('ListThings'),
      pages: {style: 'link', items: ['c'], next: ['d']},
    })
    assert.deepEqual(lineOf('delta/v1.json', 'list-others'), operation('ListOthers'))
    assert.deepEqual(lineOf('delta/v1.json', 'list-more'), {...operation('ListMore'), pages: derived})
  })

  it('adds to the head of each version what the overlay of its service says', () => {
    const head = (service: string): unknown => new ServiceFile(readFileSync(join(to, service, 'v1.json'))).head
    const own = data.services.get('gamma')?.get('v1')?.head
    assert.deepEqual(head('gamma'), {...own, errorFormat: 'flat'})
    assert.deepEqual(head('beta'), data.services.get('beta')?.get('v1')?.head)
  })

  it('leaves every other line as it is', () => {
    const changed = ['"Body":', '"list-things":']
    const lines = (folder: string): readonly string[] => readFileSync(join(folder, 'alpha/v1.json'), 'utf8').split('\n')
    const others = (folder: string): readonly string[] =>
      lines(folder).filter((line) => !changed.some((start) => line.startsWith(start)))
    assert.deepEqual(others(to), others(from))
    assert.equal(lines(to).length, lines(from).length)
  })

  it('describes the services', () => {
    const {services} = JSON.parse(read('services.json')) as {services: Record<string, unknown>}
    assert.deepEqual(services['beta'], {
      versions: ['v1'],
      defaultVersion: 'v1',
      credentialType: 'basic',
      operations: {v1: 1},
      title: 'Things',
      description: 'Things of beta.',
      area: 'compute',
    })
  })

  it('derives the index: service, command, version, SDK name, d for deprecated', () => {
    assert.equal(
      read('index.tsv'),
      [
        'alpha\tcreate-secret\tv1\tCreateSecret\t\n',
        'alpha\tlist-things\tv1\tListThings\td\n',
        'alpha\tlist-things\tv2\tListThings\t\n',
        'beta\tlist-things\tv1\tListThings\t\n',
        'delta\tlist-more\tv1\tListMore\t\n',
        'delta\tlist-others\tv1\tListOthers\t\n',
        'delta\tlist-things\tv1\tListThings\t\n',
        'gamma\tcreate-thing\tv1\tCreateThing\t\n',
      ].join(''),
    )
  })

  it('leaves nothing there that belongs to no service', () => {
    assert.deepEqual(readdirSync(to).sort(), ['alpha', 'beta', 'delta', 'gamma', 'index.tsv', 'services.json'])
  })
})
