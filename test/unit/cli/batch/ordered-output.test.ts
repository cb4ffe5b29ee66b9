import assert from 'node:assert/strict'
import {Writable} from 'node:stream'
import {setImmediate as turn} from 'node:timers/promises'
import {OrderedOutput} from '../../../../src/cli/batch/ordered-output.js'
import {ClosedPipeError} from '../../../../src/core/io/write-stream.js'

const sink = (write?: (text: string, done: (error?: Error) => void) => void) => {
  const texts: string[] = []
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      texts.push(chunk)
      if (write) write(chunk, done)
      else done()
    },
  })
  return {texts, output: {stream, isTerminal: false}}
}

describe('the output of a batch', () => {
  it('is in the order of the input', async () => {
    const {texts, output} = sink()
    const ordered = new OrderedOutput({output, isOrdered: true})
    for (const at of [2, 0, 3, 1]) ordered.put(at, String(at))
    await ordered.end()
    assert.equal(texts.join(''), '0123')
  })

  it('comes as it is ready where nobody wants an order', async () => {
    const {texts, output} = sink()
    const ordered = new OrderedOutput({output, isOrdered: false})
    for (const at of [2, 0, 3, 1]) ordered.put(at, String(at))
    await ordered.end()
    assert.equal(texts.join(''), '2031')
  })

  it('lets nobody run far ahead of a call that does not end, but always the one that is missing', async () => {
    const {output} = sink()
    const ordered = new OrderedOutput({output, isOrdered: true})
    for (let at = 1; at < 10_000; at += 1) ordered.put(at, '\n')
    assert.deepEqual([ordered.hasRoom(0), ordered.hasRoom(9999), ordered.hasRoom(10_000)], [true, true, false])
    let isLet = false
    const waiting = ordered.room(10_000).then(() => {
      isLet = true
    })
    await turn()
    assert.equal(isLet, false)
    ordered.put(0, '\n')
    await waiting
    assert.equal(isLet, true)
  })

  it('holds back no more than 32 MiB', () => {
    const {output} = sink()
    const ordered = new OrderedOutput({output, isOrdered: true})
    for (let at = 1; at <= 4; at += 1) ordered.put(at, 'x'.repeat(8 * 1024 * 1024))
    assert.deepEqual([ordered.hasRoom(0), ordered.hasRoom(5)], [true, false])
  })

  it('waits for a slow reader', async () => {
    const waiting: (() => void)[] = []
    const {output} = sink((_, done) => {
      waiting.push(done)
    })
    const ordered = new OrderedOutput({output, isOrdered: false})
    ordered.put(0, 'first')
    await turn()
    await turn()
    for (let at = 1; at <= 5; at += 1) ordered.put(at, 'x'.repeat(8 * 1024 * 1024))
    assert.equal(ordered.hasRoom(6), false)
    waiting.shift()?.()
    await ordered.room(6)
  })

  it('writes what is finished although a call before it never was', async () => {
    const {texts, output} = sink()
    const ordered = new OrderedOutput({output, isOrdered: true})
    ordered.put(2, 'c')
    ordered.put(1, 'b')
    await ordered.end()
    assert.equal(texts.join(''), 'bc')
  })

  it('fails for everybody once writing fails', async () => {
    const {output} = sink((_, done) => {
      done(Object.assign(new Error('EPIPE'), {code: 'EPIPE'}))
    })
    const ordered = new OrderedOutput({output, isOrdered: true})
    ordered.put(0, 'a')
    await assert.rejects(ordered.end(), ClosedPipeError)
    await assert.rejects(ordered.room(1), ClosedPipeError)
  })
})
