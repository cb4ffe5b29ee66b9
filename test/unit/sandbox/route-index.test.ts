import assert from 'node:assert/strict'
import {RouteIndex} from '../../../src/sandbox/route-index.js'

const index = new RouteIndex<string>()
for (const template of [
  '/v1/{project_id}/nets',
  '/v1/{project_id}/nets/{net_id}',
  '/v1/{project_id}/nets/details',
  '/v1/{project_id}/{kind}/{id}',
  '/v1/all/nets/{net_id}',
  '/v1/reverse/{region}:{ip_id}',
  '/v1/files/{name}.json',
  '/v1/{project_id}/folder/',
  '/',
])
  index.add('GET', template, template)
index.add('POST', '/v1/{project_id}/nets', 'create')

const find = (path: string, method = 'GET') =>
  index.find(method, path).map(({target, path: values}) => [target, Object.fromEntries(values)])

describe('RouteIndex', () => {
  it('finds what a path may mean, the most literal reading first', () => {
    assert.deepEqual(find('/v1/p/nets/details'), [
      ['/v1/{project_id}/nets/details', {project_id: 'p'}],
      ['/v1/{project_id}/nets/{net_id}', {project_id: 'p', net_id: 'details'}],
      ['/v1/{project_id}/{kind}/{id}', {project_id: 'p', kind: 'nets', id: 'details'}],
    ])
  })

  it('prefers what is literal earlier', () => {
    assert.deepEqual(
      find('/v1/all/nets/details').map(([template]) => template),
      [
        '/v1/all/nets/{net_id}',
        '/v1/{project_id}/nets/details',
        '/v1/{project_id}/nets/{net_id}',
        '/v1/{project_id}/{kind}/{id}',
      ],
    )
  })

  it('decodes what placeholders hold, an escaped slash included', () => {
    assert.deepEqual(find('/v1/p/nets/a%2Fb%20%C3%A9%zz')[0], [
      '/v1/{project_id}/nets/{net_id}',
      {project_id: 'p', net_id: 'a/b é%zz'},
    ])
  })

  it('knows segments that are partly literal', () => {
    assert.deepEqual(find('/v1/reverse/cn-north-4:a:b'), [
      ['/v1/reverse/{region}:{ip_id}', {region: 'cn-north-4:a', ip_id: 'b'}],
    ])
    assert.deepEqual(find('/v1/files/a.json'), [['/v1/files/{name}.json', {name: 'a'}]])
    assert.deepEqual(find('/v1/files/aXjson'), [])
  })

  it('keeps methods, empty segments and trailing slashes apart', () => {
    assert.deepEqual(find('/v1/p/nets', 'POST'), [['create', {project_id: 'p'}]])
    assert.deepEqual(find('/v1/p/nets', 'DELETE'), [])
    assert.deepEqual(find('/v1//nets'), [])
    assert.deepEqual(find('/v1/p/folder/'), [['/v1/{project_id}/folder/', {project_id: 'p'}]])
    assert.deepEqual(find('/'), [['/', {}]])
  })
})
