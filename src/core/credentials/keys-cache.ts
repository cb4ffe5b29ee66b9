import {createHash} from 'node:crypto'
import {join} from 'node:path'
import {readPrivateFile, writePrivateFile} from '../config/private-file.js'
import {openCacheFolder} from '../config/private-folder.js'
import {type Surroundings} from '../config/surroundings.js'
import {formatJson} from '../values/format-json.js'
import {parseJson} from '../values/parse-json.js'
import {isValueMap, type Value} from '../values/value.js'
import {type Waiting, whileLocked} from './keys-lock.js'
import {areFresh, areUsable, type TemporaryKeys} from './temporary-keys.js'

export interface KeysCache {
  /**
   * The keys that belong to `identity`, fetched where there are none or they end soon. `identity` is everything that
   * decides which keys they are: another key, endpoint or machine never gets them. Without one nothing is kept.
   */
  get(identity: readonly string[] | undefined, fetch: () => Promise<TemporaryKeys>): Promise<TemporaryKeys>
}

export interface KeysCacheTools extends Surroundings, Omit<Waiting, 'userId' | 'now'> {
  readonly warn: (message: string) => void
}

const version = '1'
const maximumBytes = 64 * 1024

const format = ({keys, expires, obtained}: TemporaryKeys): string =>
  formatJson(
    new Map<string, Value>([
      ['version', version],
      ...Object.entries(keys),
      ['expires', new Date(expires).toISOString()],
      ['obtained', new Date(obtained).toISOString()],
    ]),
  )

/** What a file of the cache holds; undefined where it is damaged or of another version. */
export const parseKeysFile = (text: string): TemporaryKeys | undefined => {
  let entry: Value
  try {
    entry = parseJson(text)
  } catch {
    return undefined
  }
  if (!isValueMap(entry) || entry.get('version') !== version) return undefined
  const say = (name: string): string => {
    const value = entry.get(name)
    return typeof value === 'string' ? value : ''
  }
  const accessKeyId = say('accessKeyId')
  const secretAccessKey = say('secretAccessKey')
  const securityToken = say('securityToken')
  const expires = Date.parse(say('expires'))
  const obtained = Date.parse(say('obtained'))
  if (accessKeyId === '' || secretAccessKey === '' || !(obtained < expires)) return undefined
  return {keys: {accessKeyId, secretAccessKey, ...(securityToken === '' ? {} : {securityToken})}, expires, obtained}
}

/**
 * Temporary keys on disk (design §5): 0600, whole or not at all, one refresh however many processes need it. A file that
 * is missing, damaged or not ours is as good as none, and so is a folder that cannot be used.
 */
export const createKeysCache = (tools: KeysCacheTools): KeysCache => {
  const {now, userId, warn} = tools
  const remembered = new Map<string, TemporaryKeys>()
  const read = (path: string): TemporaryKeys | undefined => {
    const text = readPrivateFile(path, {userId, maximumBytes})
    return text === undefined ? undefined : parseKeysFile(text)
  }
  const freshIn = (path: string): TemporaryKeys | undefined => {
    const found = read(path)
    return found && areFresh(found, now()) ? found : undefined
  }
  const fetchInto = async (path: string, fetch: () => Promise<TemporaryKeys>): Promise<TemporaryKeys> => {
    try {
      const fetched = await fetch()
      if (fetched.expires < Infinity) writePrivateFile(path, format(fetched))
      return fetched
    } catch (error) {
      const old = read(path)
      if (old === undefined || !areUsable(old, now()) || !(error instanceof Error)) throw error
      warn(`${error.message}; the keys of before are used until they expire`)
      return old
    }
  }
  const load = async (hash: string, fetch: () => Promise<TemporaryKeys>): Promise<TemporaryKeys> => {
    const folder = openCacheFolder('keys', tools)
    if (folder === undefined) return fetch()
    const path = join(folder, `${hash}.json`)
    return (
      freshIn(path) ??
      whileLocked(`${path}.lock`, tools, {peek: () => freshIn(path), work: async () => fetchInto(path, fetch)})
    )
  }
  return {
    get: async (identity, fetch) => {
      const hash = createHash('sha256')
        .update(JSON.stringify([version, ...(identity ?? [])]))
        .digest('hex')
      const known = remembered.get(hash)
      if (known !== undefined && areFresh(known, now())) return known
      const found = identity === undefined ? await fetch() : await load(hash, fetch)
      if (identity !== undefined) remembered.set(hash, found)
      return found
    },
  }
}
