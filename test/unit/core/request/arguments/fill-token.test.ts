import assert from 'node:assert/strict'
import {type Operation, type Parameter} from '../../../../../src/core/catalog/types.js'
import {fillToken} from '../../../../../src/core/request/arguments/fill-token.js'
import {type RequestArguments} from '../../../../../src/core/request/types.js'

const limit: Parameter = {name: 'limit', in: 'query', type: 'int32'}
const token: Parameter = {
  name: 'x_client_token',
  wire: 'X-Client-Token',
  in: 'header',
  type: 'string',
  idempotencyToken: true,
}
const zone: Parameter = {name: 'zone', in: 'query', type: 'string'}

const fill = (given: RequestArguments, parameters: Operation['parameters'] = [limit, token, zone]) =>
  fillToken({
    operation: {parameters},
    arguments: given,
    randomBytes: (count) => new Uint8Array(count).map((_, at) => at * 17),
  })

const given = (...parameters: readonly Parameter[]): RequestArguments => ({
  parameters: parameters.map((parameter) => ({parameter, value: 'x'})),
  body: new Map(),
})

describe('fillToken', () => {
  const uuid = '00112233-4455-4677-8899-aabbccddeeff'

  it('makes a token up, in its place among the parameters, and says how to repeat the call', () => {
    assert.deepEqual(fill(given(limit, zone)), {
      arguments: {
        parameters: [
          {parameter: limit, value: 'x'},
          {parameter: token, value: uuid},
          {parameter: zone, value: 'x'},
        ],
        body: new Map(),
      },
      repeatWith: `--x-client-token=${uuid}`,
    })
  })

  it('leaves a given token alone, and does not repeat it', () => {
    assert.deepEqual(fill(given(token)), {arguments: given(token), repeatWith: 'the same --x-client-token'})
  })

  it('makes one up in place of an empty one', () => {
    const empty = {parameters: [{parameter: token, value: ''}]}
    assert.deepEqual(fill(empty).arguments, {parameters: [{parameter: token, value: uuid}]})
  })

  it('does nothing for an operation without one', () => {
    assert.deepEqual(fill(given(limit), [limit, zone]), {arguments: given(limit)})
  })
})
