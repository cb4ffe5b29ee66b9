import assert from 'node:assert/strict'
import {NetworkError} from '../../../../src/core/errors/network-error.js'
import {createDeadline} from '../../../../src/core/http/deadline.js'

const aborted = async (signal: AbortSignal): Promise<unknown> => {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, {once: true}))
  return signal.reason
}

describe('createDeadline', () => {
  it('aborts with an error that says so when the time is up', async () => {
    const reason = await aborted(createDeadline(0.02).signal)
    assert(reason instanceof NetworkError)
    assert.deepEqual([reason.message, reason.failure], ['The command was not done within 0.02 s.', 'total-timeout'])
  })

  it('aborts with the reason of the signal that it was made from, even if that came before', async () => {
    const controller = new AbortController()
    const deadline = createDeadline(60, controller.signal)
    controller.abort(new Error('stop'))
    assert.equal(await aborted(deadline.signal), controller.signal.reason)
    deadline.stop()
    const late = createDeadline(60, controller.signal)
    assert.equal(late.signal.reason, controller.signal.reason)
    late.stop()
  })

  it('does nothing once it was stopped', async () => {
    const controller = new AbortController()
    const {signal, stop} = createDeadline(0.01, controller.signal)
    stop()
    controller.abort()
    await new Promise((resolve) => setTimeout(resolve, 30))
    assert.equal(signal.aborted, false)
  })
})
