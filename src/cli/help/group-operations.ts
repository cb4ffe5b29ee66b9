import {resourceOf} from './summary.js'

/** What help tells of an operation in a list. */
export interface ListedOperation {
  /** `list-vpcs`. */
  readonly command: string
  readonly version: string
  readonly deprecated?: boolean | undefined
  /** `ListVpcs`. */
  readonly name: string
}

export interface OperationGroup<Item> {
  /** `security group`; empty for what fits nowhere. */
  readonly resource: string
  readonly operations: readonly Item[]
}

const startsWith = (longer: string, shorter: string): boolean => longer.startsWith(shorter + ' ')

/** The longest resource that has a group of its own and of which this one is a part: `VPC` for `VPC tag`. */
const parentOf = (resource: string, groups: ReadonlyMap<string, readonly unknown[]>): string | undefined =>
  Array.from(groups.keys())
    .filter((other) => startsWith(resource, other) && (groups.get(other)?.length ?? 0) > 1)
    .sort((one, other) => other.length - one.length)[0]

/** Operations by the resource that they act on, in alphabetical order; a resource with one operation joins the one that it is part of. */
export const groupOperations = <Item extends ListedOperation>(operations: readonly Item[]): OperationGroup<Item>[] => {
  const byResource = new Map<string, Item[]>()
  for (const operation of operations) {
    const resource = resourceOf(operation.name)
    byResource.set(resource, [...(byResource.get(resource) ?? []), operation])
  }
  const grouped = new Map<string, Item[]>()
  for (const [resource, members] of byResource) {
    const commands = new Set(members.map(({command}) => command))
    const home = commands.size > 1 ? resource : (parentOf(resource, byResource) ?? '')
    grouped.set(home, [...(grouped.get(home) ?? []), ...members])
  }
  const inOrder = Array.from(grouped, ([resource, members]) => ({
    resource,
    operations: members.sort((one, other) => (one.command < other.command ? -1 : 1)),
  }))
  // What fits nowhere comes last.
  return inOrder.sort((one, other) => {
    if ((one.resource === '') !== (other.resource === '')) return one.resource === '' ? 1 : -1
    return one.resource.toLowerCase() < other.resource.toLowerCase() ? -1 : 1
  })
}
