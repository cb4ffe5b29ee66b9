import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {CredentialsError} from '../../../../src/core/errors/credentials-error.js'
import {type HttpRequest} from '../../../../src/core/http/types.js'
import {bucketOf, canonicalString} from '../../../../src/core/signing/obs/canonical-string.js'
import {signObsRequest} from '../../../../src/core/signing/obs/sign-obs-request.js'
import {subResources} from '../../../../src/core/signing/obs/sub-resources.js'

const keys = {accessKeyId: 'a', secretAccessKey: 's'}
const now = new Date('2024-03-05T06:07:08Z')
const request: HttpRequest = {
  method: 'PUT',
  scheme: 'https',
  host: 'box.obs.cn-north-4.myhuaweicloud.com',
  target: '/key',
  headers: {'Content-Type': 'application/xml'},
}

describe('A request to object storage', () => {
  it('names its bucket in front of the host; a host of one label and an address name none', () => {
    const hosts = ['box.obs.x.com', 'obs.x.com', 'box.localhost:80', 'localhost:80', '127.0.0.1:80', '[::1]:80']
    assert.deepEqual(hosts.map(bucketOf), ['box', undefined, 'box', undefined, undefined, undefined])
  })

  it('signs the query parameters that are part of the resource, their values as they are', () => {
    assert.deepEqual(
      [
        'acl&prefix=a',
        'versionId=a%2Fb&x-obs-z=%20',
        'bucketStatus&customdomain=x',
        'publicAccessBlock%20',
        'X-Obs-A%2Fb=%C3%A4%3D',
        '',
        'response-expires=0&versionId=1',
      ].map(subResources),
      ['?acl', '?versionId=a/b&x-obs-z', '', '', '?X-Obs-A/b=ä=', '', '?response-expires=0&versionId=1'],
    )
  })

  it('says the digest of a body that is text, unless it has one, and of no file', () => {
    const md5 = (more: Partial<HttpRequest>): string | undefined =>
      signObsRequest({...request, ...more}, keys, {now}).headers['Content-MD5']
    const stream = {length: 1, open: () => Readable.from(['x'])}
    assert.deepEqual(
      [
        md5({body: Buffer.from('<A>1</A>')}),
        md5({body: Buffer.from('<A>1</A>'), headers: {'Content-MD5': 'given'}}),
        md5({body: stream}),
        md5({body: Buffer.alloc(0)}),
        md5({}),
      ],
      ['nbQfAi+Y6Nhdcg921yb2EA==', 'given', undefined, undefined, undefined],
    )
  })

  it('has its date replaced, in its place', () => {
    const {headers} = signObsRequest({...request, headers: {Date: 'then', 'Content-Type': 'x'}}, keys, {now})
    assert.deepEqual(Object.keys(headers), ['Date', 'Content-Type', 'Authorization'])
    assert.equal(headers['Date'], 'Tue Mar 05 2024 06:07:08 GMT')
  })

  it('is signed over its own headers in order of their names, without outer blanks', () => {
    const headers = {'x-obs-meta-b': ' v ', 'X-Obs-Acl': 'private', Date: 'D', 'Content-Type': 'T', 'X-Other': 'no'}
    assert.equal(canonicalString({...request, headers}), 'PUT\n\nT\nD\nx-obs-acl:private\nx-obs-meta-b:v\n/box/key')
  })

  it('is signed over the blanks that a server sees', () => {
    const headers = {'x-obs-meta-b': '\u00a0v', 'X-Obs-Acl': ' \u00a0private\u2028\t'}
    assert.equal(
      canonicalString({...request, headers}),
      'PUT\n\n\n\nx-obs-acl:\u00a0private\u2028\nx-obs-meta-b:v\n/box/key',
    )
  })

  it('is not signed with an empty key', () => {
    assert.throws(() => signObsRequest(request, {...keys, secretAccessKey: ''}, {now}), CredentialsError)
  })
})
