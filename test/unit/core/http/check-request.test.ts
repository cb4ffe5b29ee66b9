import assert from 'node:assert/strict'
import {UsageError} from '../../../../src/core/errors/usage-error.js'
import {checkRequest} from '../../../../src/core/http/check-request.js'
import {get} from '../../../support/recording-server.js'

const faultOf = (request: Parameters<typeof checkRequest>[0]): string | undefined => {
  try {
    checkRequest(request)
    return undefined
  } catch (error) {
    assert(error instanceof UsageError)
    return error.message
  }
}

describe('checkRequest', () => {
  for (const target of [
    '/',
    '/v1/a%2Fb',
    '/v1//x',
    '/v1/x/',
    '/v1/..a/.b.',
    '/v1/x?a=b%20c&d=..%2F..',
    "/v1/a:b@c;d=e!*'()",
    '/v1/x?url=https%3A%2F%2Fa.example%2F..%2F',
    '/v1/%E4%B8%AD',
    '/v1/a%5Cb',
  ]) {
    it(`lets ${target} pass`, () => {
      assert.equal(faultOf(get('a.example', {target})), undefined)
    })
  }

  for (const [target, fault] of [
    ['v1/x', 'The path of the request does not start with a slash.'],
    ['/\\evil.example/', 'The path of the request holds a backslash, a blank or a control character.'],
    ['/v1/../x', 'The path of the request holds a segment of dots (. or ..).'],
    ['/v1/{project_id}', 'The path of the request holds characters that must be percent-encoded.'],
    ['/v1/中', 'The path of the request holds characters that must be percent-encoded.'],
    ['/é', 'The path of the request holds characters that must be percent-encoded.'],
  ] as const) {
    it(`refuses ${JSON.stringify(target)}`, () => {
      assert.equal(faultOf(get('a.example', {target})), fault)
    })
  }

  for (const host of ['a.example', 'A.Example:443', '127.0.0.1:8080', '[::1]:80', 'a_b.example', 'a.example:80']) {
    it(`lets the host ${host} pass`, () => {
      assert.equal(faultOf(get(host)), undefined)
    })
  }

  for (const host of [
    '',
    'a@b',
    'a/b',
    'a?b',
    'a#b',
    'a\\b',
    'a b',
    'a:b',
    'ü.example',
    '[::1',
    'a.example:99999',
    '127.1',
    '0x7f.0.0.1',
  ]) {
    it(`refuses the host ${JSON.stringify(host)}`, () => {
      assert.equal(faultOf(get(host)), `${JSON.stringify(host)} is no host.`)
    })
  }

  it('refuses headers that could break out of their line', () => {
    assert.equal(faultOf(get('a.example', {headers: {'X-A': 'tab\there, 中文'}})), undefined)
    assert.equal(
      faultOf(get('a.example', {headers: {'X-A': 'a\r\nX-B: c'}})),
      'The value of the header X-A holds a control character.',
    )
    assert.equal(faultOf(get('a.example', {headers: {'X A': ''}})), '"X A" is no name of a header.')
  })
})
