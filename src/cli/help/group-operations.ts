import {type NameParts, resourceOf} from './summary.js'
import {vagueWords} from './words.js'

/** What grouping needs of an operation. */
interface Groupable {
  /** `list-vpcs`. */
  readonly command: string
  readonly parts: NameParts
}

export interface OperationGroup<Item> {
  /** What the operations act on: `security group`; empty for those that fit nowhere. */
  readonly resource: string
  readonly operations: readonly Item[]
}

interface Placed<Item> {
  readonly operation: Item
  readonly words: readonly string[]
}

/** Fewer operations make no group while they can join a wider one. */
const smallestGroup = 3

const bucketBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const buckets = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const bucket = buckets.get(key)
    if (bucket === undefined) buckets.set(key, [item])
    else bucket.push(item)
  }
  return buckets
}

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/**
 * Operations by the resource that they act on: `load balancer`, `load balancer tag`. A resource with few operations joins
 * those whose names begin with the same words. Groups and operations are in alphabetical order, what fits nowhere is last.
 */
export const groupOperations = <Item extends Groupable>(operations: readonly Item[]): OperationGroup<Item>[] => {
  const groups = new Map<string, Item[]>()
  let left: Placed<Item>[] = operations.map((operation) => ({operation, words: resourceOf(operation.parts)}))

  const take = (length: number, smallest: number): void => {
    const long = left.filter(({words}) => words.length >= length)
    const taken = new Set<Placed<Item>>()
    for (const [key, members] of bucketBy(long, ({words}) => words.slice(0, length).join(' '))) {
      if ((members.length < smallest && !groups.has(key)) || vagueWords.has(key)) continue
      groups.set(key, [...(groups.get(key) ?? []), ...members.map(({operation}) => operation)])
      for (const member of members) taken.add(member)
    }
    left = left.filter((placed) => !taken.has(placed))
  }

  const longest = left.reduce((most, {words}) => Math.max(most, words.length), 0)
  for (let length = longest; length > 0; length -= 1) take(length, smallestGroup)
  for (let length = longest; length > 0; length -= 1) take(length, smallestGroup - 1)

  const named = Array.from(groups, ([resource, members]) => ({resource, operations: members}))
  const others = left.length === 0 ? [] : [{resource: '', operations: left.map(({operation}) => operation)}]
  for (const {operations: members} of [...named, ...others])
    members.sort((one, other) => byText(one.command, other.command))
  return [...named.sort((one, other) => byText(one.resource.toLowerCase(), other.resource.toLowerCase())), ...others]
}
