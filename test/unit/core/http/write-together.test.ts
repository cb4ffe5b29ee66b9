import assert from 'node:assert/strict'
import {writeTogether} from '../../../../src/core/http/write-together.js'

const turnOfTheLoop = async (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

describe('writeTogether', () => {
  it('writes nothing before the turn of the event loop is over, then everything in its order', async () => {
    const written: string[] = []
    writeTogether(() => written.push('one'))
    await Promise.resolve()
    writeTogether(() => written.push('two'))
    assert.deepEqual(written, [])
    await turnOfTheLoop()
    assert.deepEqual(written, ['one', 'two'])
  })

  it('leaves what is asked for by a write to the turn after', async () => {
    const written: string[] = []
    writeTogether(() => {
      written.push('one')
      writeTogether(() => written.push('two'))
    })
    await turnOfTheLoop()
    assert.deepEqual(written, ['one'])
    await turnOfTheLoop()
    assert.deepEqual(written, ['one', 'two'])
  })
})
