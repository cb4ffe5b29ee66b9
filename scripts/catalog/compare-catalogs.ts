import {type Operation, type Schema, type Type} from '../../src/core/catalog/types.js'
import {type CatalogData, type VersionData} from './files/catalog-data.js'

export interface CatalogChanges {
  /** As `service version command`. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

const flatten = (catalog: CatalogData | undefined): ReadonlyMap<string, {operation: Operation; data: VersionData}> => {
  const all = new Map<string, {operation: Operation; data: VersionData}>()
  for (const [service, versions] of catalog?.services ?? []) {
    for (const [version, data] of versions) {
      for (const [command, operation] of data.operations) all.set(`${service} ${version} ${command}`, {operation, data})
    }
  }
  return all
}

const refsOf = (type: Type): readonly string[] => {
  if (typeof type === 'string') return []
  if ('ref' in type) return [type.ref]
  return refsOf('list' in type ? type.list : type.map)
}

const reach = (operation: Operation, schemas: ReadonlyMap<string, Schema>): ReadonlySet<string> => {
  const types = [
    ...operation.parameters.map(({type}) => type),
    ...(operation.body === undefined ? [] : [operation.body]),
  ]
  const reached = new Set([...types.flatMap(refsOf), operation.response])
  for (const name of reached) {
    for (const {type} of schemas.get(name)?.fields ?? []) for (const ref of refsOf(type)) reached.add(ref)
  }
  return reached
}

const changedSchemas = (one: VersionData, other: VersionData): ReadonlySet<string> =>
  new Set(
    [...one.schemas]
      .filter(([name, schema]) => JSON.stringify(schema) !== JSON.stringify(other.schemas.get(name)))
      .map(([name]) => name),
  )

/** Which operations a new catalogue has that the old one had not, has no more, and has otherwise, schemas included. */
export const compareCatalogs = (old: CatalogData | undefined, fresh: CatalogData): CatalogChanges => {
  const before = flatten(old)
  const after = flatten(fresh)
  const schemasOf = new Map<VersionData, ReadonlySet<string>>()
  const isChanged = (name: string): boolean => {
    const [one, other] = [before.get(name), after.get(name)]
    if (!one || !other) return false
    if (JSON.stringify(one.operation) !== JSON.stringify(other.operation)) return true
    const changed = schemasOf.get(other.data) ?? changedSchemas(other.data, one.data)
    schemasOf.set(other.data, changed)
    return changed.size > 0 && [...reach(other.operation, other.data.schemas)].some((schema) => changed.has(schema))
  }
  return {
    added: [...after.keys()].filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: [...after.keys()].filter(isChanged),
  }
}

/** The changes as text: every operation on a line, unless all of them are new. */
export const formatChanges = ({added, removed, changed}: CatalogChanges, isFirst: boolean): string => {
  const lines = [
    ...(isFirst ? [] : added.map((name) => `+ ${name}`)),
    ...removed.map((name) => `- ${name}`),
    ...changed.map((name) => `~ ${name}`),
    `operations: ${String(added.length)} added, ${String(removed.length)} removed, ${String(changed.length)} changed`,
  ]
  return `${lines.join('\n')}\n`
}
