import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {createCaller} from '../../../../src/core/client/create-caller.js'
import {NetworkError, type NetworkFailure} from '../../../../src/core/errors/network-error.js'
import {type Transport} from '../../../../src/core/http/types.js'
import {get} from '../../../support/recording-server.js'

/** Hosts that fail like this; the others answer. */
const world = (failures: Readonly<Record<string, NetworkFailure>>) => {
  const asked: string[] = []
  const send: Transport = ({host}) => {
    asked.push(host)
    const failure = failures[host]
    return failure === undefined
      ? Promise.resolve({status: 200, headers: {host}, body: Readable.from([])})
      : Promise.reject(new NetworkError(`${host} failed.`, {failure, maybeSent: false, hint: `Look at ${host}.`}))
  }
  return {asked, send}
}

const build = (host: string) => get(host)

describe('a call through the endpoints of a region', () => {
  for (const failure of ['dns-unknown', 'tls', 'refused'] as const) {
    it(`goes to the next one after ${failure}, and the next call starts there`, async () => {
      const {asked, send} = world({a: failure})
      const call = createCaller(['a', 'b'])
      assert.equal((await call(build, send)).headers['host'], 'b')
      assert.equal((await call(build, send)).headers['host'], 'b')
      assert.deepEqual(asked, ['a', 'b', 'b'])
    })
  }

  for (const failure of ['connect-timeout', 'reset', 'dns-temporary', 'read-timeout'] as const) {
    it(`ends after ${failure}`, async () => {
      const {asked, send} = world({a: failure})
      await assert.rejects(createCaller(['a', 'b'])(build, send), {message: 'a failed.'})
      assert.deepEqual(asked, ['a'])
    })
  }

  it('tells every failure where none works, and starts with the first one again', async () => {
    const {asked, send} = world({a: 'dns-unknown', b: 'tls'})
    const call = createCaller(['a', 'b'])
    await assert.rejects(call(build, send), {
      message: 'a failed; b failed.',
      hint: 'Look at a.',
      failure: 'tls',
      maybeSent: false,
    })
    await assert.rejects(call(build, send))
    assert.deepEqual(asked, ['a', 'b', 'a', 'b'])
  })

  it('throws the error of a single endpoint as it is', async () => {
    const {send} = world({a: 'dns-unknown'})
    await assert.rejects(createCaller(['a'])(build, send), {message: 'a failed.', failure: 'dns-unknown'})
  })

  it('throws a failure of another kind on a later one as it is, and stays there', async () => {
    const {asked, send} = world({a: 'dns-unknown', b: 'connect-timeout'})
    const call = createCaller(['a', 'b', 'c'])
    await assert.rejects(call(build, send), {message: 'b failed.'})
    await assert.rejects(call(build, send), {message: 'b failed.'})
    assert.deepEqual(asked, ['a', 'b', 'b'])
  })

  it('hands the signal on', async () => {
    const {signal} = new AbortController()
    let seen: AbortSignal | undefined
    const send: Transport = (_, options) => {
      seen = options?.signal
      return Promise.resolve({status: 200, headers: {}, body: Readable.from([])})
    }
    await createCaller(['a'])(build, send, {signal})
    assert.equal(seen, signal)
  })
})
