import assert from 'node:assert/strict'
import {editDistance, nearest} from '../../../../src/core/errors/nearest.js'
import {seededRandom} from '../../../support/random-choice.js'

describe('the distance of two words', () => {
  it('counts letters that are added, dropped, replaced, and neighbours that are swapped once', () => {
    assert.equal(editDistance('vpc', 'vpc'), 0)
    assert.equal(editDistance('vcp', 'vpc'), 1)
    assert.equal(editDistance('lst-vpcs', 'list-vpcs'), 1)
    assert.equal(editDistance('limits', 'limit'), 1)
    assert.equal(editDistance('', 'abc'), 3)
    assert.equal(editDistance('abcd', 'badc'), 2)
    assert.equal(editDistance('kitten', 'sitting'), 3)
  })

  it('is the same within a limit, and beyond it no less than the limit', () => {
    const random = seededRandom(7)
    const word = (): string =>
      Array.from({length: Math.floor(random() * 9)}, () => 'abc'[Math.floor(random() * 3)]).join('')
    for (let round = 0; round < 5000; round += 1) {
      const [one, other, limit] = [word(), word(), Math.floor(random() * 4)]
      const distance = editDistance(one, other)
      const limited = editDistance(one, other, limit)
      assert.ok(distance <= limit ? limited === distance : limited > limit, `${one} ${other} ${String(limit)}`)
    }
  })
})

describe('the nearest of some words', () => {
  it('are the best first, ties in their order, none where nothing is near', () => {
    assert.deepEqual(nearest('vcp', ['ecs', 'vcm', 'vpc', 'bcc'], 3), ['vcm', 'vpc', 'ecs'])
    assert.deepEqual(nearest('LIMTI', ['marker', 'limit']), ['limit'])
    assert.deepEqual(nearest('nonsense', ['limit', 'marker']), [])
    assert.deepEqual(nearest('', []), [])
  })
})
