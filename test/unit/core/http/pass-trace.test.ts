import assert from 'node:assert/strict'
import {Readable} from 'node:stream'
import {passTrace} from '../../../../src/core/http/pass-trace.js'
import {type Headers, type Transport} from '../../../../src/core/http/types.js'
import {get} from '../../../support/recording-server.js'

const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

const headersSent = async (headers: Headers): Promise<Headers> => {
  let sent: Headers = {}
  const transport: Transport = (request) => {
    sent = request.headers
    return Promise.resolve({status: 200, headers: {}, body: Readable.from([])})
  }
  await passTrace(trace)(transport)(get('a.example', {headers}))
  return sent
}

describe('A trace', () => {
  it('is passed on as a header after all others', async () => {
    assert.deepEqual(Object.entries(await headersSent({'X-A': '1'})), [
      ['X-A', '1'],
      ['traceparent', trace],
    ])
  })

  it('gives way to one that the request has, in any spelling', async () => {
    assert.deepEqual(await headersSent({Traceparent: 'own'}), {Traceparent: 'own'})
  })
})
