import {type CacheFile, type CacheKind, listCacheFiles, removeCacheFiles} from '../core/config/cache-files.js'
import {readPrivateFile} from '../core/config/private-file.js'
import {type Flags} from '../core/config/resolve-settings.js'
import {parseKeysFile} from '../core/credentials/keys-cache.js'
import {openCommand} from './open-command.js'
import {type Runtime} from './runtime.js'
import {showData, toValue} from './show-data.js'

/** When the keys in a file end; null where it holds none that can be used. */
const expiryOf = ({kind, path}: CacheFile, {userId}: Runtime): string | null => {
  if (kind !== 'keys' || !path.endsWith('.json')) return null
  const text = readPrivateFile(path, {userId, maximumBytes: 64 * 1024})
  const found = text === undefined ? undefined : parseKeysFile(text)
  return found === undefined ? null : new Date(found.expires).toISOString()
}

/** Lists what is kept on disk; of keys only when they end. */
export const showCache = async (flags: Flags, runtime: Runtime): Promise<void> => {
  const command = openCommand(runtime, flags)
  const rows = listCacheFiles(runtime).map((file) =>
    toValue({
      kind: file.kind,
      path: file.path,
      bytes: file.size,
      modified: file.modified.toISOString(),
      expires: expiryOf(file, runtime),
    }),
  )
  await showData(rows, command)
}

/** Removes what is kept on disk, of the kinds that are named or of all. */
export const clearCache = async (kinds: readonly CacheKind[], flags: Flags, runtime: Runtime): Promise<void> => {
  const command = openCommand(runtime, flags)
  const removed = removeCacheFiles(listCacheFiles(runtime, kinds.length === 0 ? undefined : kinds))
  await showData(toValue({removed}), command)
}
