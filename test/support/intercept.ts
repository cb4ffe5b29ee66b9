import assert from 'node:assert/strict'
import {syncBuiltinESMExports} from 'node:module'
import nock, {type Options, type Scope} from 'nock'

// Loading it intercepts already, and for all tests of the process.
nock.restore()
syncBuiltinESMExports()

/**
 * For the tests of one `describe`: requests of this process reach no network, but what they declare with `nock`; each of
 * them must use all that it declared. Loopback stays reachable.
 */
export const interceptRequests = (): void => {
  before(() => {
    nock.activate()
    // It replaces functions of node's modules; modules that were imported before see that only now.
    syncBuiltinESMExports()
    nock.disableNetConnect()
    nock.enableNetConnect(/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/)
  })
  afterEach(() => {
    const unused = nock.pendingMocks()
    nock.cleanAll()
    assert.deepEqual(unused, [])
  })
  after(() => {
    nock.enableNetConnect()
    nock.restore()
    syncBuiltinESMExports()
  })
}

/** A host of the cloud. Its answers say where they end: the connections of `nock` stay open after one that does not. */
export const cloudAt = (origin: string, options?: Options): Scope =>
  nock(origin, options).defaultReplyHeaders({'Transfer-Encoding': 'chunked'})
