import assert from 'node:assert/strict'
import {hostName, isLoopbackName, labelsBeforeLocalhost} from '../../../src/sandbox/host-name.js'

describe('isLoopbackName', () => {
  it('holds for loopback addresses and localhost, with any port', () => {
    for (const host of [
      '127.0.0.1',
      '127.1.2.255:80',
      '[::1]',
      '[::1]:8080',
      'localhost',
      'LOCALHOST:1',
      'vpc.localhost',
    ])
      assert.equal(isLoopbackName(hostName(host)), true, host)
  })

  it('does not hold for anything else', () => {
    for (const host of [
      '',
      '127.0.0.256',
      '127.0.0.1.example.com',
      'localhost.example.com',
      'notlocalhost',
      '.localhost',
      '10.0.0.1',
      '[::2]',
      '[::1].example.com',
      '0.0.0.0',
      'localhost/x',
    ])
      assert.equal(isLoopbackName(hostName(host)), false, host)
  })
})

describe('labelsBeforeLocalhost', () => {
  it('answers the labels, none for an address', () => {
    assert.deepEqual(labelsBeforeLocalhost('v3.vpc.localhost'), ['v3', 'vpc'])
    assert.deepEqual(labelsBeforeLocalhost('127.0.0.1'), [])
    assert.deepEqual(labelsBeforeLocalhost('localhost'), [])
  })
})
