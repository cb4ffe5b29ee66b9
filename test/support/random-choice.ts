/** A number in [0, 1) from a seed, each time another (mulberry32): the same seed gives the same row. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** So many of the items, each at most once, in an order of chance. */
export const chooseSome = <Item>(items: readonly Item[], count: number, random: () => number): readonly Item[] => {
  const rest = [...items]
  return Array.from({length: Math.min(count, rest.length)}, () => {
    const [chosen] = rest.splice(Math.floor(random() * rest.length), 1)
    if (chosen === undefined) throw new RangeError('random answers numbers in [0, 1)')
    return chosen
  })
}
