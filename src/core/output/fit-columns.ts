/** A column narrower than this tells nothing. */
const narrowest = 6

/**
 * Widths of a table's columns that fit in what is available, blanks and borders not counted: only the widest are made
 * narrower. Undefined where even narrow columns do not fit.
 */
export const fitColumns = (natural: readonly number[], available: number): readonly number[] | undefined => {
  const total = (cap: number): number => natural.reduce((sum, width) => sum + Math.min(width, cap), 0)
  let cap = Math.max(...natural, 0)
  while (cap > narrowest && total(cap) > available) cap -= 1
  let spare = available - total(cap)
  if (spare < 0) return undefined
  return natural.map((width) => {
    if (width <= cap) return width
    const more = Math.min(width - cap, spare, 1)
    spare -= more
    return cap + more
  })
}
