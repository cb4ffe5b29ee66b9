import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {Readable} from 'node:stream'
import {authenticate} from '../../src/core/client/authenticate.js'
import {knownClasses} from '../../src/core/credentials/own/credential-classes.js'
import {noKeys} from '../../src/core/credentials/own/own-account.js'
import {type HttpRequest, type Transport} from '../../src/core/http/types.js'
import {builtCatalog} from '../support/built-catalog.js'
import {stubOutreach, type VectorCase} from '../support/credential-cases.js'
import {fixture} from '../support/repository.js'

interface OwnCase extends Omit<VectorCase, 'input' | 'expected'> {
  readonly input: Pick<VectorCase['input'], 'http_stubs'> & {
    readonly class: string
    readonly ak?: string
    readonly sk?: string
    readonly security_token?: string
    readonly time_epoch?: number
    readonly nonce?: string
  } & Readonly<Record<string, unknown>>
  readonly expected?: {readonly headers: Readonly<Record<string, string>>; readonly uri: string}
}

const {cases} = JSON.parse(readFileSync(fixture('vectors/credentials.json'), 'utf8')) as {readonly cases: OwnCase[]}
const own = cases.filter(({group}) => group === 'service-specific')

const skipped: Readonly<Record<string, string>> = {
  'other-iotda-import': 'the class cannot be imported; the service is called with keys',
}

/** What a vector gives that a section of a profile would hold, as text. */
const claimsOf = (input: OwnCase['input']): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(input).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'boolean' ? [[key, String(value)] as const] : [],
    ),
  )

describe('Credentials of services of their own kind, as the SDK uses them', () => {
  for (const {id, description, input, expected, requests = []} of own) {
    const reason = skipped[id]
    if (reason !== undefined) {
      it.skip(`${id}: ${reason}`)
      continue
    }
    it(`${id}: ${description}`, async () => {
      const [credentialClass] = knownClasses([input.class])
      const {ak, sk, security_token: securityToken, time_epoch: epoch, http_stubs: stubs = []} = input
      const keys = ak && sk ? {accessKeyId: ak, secretAccessKey: sk, ...(securityToken && {securityToken})} : noKeys
      const {outreach, sent} = stubOutreach({
        http_stubs: stubs.map(({replies, ...stub}) => ({
          ...stub,
          replies: replies.map((reply) => ({...reply, status: String(reply.status)})),
        })),
      })
      const passed: HttpRequest[] = []
      const transport: Transport = (request) => {
        passed.push(request)
        return Promise.resolve({status: 200, headers: {}, body: Readable.from([])})
      }
      const send = authenticate(
        credentialClass,
        {keys, own: claimsOf(input), source: 'the vector'},
        {
          now: () => new Date(epoch === undefined ? '2024-03-05T06:07:08Z' : epoch * 1000),
          nonce: () => input.nonce ?? '',
          outreach,
        },
      )(transport)
      const request: HttpRequest = {
        // The vectors do not say so, but their one signature is of a POST with an empty object.
        method: 'POST',
        body: Buffer.from('{}'),
        scheme: 'https',
        host: credentialClass.signer === 'log-in' ? 'api.meeting.huaweicloud.com' : 'iam.myhuaweicloud.com',
        target: expected?.uri ?? '',
        headers: {
          ...(credentialClass.signer === 'log-in' ? {} : {'Content-Type': 'application/json'}),
          ...(id === 'other-iam-token-preset' ? {'X-Auth-Token': 'mine'} : {}),
        },
      }
      await send(request)
      if (id === 'other-meeting-account-reuse') await send(request)

      assert.deepEqual(passed.at(-1)?.headers, expected?.headers)
      assert.deepEqual(
        sent.map(({request: {method, scheme, host, target, headers, body}}) => ({
          method,
          scheme,
          target,
          headers: {Host: host, ...headers, 'User-Agent': '<http library default>'},
          body: {utf8: Buffer.from(body as Uint8Array).toString()},
        })),
        requests,
      )
    })
  }

  it('are all looked at', () => {
    assert.equal(own.length, 9)
  })

  it('are known for every service of the catalogue', () => {
    const unknown = Object.entries(builtCatalog.services).flatMap(([service, {versions}]) =>
      versions.flatMap((version) => {
        const {credentials} = builtCatalog.open(service, version).head
        return credentials.filter((name) => !knownClasses([...credentials]).some((row) => row.name === name))
      }),
    )
    // Its module is missing from the SDK (spec §10.2).
    assert.deepEqual(unknown, ['IoTDACredentials'])
  })
})
