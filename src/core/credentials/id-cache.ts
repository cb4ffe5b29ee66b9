import {createHash} from 'node:crypto'
import {join} from 'node:path'
import {readPrivateFile, writePrivateFile} from '../config/private-file.js'
import {openCacheFolder} from '../config/private-folder.js'
import {type Surroundings} from '../config/surroundings.js'
import {formatJson} from '../values/format-json.js'
import {parseJson} from '../values/parse-json.js'
import {isValueMap} from '../values/value.js'

/** What an id was looked up with: another key, endpoint or region never gets it. */
export interface IdKey {
  readonly kind: 'project' | 'domain'
  readonly accessKeyId: string
  /** The endpoints that answered or could have. */
  readonly endpoints: readonly string[]
  /** Of a project. */
  readonly region?: string
}

export interface IdCache {
  read(key: IdKey): string | undefined
  write(key: IdKey, id: string): void
}

const version = '1'
const maximumBytes = 4096
const maximumAge = 30 * 24 * 60 * 60 * 1000

/** What may stand in a path or a header as an id. */
export const isId = (text: unknown): text is string => typeof text === 'string' && /^[\x21-\x7e]{1,256}$/.test(text)

/** The key as a file name; it says nothing of the access key. */
const hashOf = ({kind, accessKeyId, endpoints, region = ''}: IdKey): string =>
  createHash('sha256')
    .update(JSON.stringify([version, kind, accessKeyId, region, ...endpoints]))
    .digest('hex')

const parseEntry = (text: string, now: Date): string | undefined => {
  try {
    const entry = parseJson(text)
    if (!isValueMap(entry) || entry.get('version') !== version) return undefined
    const stored = Date.parse(String(entry.get('stored')))
    const age = now.getTime() - stored
    const id = entry.get('id')
    return age >= 0 && age < maximumAge && isId(id) ? id : undefined
  } catch {
    return undefined
  }
}

/**
 * Project and domain ids on disk (design §5), for 30 days, and in this process. A file that is missing, damaged or not
 * ours is as good as none, and so is a folder that cannot be used.
 */
export const createIdCache = (surroundings: Surroundings): IdCache => {
  const remembered = new Map<string, string>()
  let folder: string | undefined | null = null
  const pathOf = (hash: string): string | undefined => {
    if (folder === null) folder = openCacheFolder('ids', surroundings)
    return folder === undefined ? undefined : join(folder, `${hash}.json`)
  }
  return {
    read: (key) => {
      const hash = hashOf(key)
      const known = remembered.get(hash)
      if (known !== undefined) return known
      const path = pathOf(hash)
      const text = path && readPrivateFile(path, {userId: surroundings.userId, maximumBytes})
      const id = text === undefined || text === '' ? undefined : parseEntry(text, surroundings.now())
      if (id !== undefined) remembered.set(hash, id)
      return id
    },
    write: (key, id) => {
      const hash = hashOf(key)
      remembered.set(hash, id)
      const path = pathOf(hash)
      const entry = new Map([
        ['version', version],
        ['id', id],
        ['stored', surroundings.now().toISOString()],
      ])
      if (path !== undefined) writePrivateFile(path, formatJson(entry))
    },
  }
}
