import assert from 'node:assert/strict'
import {wireHeaders} from '../../../../src/core/http/wire-headers.js'

const request = {method: 'GET', scheme: 'https', host: 'vpc.example.com:8443', target: '/v1/vpcs'} as const

describe('the headers of a request on the wire', () => {
  it('name the host where the request was not signed and so names none', () => {
    const headers = wireHeaders({...request, headers: {Authorization: 'Bearer x'}})
    assert.equal(headers['Host'], 'vpc.example.com:8443')
  })

  it('name the host once, in the spelling and place of the request', () => {
    const headers = wireHeaders({...request, headers: {'X-Sdk-Date': 'd', host: 'vpc.example.com:8443', A: 'b'}})
    assert.deepEqual(Object.keys(headers), [
      'User-Agent',
      'Accept-Encoding',
      'Accept',
      'Connection',
      'X-Sdk-Date',
      'host',
      'A',
    ])
  })

  it('say the length of a body, and that there is none where the method may have one', () => {
    assert.equal(wireHeaders({...request, method: 'POST', headers: {}})['Content-Length'], '0')
    assert.equal(wireHeaders({...request, headers: {}})['Content-Length'], undefined)
    assert.equal(wireHeaders({...request, headers: {}, body: Buffer.from('é')})['Content-Length'], '2')
  })
})
