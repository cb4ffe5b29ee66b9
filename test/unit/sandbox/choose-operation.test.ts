import assert from 'node:assert/strict'
import {type Operation, type Parameter, type Schema} from '../../../src/core/catalog/types.js'
import {type Value} from '../../../src/core/values/value.js'
import {chooseOperation} from '../../../src/sandbox/choose-operation.js'
import {parseQuery, type ReceivedRequest, splitTarget} from '../../../src/sandbox/received-request.js'
import {RouteIndex} from '../../../src/sandbox/route-index.js'
import {type Route} from '../../../src/sandbox/routes.js'

const schemas: Readonly<Record<string, Schema>> = {
  Action: {fields: [{name: 'action', type: 'string', required: true}]},
  Brief: {fields: [{name: 'name', type: 'string', required: true}]},
  Full: {
    fields: [
      {name: 'name', type: 'string', required: true},
      {name: 'note', type: 'string'},
    ],
  },
  Create: {
    fields: [
      {name: 'name', type: 'string', required: true},
      {name: 'region', type: 'string', required: true},
      ...['note', 'tags', 'size', 'count'].map((name) => ({name, type: 'string' as const})),
    ],
  },
  Restore: {
    fields: [
      {name: 'name', type: 'string', required: true},
      ...['region', 'note', 'tags', 'size'].map((name) => ({name, type: 'string' as const})),
    ],
  },
  Inner: {fields: [{name: 'methods', type: {list: 'string'}, enum: ['token']}]},
  ByToken: {fields: [{name: 'auth', type: {ref: 'Inner'}, required: true}]},
  Other: {fields: [{name: 'methods', type: {list: 'string'}, enum: ['password']}]},
  ByPassword: {fields: [{name: 'auth', type: {ref: 'Other'}, required: true}]},
}

const schema = (name: string): Schema => {
  const found = schemas[name]
  if (found === undefined) throw new Error(name)
  return found
}

const route = (command: string, operation: Partial<Operation> & Pick<Operation, 'method' | 'path'>): Route => ({
  service: 'demo',
  version: 'v1',
  command,
  operation: {name: command, contentType: 'application/json', parameters: [], response: 'None', ...operation},
  schema,
})

const parameter = (place: Parameter['in'], name: string, more: Partial<Parameter> = {}): Parameter => ({
  in: place,
  name,
  type: 'string',
  ...more,
})

const get = (command: string, path: string, parameters: readonly Parameter[] = []): Route =>
  route(command, {method: 'GET', path, parameters})

const post = (command: string, ref: string): Route =>
  route(command, {method: 'POST', path: `/things`, body: {ref}, bodyRequired: true})

interface Sent {
  readonly body?: Value
  readonly headers?: readonly (readonly [string, string])[]
}

/** The command that is chosen for a request, whichever way round the operations stand in the catalogue. */
const choose = (routes: readonly Route[], target: string, {body, headers = []}: Sent = {}): string | undefined => {
  const {path, query} = splitTarget(target)
  const method = body === undefined ? 'GET' : 'POST'
  const request: ReceivedRequest = {
    method,
    target,
    path,
    query: parseQuery(query),
    headers: new Map(headers),
    contentType: 'application/json',
    body: body === undefined ? {kind: 'none'} : {kind: 'json', value: body},
  }
  const chosen = [routes, routes.toReversed()].map((order) => {
    const index = new RouteIndex<Route>()
    for (const one of order) index.add(one.operation.method, one.operation.path, one)
    const scope = {projectId: 'p1', domainId: 'd1'}
    return chooseOperation(index.find(method, path), request, scope, () => true)?.route.command
  })
  assert.equal(chosen[0], chosen[1])
  return chosen[0]
}

const object = (entries: Readonly<Record<string, Value>>): Value => new Map(Object.entries(entries))

describe('chooseOperation', () => {
  it('counts a placeholder that holds one of its known values as more than any other', () => {
    const routes = [
      get('show-gateway', '/{project_id}/gateway/{id}', [parameter('path', 'id')]),
      get('list-tags', '/{project_id}/{kind}/tags', [parameter('path', 'kind', {enum: ['gateway', 'connection']})]),
    ]
    assert.equal(choose(routes, '/p1/gateway/tags'), 'list-tags')
    assert.equal(choose(routes, '/p1/gateway/g1'), 'show-gateway')
    assert.equal(choose(routes, '/p1/connection/tags'), 'list-tags')
  })

  it('tells operations by the known values of a placeholder', () => {
    const routes = [
      get('a-show-net', '/{kind}/{id}', [parameter('path', 'kind', {enum: ['net']})]),
      get('b-show-disk', '/{kind}/{id}', [parameter('path', 'kind', {enum: ['disk']})]),
    ]
    assert.equal(choose(routes, '/net/1'), 'a-show-net')
    assert.equal(choose(routes, '/disk/1'), 'b-show-disk')
  })

  it('tells operations by the parameters of the query that they declare, and takes the one that lacks least', () => {
    const routes = [
      get('list-a', '/things', [parameter('query', 'limit')]),
      get('list-b', '/things', [parameter('query', 'limit'), parameter('query', 'router_id')]),
    ]
    assert.equal(choose(routes, '/things'), 'list-a')
    assert.equal(choose(routes, '/things?limit=1'), 'list-a')
    assert.equal(choose(routes, '/things?router_id=r'), 'list-b')
  })

  it('tells operations by the headers that they declare, not by those that every request has', () => {
    const routes = [
      get('a', '/things', [parameter('header', 'X-Project-Id')]),
      get('b', '/things', [parameter('header', 'X-Language')]),
    ]
    const project = ['x-project-id', 'p1'] as const
    assert.equal(choose(routes, '/things', {headers: [project]}), 'a')
    assert.equal(choose(routes, '/things', {headers: [project, ['x-language', 'en-us']]}), 'b')
  })

  it('tells operations by the names in a body', () => {
    const routes = [post('a-full', 'Full'), post('b-brief', 'Brief')]
    assert.equal(choose(routes, '/things', {body: object({name: 'n'})}), 'b-brief')
    assert.equal(choose(routes, '/things', {body: object({name: 'n', note: 'x'})}), 'a-full')
  })

  it('takes the one of which little more than the required or nearly all is given', () => {
    const routes = [post('a-restore', 'Restore'), post('b-create', 'Create')]
    const chosen = (...names: readonly string[]): string | undefined =>
      choose(routes, '/things', {body: object(Object.fromEntries(names.map((name) => [name, 'x'])))})
    assert.equal(chosen('name', 'region'), 'b-create')
    assert.equal(chosen('name', 'region', 'note'), 'b-create')
    assert.equal(chosen('name'), 'a-restore')
    assert.equal(chosen('name', 'region', 'note', 'tags', 'size'), 'a-restore')
    assert.equal(chosen('name', 'region', 'note', 'tags', 'size', 'count'), 'b-create')
  })

  it('tells operations by known values deep in a body', () => {
    const routes = [post('a-password', 'ByPassword'), post('b-token', 'ByToken')]
    assert.equal(choose(routes, '/things', {body: object({auth: object({methods: ['token']})})}), 'b-token')
    assert.equal(choose(routes, '/things', {body: object({auth: object({methods: ['password']})})}), 'a-password')
  })

  it('takes a value that is a word of an operation’s name for a sign of it, in any case', () => {
    const posts = [post('batch-add', 'Action'), post('batch-delete', 'Action')]
    assert.equal(choose(posts, '/things', {body: object({action: 'DELETE'})}), 'batch-delete')
    const gets = [
      get('list-a', '/things', [parameter('query', 'type')]),
      get('list-private', '/things', [parameter('query', 'type')]),
    ]
    assert.equal(choose(gets, '/things?type=private'), 'list-private')
  })

  it('takes the first by name where nothing tells them apart', () => {
    assert.equal(choose([get('b', '/things'), get('a', '/things')], '/things'), 'a')
  })

  it('knows nothing for a path that no operation has', () => {
    assert.equal(choose([get('a', '/things')], '/else'), undefined)
  })
})
