import assert from 'node:assert/strict'
import {parseRate, parseShard} from '../../../../src/cli/batch/batch-flags.js'
import {lineHash} from '../../../../src/cli/batch/line-hash.js'
import {createPace} from '../../../../src/cli/batch/pace.js'
import {warnOnce} from '../../../../src/cli/warn-once.js'

describe('the pace of a batch', () => {
  /** When calls start, in milliseconds, each of which takes `busy`. */
  const starts = async (perSecond: number, count: number, busy = 0): Promise<readonly number[]> => {
    let time = 0
    const turn = createPace(perSecond, {
      now: () => new Date(time),
      sleep: (milliseconds) => {
        time += milliseconds
        return Promise.resolve()
      },
    })
    const seen: number[] = []
    for (let call = 0; call < count; call += 1) {
      await turn()
      seen.push(Math.round(time))
      time += busy
    }
    return seen
  }

  it('is even', async () => {
    assert.deepEqual(await starts(10, 4), [0, 100, 200, 300])
    assert.deepEqual(await starts(0.5, 3), [0, 2000, 4000])
  })

  it('makes good what is a little late, not a pause', async () => {
    assert.deepEqual(await starts(100, 4, 50), [0, 50, 100, 150])
    const late = await starts(10, 3, 1000)
    assert.deepEqual(late, [0, 1000, 2000])
  })
})

describe('the flags of hwc batch', () => {
  it('take a share of the lines', () => {
    assert.deepEqual(parseShard('2/5'), {index: 2, count: 5})
    for (const text of ['0/5', '6/5', '1/0', '1', 'a/b', '1/2/3', '-1/2'])
      assert.throws(() => parseShard(text), {message: '--shard: expected I/N, with I from 1 to N'})
  })

  it('take a rate', () => {
    assert.deepEqual([parseRate('50'), parseRate('0.5')], [50, 0.5])
    for (const text of ['0', '-1', 'x', '1e3', ''])
      assert.throws(() => parseRate(text), {message: '--rate: expected a number of calls per second above 0'})
  })
})

describe('the hash of a line', () => {
  it('is the same for the same bytes in every version of hwc', () => {
    assert.deepEqual(
      ['', '{}', '{"service":"vpc","operation":"list-vpcs"}'].map((text) => lineHash(Buffer.from(text))),
      ['4a216c3192ca2f0e', 'b4ecc2a3998b8ec2', '6e67d1764edba94d'],
    )
  })

  it('differs where one bit does, wherever it is', () => {
    const bytes = Buffer.from('{"service":"vpc","operation":"list-vpcs","params":{"limit":1}}')
    const seen = new Set([lineHash(bytes)])
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const other = Buffer.from(bytes)
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      seen.add(lineHash(other))
    }
    assert.equal(seen.size, bytes.length * 8 + 1)
  })

  it('does not repeat over a hundred thousand lines that differ by a number', () => {
    const seen = new Set(Array.from({length: 100_000}, (_, index) => lineHash(Buffer.from(`{"id":${String(index)}}`))))
    assert.equal(seen.size, 100_000)
  })
})

describe('warnings of a batch', () => {
  it('are told once each, and only the first twenty', () => {
    const told: string[] = []
    const warn = warnOnce((message) => told.push(message))
    for (let index = 0; index < 100; index += 1) warn(String(index % 50))
    assert.deepEqual(told, [
      ...Array.from({length: 20}, (_, index) => String(index)),
      'there are more warnings, which are not shown',
    ])
  })
})
