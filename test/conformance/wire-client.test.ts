import assert from 'node:assert/strict'
import {buildHeaders} from '../../src/core/request/wire/build-headers.js'
import {fillPath} from '../../src/core/request/wire/fill-path.js'
import {type NamedValue} from '../../src/core/request/wire/parameter-pairs.js'
import {queryString} from '../../src/core/request/wire/query-string.js'
import {type Value, type ValueMap} from '../../src/core/values/value.js'
import {list, map, optionalText, readVectors, text} from '../support/vectors.js'

const laterHeaders = ['X-Security-Token', 'X-Sdk-Date', 'Host', 'Authorization']

const pairs = (value: Value | undefined): readonly (readonly [string, Value])[] =>
  list(value).map((pair) => [text(list(pair)[0]), list(pair)[1] ?? null])

const named = (entries: Iterable<readonly [string, Value]>, formats?: ValueMap): readonly NamedValue[] =>
  Array.from(entries, ([name, value]) => {
    const format = formats?.get(name)
    return {name, value, collection: format === 'csv' || format === 'multi' ? format : undefined}
  })

const serialise = (input: ValueMap): {uri: string; headers: Readonly<Record<string, string>>} => {
  const [projectId, domainId] = [optionalText(input.get('project_id')), optionalText(input.get('domain_id'))]
  const ids: Readonly<Record<string, string | undefined>> = {project_id: projectId, domain_id: domainId}
  const formats = input.get('collection_formats')
  const path = fillPath({
    template: text(input.get('path_template')),
    parameters: named(map(input.get('path_params') ?? new Map())),
    fallback: (name) => ids[name],
  })
  const query = queryString(named(pairs(input.get('query')), formats === undefined ? undefined : map(formats)))
  const scope: readonly [string, string] | undefined =
    projectId !== undefined
      ? ['X-Project-Id', projectId]
      : domainId !== undefined
        ? ['X-Domain-Id', domainId]
        : undefined
  const headers = buildHeaders({
    parameters: named(pairs(input.get('headers'))),
    contentType: 'application/json',
    userAgent: `huaweicloud-usdk-python/3.0; ${text(input.get('config_user_agent'))}`,
    scope,
  })
  return {uri: query === '' ? path : `${path}?${query}`, headers}
}

describe("the client layer of the SDK's signing vectors", () => {
  const vectors = readVectors('signing')
  for (const vector of vectors.filter((item) => item.get('layer') === 'client')) {
    it(`${text(vector.get('id'))}: ${text(vector.get('description'))}`, () => {
      const expected = map(vector.get('expected'))
      const {uri, headers} = serialise(map(vector.get('input')))
      assert.deepEqual(
        {uri, headers},
        {
          uri: expected.get('request_uri'),
          headers: Object.fromEntries(pairs(expected.get('headers')).filter(([name]) => !laterHeaders.includes(name))),
        },
      )
    })
  }
})
