import assert from 'node:assert/strict'
import {ReadAhead} from '../../../../src/cli/batch/read-ahead.js'

const turnOfTheLoop = async (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** Makes 1, 2, 3 …; tells how many. */
const counter = () => {
  const made = {count: 0}
  const make = (): Promise<number> => {
    made.count += 1
    return Promise.resolve(made.count)
  }
  return {made, make}
}

describe('ReadAhead', () => {
  it('makes so many ahead, once what is asked for in this turn of the event loop has been sent', async () => {
    const {made, make} = counter()
    const ahead = new ReadAhead(make, 3)
    assert.equal(await ahead.next(), 1)
    await turnOfTheLoop()
    assert.equal(made.count, 1)
    await turnOfTheLoop()
    assert.equal(made.count, 4)
    assert.deepEqual([await ahead.next(), await ahead.next()], [2, 3])
    assert.equal(made.count, 4)
  })

  it('makes what is asked for and was not made ahead, in order', async () => {
    const {make} = counter()
    const ahead = new ReadAhead(make, 1)
    assert.deepEqual(await Promise.all([ahead.next(), ahead.next(), ahead.next()]), [1, 2, 3])
  })

  it('makes nothing ahead where that is to be so', async () => {
    const {made, make} = counter()
    const ahead = new ReadAhead(make, 0)
    assert.equal(await ahead.next(), 1)
    await turnOfTheLoop()
    await turnOfTheLoop()
    assert.equal(made.count, 1)
  })

  it('tells of a failure only whoever takes it', async () => {
    let count = 0
    const make = async (): Promise<number> => {
      count += 1
      if (count > 1) throw new Error(`no ${String(count)}`)
      return Promise.resolve(count)
    }
    const ahead = new ReadAhead(make, 2)
    assert.equal(await ahead.next(), 1)
    await turnOfTheLoop()
    await turnOfTheLoop()
    await assert.rejects(ahead.next(), {message: 'no 2'})
    await assert.rejects(ahead.next(), {message: 'no 3'})
  })
})
