import assert from 'node:assert/strict'
import {type Field, type Operation, type Schema} from '../../../src/core/catalog/types.js'
import {compactJson, formatJson} from '../../../src/core/values/format-json.js'
import {parseJson} from '../../../src/core/values/parse-json.js'
import {answerOperation} from '../../../src/sandbox/answer-operation.js'
import {type ReceivedRequest} from '../../../src/sandbox/received-request.js'

const answer = (
  fields: readonly Field[],
  {
    schemas = {},
    body,
    operation = {},
    path = new Map(),
  }: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly body?: string
    readonly operation?: Partial<Operation>
    readonly path?: ReadonlyMap<string, string>
  } = {},
): unknown => {
  const whole: Operation = {
    name: 'ShowThing',
    method: 'GET',
    path: '/v1/things',
    contentType: 'application/json',
    parameters: [],
    response: 'Answer',
    ...operation,
  }
  const all: Readonly<Record<string, Schema>> = {...schemas, Answer: {fields}}
  const schema = (name: string): Schema => all[name] ?? {fields: []}
  const request: ReceivedRequest = {
    method: whole.method,
    target: whole.path,
    path: whole.path,
    query: [],
    headers: new Map(),
    contentType: 'application/json',
    body: body === undefined ? {kind: 'none'} : {kind: 'json', value: parseJson(body)},
  }
  const route = {service: 'things', version: 'v1', command: 'show-thing', operation: whole, schema}
  const scope = {projectId: 'p1', domainId: 'd1', region: 'cn-north-4'}
  const {content} = answerOperation({route, path, faults: []}, request, scope)
  assert.ok(content !== undefined && 'json' in content)
  return JSON.parse(formatJson(content.json, compactJson))
}

describe('answerOperation', () => {
  it('fills fields by what they are called', () => {
    assert.deepEqual(
      answer([
        {name: 'project_id', type: 'string'},
        {name: 'domainId', type: 'string'},
        {name: 'enterprise_project_id', type: 'string'},
        {name: 'availability_zone_list', type: {list: 'string'}},
        {name: 'description', type: 'string'},
        {name: 'ip_version', type: 'int32'},
      ]),
      {
        project_id: 'p1',
        domainId: 'd1',
        enterprise_project_id: '0',
        availability_zone_list: ['cn-north-4a', 'cn-north-4a', 'cn-north-4a'],
        description: 'Made up by the sandbox',
        ip_version: 4,
      },
    )
  })

  it('takes a known value, of a state one that things come to rest in', () => {
    const known = ['CREATING', 'ACTIVE']
    assert.deepEqual(
      answer([
        {name: 'kind', type: 'string', enum: known},
        {name: 'status', type: 'string', enum: known},
        {name: 'level', type: 'int32', enum: [3, 5]},
        {name: 'on', type: 'boolean', enum: [true]},
      ]),
      {kind: 'CREATING', status: 'ACTIVE', level: 3, on: true},
    )
  })

  it('leaves out links to other pages, and ends where a schema holds itself', () => {
    const schemas = {
      Links: {
        fields: [
          {name: 'next', type: 'string'},
          {name: 'previous', type: 'string'},
        ],
      },
    } as const
    assert.deepEqual(
      answer(
        [
          {name: 'links', type: {ref: 'Links'}},
          {name: 'tree', type: {ref: 'Tree'}},
        ],
        {schemas: {...schemas, Tree: {fields: [{name: 'children', type: {list: {ref: 'Tree'}}}]}}},
      ),
      {links: {}, tree: {children: []}},
    )
  })

  it('shows what the request said of the thing, wrapped or not, and not of what it is made of', () => {
    const thing: Schema = {
      fields: [
        {name: 'name', type: 'string'},
        {name: 'type', type: 'string', enum: ['own']},
        {name: 'disk', type: {ref: 'Disk'}},
        {name: 'labels', type: {map: 'string'}},
      ],
    }
    const schemas = {Thing: thing, Disk: {fields: [{name: 'type', type: 'string', enum: ['disk']}]}} as const
    const said = {name: 'mine', type: 'fast', labels: {a: 'b', c: 1}}
    const shown = {name: 'mine', type: 'fast', disk: {type: 'disk'}, labels: {a: 'b'}}
    const fields: readonly Field[] = [{name: 'thing', type: {ref: 'Thing'}}]
    assert.deepEqual(answer(fields, {schemas, body: JSON.stringify(said)}), {thing: shown})
    assert.deepEqual(answer(fields, {schemas, body: JSON.stringify({thing: said})}), {thing: shown})
    assert.deepEqual(answer(thing.fields, {schemas, body: JSON.stringify(said)}), shown)
    assert.deepEqual(answer(fields, {schemas, body: JSON.stringify({...said, disk: {type: 'big'}})}), {
      thing: {...shown, disk: {type: 'big'}},
    })
  })

  it('shows the id that the path ends with, as that of the thing alone', () => {
    const schemas = {Flavor: {fields: [{name: 'id', type: 'string', enum: ['f1']}]}} as const
    const thing: Schema = {
      fields: [
        {name: 'id', type: 'string'},
        {name: 'flavor', type: {ref: 'Flavor'}},
      ],
    }
    const operation = {path: '/v1/things/{thing_id}'}
    const path = new Map([['thing_id', 't1']])
    const shown = {id: 't1', flavor: {id: 'f1'}}
    assert.deepEqual(answer(thing.fields, {schemas, operation, path}), shown)
    const wrapped: readonly Field[] = [{name: 'thing', type: {ref: 'Thing'}}]
    assert.deepEqual(answer(wrapped, {schemas: {...schemas, Thing: thing}, operation, path}), {thing: shown})
  })

  it('gives a number for a number, whatever the request said', () => {
    const fields: readonly Field[] = [{name: 'size', type: 'int32', enum: [7]}]
    assert.deepEqual(answer(fields, {body: '{"size": "big"}'}), {size: 7})
    assert.deepEqual(answer(fields, {body: '{"size": 9}'}), {size: 9})
  })

  describe('of things with ids', () => {
    const thing: Schema = {
      fields: ['name', 'id', 'cidr', 'made_of'].map((name) => ({name, type: 'string' as const})),
    }
    const schemas = {Thing: thing}
    interface Things {
      readonly things: readonly Readonly<Record<string, string>>[]
    }
    const list = (path: ReadonlyMap<string, string>): Things['things'] => {
      const fields = [{name: 'things', type: {list: {ref: 'Thing'}}}]
      return (answer(fields, {schemas, path}) as Things).things
    }
    const show = (id: string): unknown =>
      answer([{name: 'thing', type: {ref: 'Thing'}}], {
        schemas,
        operation: {path: '/v1/{project_id}/things/{thing_id}'},
        path: new Map([
          ['project_id', 'p1'],
          ['thing_id', id],
        ]),
      })
    const create = (body: string): unknown =>
      answer([{name: 'thing', type: {ref: 'Thing'}}], {schemas, operation: {name: 'CreateThing', method: 'POST'}, body})

    it('is the same of one id, whether it is listed or shown', () => {
      const listed = list(new Map([['project_id', 'p1']]))
      assert.equal(new Set(listed.map(({name}) => name)).size, 3)
      for (const one of listed) assert.deepEqual(show(one['id'] ?? ''), {thing: one})
    })

    it('differs from one that is made or listed to another', () => {
      const made = ['a', 'b', 'a'].map((cidr) => create(JSON.stringify({thing: {cidr}})))
      assert.deepEqual(made[0], made[2])
      assert.notDeepEqual(made[0], made[1])
      assert.deepEqual(list(new Map()), list(new Map([['project_id', 'p1']])))
      assert.notDeepEqual(list(new Map()), list(new Map([['owner_id', 'o2']])))
    })
  })
})
