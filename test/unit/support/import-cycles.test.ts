import assert from 'node:assert/strict'
import {findCycles} from '../../support/import-cycles.js'

const cyclesOf = (graph: Readonly<Record<string, string[]>>): string[][] => findCycles(new Map(Object.entries(graph)))

describe('findCycles', () => {
  it('finds none where all arrows point one way', () => {
    assert.deepEqual(cyclesOf({a: ['b', 'c'], b: ['d'], c: ['d'], d: []}), [])
  })

  it('finds each knot once, whatever hangs on it', () => {
    assert.deepEqual(cyclesOf({start: ['a'], a: ['b'], b: ['c', 'leaf'], c: ['a'], leaf: [], d: ['d']}), [
      ['a', 'b', 'c'],
      ['d'],
    ])
  })
})
