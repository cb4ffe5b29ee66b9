import assert from 'node:assert/strict'
import {type HttpRequest} from '../../../../src/core/http/types.js'
import {hideAccessKeys, hideSent} from '../../../../src/core/output/hide-sent.js'

const sent = (more: Partial<HttpRequest>): HttpRequest => ({
  method: 'POST',
  scheme: 'https',
  host: 'vpc.example.com',
  target: '/v1/x',
  headers: {},
  ...more,
})

describe('hideSent', () => {
  it('takes key, signature and token from what a service says of a request, and leaves the rest', () => {
    const hide = hideSent(
      sent({
        headers: {
          'Content-Type': 'application/json',
          'X-Security-Token': 'tokentoken',
          Authorization:
            'SDK-HMAC-SHA256 Access=AKIDABCDEF, SignedHeaders=content-type;x-security-token, Signature=0123abcd',
        },
      }),
    )
    assert.equal(
      hide('No: AKIDABCDEF tokentoken 0123abcd content-type;x-security-token application/json SDK-HMAC-SHA256'),
      'No: AKID*** *** *** content-type;x-security-token application/json SDK-HMAC-SHA256',
    )
  })

  it('knows derived and OBS signatures, bearer tokens, and passwords in a Basic header', () => {
    const of = (authorization: string, text: string): string => hideSent(sent({headers: {authorization}}))(text)
    const derived =
      'V11-HMAC-SHA256 Credential=AKIDABCDEF/20240101/cn-north-4/vpc, SignedHeaders=host, Signature=0123abcd'
    assert.equal(of(derived, 'AKIDABCDEF cn-north-4 0123abcd'), 'AKID*** cn-north-4 ***')
    assert.equal(of('OBS AKIDABCDEF:c2lnbmF0dXJl=', 'AKIDABCDEF c2lnbmF0dXJl='), 'AKID*** ***')
    assert.equal(of('Bearer letters', 'Bearer letters'), 'Bearer ***')
    const basic = Buffer.from('me:pass-word').toString('base64')
    assert.equal(of(`Basic ${basic}`, `me pass-word ${basic}`), 'me *** ***')
  })

  it('finds what names tell in a query, a form and JSON, also as JSON and URLs spell it', () => {
    const query = hideSent(sent({target: '/v1/x?access_token=a%2Fbcd&limit=1000'}))
    assert.equal(query('a/bcd a%2Fbcd 1000'), '*** *** 1000')
    const form = hideSent(sent({body: Buffer.from('password=se+cret&name=demo')}))
    assert.equal(form('se cret se+cret demo'), '*** *** demo')
    const json = hideSent(sent({body: Buffer.from('{"user": {"password": "se\\"cret", "name": "demo"}}')}))
    assert.equal(
      json(JSON.stringify({body: '{"password": "se\\"cret", "name": "demo"}'})),
      '{"body":"{\\"password\\": \\"***\\", \\"name\\": \\"demo\\"}"}',
    )
  })

  it('leaves texts that are too short to be told from words, and streams', () => {
    const hide = hideSent(sent({headers: {'X-Auth-Token': 'abc'}, body: {length: 1, open: () => assert.fail()}}))
    assert.equal(hide('abcdef'), 'abcdef')
  })
})

describe('hideAccessKeys', () => {
  it('shows four characters of the key that signs a request, wherever it stands', () => {
    const headers = {Authorization: 'SDK-HMAC-SHA256 Access=AKIDABCDEF, SignedHeaders=host, Signature=0123'}
    assert.equal(hideAccessKeys({headers})('/v3/credentials/AKIDABCDEF'), '/v3/credentials/AKID***')
    assert.equal(hideAccessKeys({headers: {}})('/v3/credentials/AKIDABCDEF'), '/v3/credentials/AKIDABCDEF')
  })
})
