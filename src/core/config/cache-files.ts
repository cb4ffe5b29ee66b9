import {lstatSync, readdirSync, rmSync, type Stats} from 'node:fs'
import {join} from 'node:path'
import {isPrivate, cacheRoot} from './private-folder.js'
import {type Surroundings} from './surroundings.js'

/** What hwc keeps on disk: temporary keys, ids of projects and accounts, compiled code. */
export const cacheKinds = ['keys', 'ids', 'code'] as const

export type CacheKind = (typeof cacheKinds)[number]

export interface CacheFile {
  readonly kind: CacheKind
  readonly path: string
  /** In bytes. */
  readonly size: number
  readonly modified: Date
}

/** The names that hwc gives; whatever else lies there is not ours. */
const names: Readonly<Record<CacheKind, RegExp>> = {
  keys: /^(?:[\da-f]{64}\.json(?:\.lock(?:\.break)?|\.[\da-f-]{36}\.tmp)?|metadata-absent)$/,
  ids: /^[\da-f]{64}\.json(?:\.[\da-f-]{36}\.tmp)?$/,
  code: /^code-/,
}

const statsOf = (path: string): Stats | undefined => {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

/** The files of hwc's caches, in folders that are ours and writable by nobody else. */
export const listCacheFiles = (
  surroundings: Pick<Surroundings, 'env' | 'home' | 'userId'>,
  kinds: readonly CacheKind[] = cacheKinds,
): readonly CacheFile[] => {
  const root = cacheRoot(surroundings)
  if (root === undefined) return []
  const isUsable = (folder: string): boolean => {
    const stats = statsOf(folder)
    return stats !== undefined && stats.isDirectory() && isPrivate(stats, surroundings.userId)
  }
  return kinds.flatMap((kind) => {
    const folder = kind === 'code' ? root : join(root, kind)
    if (!isUsable(root) || !isUsable(folder)) return []
    return namesIn(folder)
      .filter((name) => names[kind].test(name))
      .flatMap((name) => {
        const path = join(folder, name)
        const stats = statsOf(path)
        return stats === undefined || stats.isDirectory() ? [] : [{kind, path, size: stats.size, modified: stats.mtime}]
      })
  })
}

/** Removes files of caches; answers how many. What another process removed first does not matter. */
export const removeCacheFiles = (files: readonly CacheFile[]): number => {
  for (const {path} of files) rmSync(path, {force: true})
  return files.length
}
