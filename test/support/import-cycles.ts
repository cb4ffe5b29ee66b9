/**
 * The cycles of a graph, one for each strongly connected part of more than one node (or of one that names itself), each
 * as its nodes in the graph's order. Tarjan's algorithm.
 */
export const findCycles = (graph: ReadonlyMap<string, readonly string[]>): string[][] => {
  const numbers = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const cycles: string[][] = []

  const visit = (node: string): void => {
    const number = numbers.size
    numbers.set(node, number)
    lowest.set(node, number)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!numbers.has(next)) visit(next)
      else if (!stack.includes(next)) continue
      lowest.set(node, Math.min(lowest.get(node) ?? number, lowest.get(next) ?? number))
    }
    if (lowest.get(node) !== number) return
    const part = stack.splice(stack.indexOf(node))
    if (part.length > 1 || graph.get(node)?.includes(node)) cycles.push(part)
  }

  for (const node of graph.keys()) if (!numbers.has(node)) visit(node)
  return cycles
}
