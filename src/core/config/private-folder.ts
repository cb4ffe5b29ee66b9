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

/**
 * A folder of hwc's caches, made if need be: in `$XDG_CACHE_HOME/hwc`, else `~/.cache/hwc`. undefined where there is
 * none that is ours and writable by nobody else: then hwc goes on without.
 */
export const openCacheFolder = (
  name: string,
  {env, home, userId}: Pick<Surroundings, 'env' | 'home' | 'userId'>,
): string | undefined => {
  const said = readVariable(env, 'cache-home')?.text
  const base = said !== undefined && isAbsolute(said) ? said : home === '' ? undefined : join(home, '.cache')
  if (base === undefined) return undefined
  const own = join(base, 'hwc')
  const folder = join(own, name)
  return openPrivateFolder(own, userId) && openPrivateFolder(folder, userId) ? folder : undefined
}
