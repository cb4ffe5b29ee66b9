import assert from 'node:assert/strict'
import {targetFault} from '../../../../src/core/values/target-fault.js'

describe('targetFault', () => {
  for (const [target, fault] of [
    ['', 'does not start with a slash'],
    ['v1/x', 'does not start with a slash'],
    ['@evil.example/', 'does not start with a slash'],
    ['.evil.example/', 'does not start with a slash'],
    ['?a=b', 'does not start with a slash'],
    ['//evil.example/', 'starts with two slashes'],
    ['/\\evil.example/', 'holds a backslash, a blank or a control character'],
    ['/v1/\u0000', 'holds a backslash, a blank or a control character'],
    ['/v1/a\r\nX: y', 'holds a backslash, a blank or a control character'],
    ['/v1/x?a=\u007f', 'holds a backslash, a blank or a control character'],
    ['/v1/a b', 'holds a backslash, a blank or a control character'],
    ['/v1/x#y', 'holds a fragment (#)'],
    ['/v1/../x', 'holds a segment of dots (. or ..)'],
    ['/v1/./x', 'holds a segment of dots (. or ..)'],
    ['/v1/.', 'holds a segment of dots (. or ..)'],
    ['/v1/..', 'holds a segment of dots (. or ..)'],
    ['/v1/%2e%2E/x', 'holds a segment of dots (. or ..)'],
    ['/v1/.%2e?x', 'holds a segment of dots (. or ..)'],
  ] as const) {
    it(`${fault}: ${JSON.stringify(target)}`, () => {
      assert.equal(targetFault(target), fault)
    })
  }

  for (const target of ['/', '/a/', '/a//b', '/a/...', '/%2F..%2F/x', '/a?x=../..&y=//', '/v1/a:b@c;d,e=$!']) {
    it(`is none: ${target}`, () => {
      assert.equal(targetFault(target), undefined)
    })
  }
})
