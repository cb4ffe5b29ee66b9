import {lstatSync, mkdirSync} from 'node:fs'
import {isAbsolute, join} from 'node:path'
import {readVariable} from './read-variable.js'
import {type Surroundings} from './surroundings.js'

/** What decides whether a file or folder is ours; a part of node's Stats. */
interface Ownership {
  readonly uid: number
  readonly mode: number
}

/** Ours and writable by nobody else (design §5); true where the system has no numeric users. */
export const isPrivate = ({uid, mode}: Ownership, userId: number | undefined): boolean =>
  userId === undefined || (uid === userId && (mode & 0o022) === 0)

const openPrivateFolder = (path: string, userId: number | undefined): boolean => {
  try {
    mkdirSync(path, {recursive: true, mode: 0o700})
    const stats = lstatSync(path)
    return stats.isDirectory() && isPrivate(stats, userId)
  } catch {
    return false
  }
}

/** Where hwc's caches are or would be: `$XDG_CACHE_HOME/hwc`, else `~/.cache/hwc`; undefined where no home is known. */
export const cacheRoot = ({env, home}: Pick<Surroundings, 'env' | 'home'>): string | undefined => {
  const said = readVariable(env, 'cache-home')?.text
  const base = said !== undefined && isAbsolute(said) ? said : home === '' ? undefined : join(home, '.cache')
  return base === undefined ? undefined : join(base, 'hwc')
}

/**
 * A folder of hwc's caches, made if need be. undefined where there is
 * none that is ours and writable by nobody else: then hwc goes on without.
 */
export const openCacheFolder = (
  name: string,
  surroundings: Pick<Surroundings, 'env' | 'home' | 'userId'>,
): string | undefined => {
  const {userId} = surroundings
  const own = cacheRoot(surroundings)
  if (own === undefined) return undefined
  const folder = join(own, name)
  return openPrivateFolder(own, userId) && openPrivateFolder(folder, userId) ? folder : undefined
}
