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

  it('waits for no more than four', async () => {
    const written: number[] = []
    for (const number of [1, 2, 3, 4, 5]) writeTogether(() => written.push(number))
    assert.deepEqual(written, [1, 2, 3, 4])
    await turnOfTheLoop()
    assert.deepEqual(written, [1, 2, 3, 4, 5])
  })
})
