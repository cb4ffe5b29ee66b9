import assert from 'node:assert/strict'
import {createRequire} from 'node:module'
import fc from 'fast-check'
import {queryString} from '../../src/core/request/wire/query-string.js'
import {signRequest} from '../../src/core/signing/sign-request.js'

/** The part of the official Node SDK's signer that is used here. */
interface NodeSigner {
  sign(
    request: {
      endpoint: string
      method: string
      headers: Record<string, string>
      queryParams: Record<string, string>
      data?: unknown
    },
    credential: {getAk(): string; getSk(): string},
  ): Record<string, string>
}

const {AKSKSigner} = createRequire(import.meta.url)('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js') as {
  AKSKSigner: NodeSigner
}

const word = fc.stringMatching(/^[A-Za-z\d_.~-]{1,12}$/)
// Dot segments are refused, and the two signers sort names apart beyond this plane.
const segment = word.filter((text) => !/^\.+$/.test(text))
const text = fc.string({maxLength: 20, unit: fc.constantFrom(...'aZ09 %+/?&=~*!\'()"<>,;:@\u00e9\u4e2d')})

const call = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  host: fc.constantFrom('vpc.cn-north-4.myhuaweicloud.com', 'a.example:8443', '127.0.0.1:80'),
  path: fc.array(segment, {minLength: 1, maxLength: 5}),
  query: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), text, {maxKeys: 5}),
  headers: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,8}$/), word, {maxKeys: 4}),
  body: fc.option(fc.dictionary(word, fc.oneof(text, fc.integer(), fc.boolean()), {minKeys: 1}), {nil: undefined}),
  accessKeyId: fc.stringMatching(/^[A-Z\d]{1,20}$/),
  secretAccessKey: fc.string({minLength: 1, maxLength: 40}),
})

describe("the official Node SDK's signer", () => {
  it('makes the same signature where both follow the same rules (spec §13)', () => {
    fc.assert(
      fc.property(call, ({method, host, path, query, headers, body, accessKeyId, secretAccessKey}) => {
        const all = {...headers, 'content-type': 'application/json', 'X-Sdk-Date': '20240305T060708Z'}
        const theirs = AKSKSigner.sign(
          {
            endpoint: `https://${host}/${path.join('/')}`,
            method,
            headers: all,
            queryParams: query,
            ...(body === undefined ? {} : {data: body}),
          },
          {getAk: () => accessKeyId, getSk: () => secretAccessKey},
        )
        const search = queryString(Object.entries(query).map(([name, value]) => ({name, value})))
        const ours = signRequest(
          {
            method,
            scheme: 'https',
            host,
            target: `/${path.join('/')}${search === '' ? '' : `?${search}`}`,
            headers: all,
            body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
          },
          {accessKeyId, secretAccessKey},
          {now: new Date(0)},
        )
        assert.equal(ours.headers['Authorization'], theirs['Authorization'])
      }),
    )
  })
})
