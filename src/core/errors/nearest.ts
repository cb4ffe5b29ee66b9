/**
 * Edit distance in which a swap of two neighbours counts once (optimal string alignment). Beyond the limit it is only
 * known to be beyond: most candidates are, and are told from the word by their first letters.
 */
export const editDistance = (a: string, b: string, limit = Infinity): number => {
  let beforeLast: number[] = []
  let leastBefore = 0
  let last = Array.from({length: b.length + 1}, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    let least = row
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (row > 1 && column > 1 && swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1)
      current.push(best)
      least = Math.min(least, best)
    }
    // A swap reaches over one row, so two rows beyond the limit are needed.
    if (least > limit && leastBefore > limit) return least
    leastBefore = least
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}

/**
 * The candidates most like a mistyped word, best first, ties in the candidates' order; none where nothing is near: at
 * most a third of the word's letters, and one, may differ.
 */
export const nearest = (word: string, candidates: Iterable<string>, most = 1): readonly string[] => {
  const wanted = word.toLowerCase()
  const limit = Math.floor(wanted.length / 3) + 1
  return Array.from(candidates)
    .filter((candidate) => Math.abs(candidate.length - wanted.length) <= limit)
    .map((candidate) => ({candidate, distance: editDistance(wanted, candidate.toLowerCase(), limit)}))
    .filter(({distance}) => distance <= limit)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({candidate}) => candidate)
}
